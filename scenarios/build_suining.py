"""Makes the larger table of the scenario suining: the same bytes at every run.

Article: 李宗明, on evaluating staffing in Suining. It publishes the five sources of scores and no
score, so every number here is ``assumed``; what is marked ``calibrated`` puts a unit in its tier.

Run it as ``python scenarios/build_suining.py`` to write ``scenarios/suining/scores.csv``.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "suining"

Row = dict[str, Any]

# assumed: how a source differs from the unit's level. With the weights of the sources, 0.10, 0.15,
# 0.20, 0.40 and 0.15, this makes 0.4 + 0.3 - 0.4 + 0 - 0.3 = 0, so that the mean is the level.
SOURCES = {"self": 4, "peer": 2, "function": -2, "office": 0, "data": -2}

# --- Indicators ------------------------------------------------------------------------------

# Two third-level indicators of the same weight under each second-level one, for all types.
# assumed: the first lies a point above the unit's level, the second a point below.
PAIRS = (
    ("statutory_basis", "completeness"),
    ("clear_bounds", "duty_lists"),
    ("main_tasks", "adjusted_duties"),
    ("approved_bodies", "body_levels"),
    ("office_setup", "office_balance"),
    ("leader_numbers", "leader_use"),
    ("filled_posts", "over_approved"),
    ("age_structure", "education_structure"),
    ("people_fit", "borrowed_people"),
    ("office_cooperation", "work_rules"),
    ("joint_work", "handover"),
    ("load_per_head", "duty_frequency"),
    ("rules_studied", "duties_told"),
    ("powers_kept", "procedure_kept"),
    ("register_accuracy", "register_updates"),
)
SATISFACTION = ("service_satisfaction", "hotline")  # all types; at the unit's level
CASES = ("cases_per_head", "case_time")  # at the unit's level
REFORM = ("reform_steps", "reform_effect")  # at the unit's level

# Of a type alone: whether cases and reforms are assessed, and its main duties.
CASES_OF = {"government", "public_institution", "park", "township"}
REFORM_OF = {"government", "township", "street"}
MAIN_DUTIES = {
    "party": ("party_leadership", "party_coordination", "party_supervision", "party_research"),
    "government": (
        "gov_regulation",
        "gov_approval",
        "gov_enforcement",
        "gov_planning",
        "gov_safety",
    ),
    "public_institution": ("inst_service", "inst_quality", "inst_openness", "inst_support"),
    "park": (
        "park_investment",
        "park_projects",
        "park_enterprises",
        "park_output",
        "park_innovation",
    ),
    "township": ("town_governance", "town_livelihood", "town_agriculture", "town_enforcement"),
    "street": ("street_governance", "street_community", "street_stability"),
}

# --- Units -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Evaluated:
    """An evaluated unit: its level, and by how much its main duties lie above it."""

    unit_id: str
    kind: str
    level: int
    main_duties: int


# calibrated: those that the article has strengthened in tiers 1 and 2, those whose duties have
# weakened in tier 3
UNITS = (
    Evaluated("A1", "party", 93, 2),
    Evaluated("A2", "party", 70, -5),
    Evaluated("B1", "government", 91, 2),
    Evaluated("B2", "government", 84, 3),
    Evaluated("B3", "government", 68, -4),
    Evaluated("C1", "public_institution", 66, -5),
    Evaluated("C2", "public_institution", 92, 1),
    Evaluated("K1", "park", 90, 2),
    Evaluated("K2", "park", 72, -6),
    Evaluated("T1", "township", 91, 3),
    Evaluated("T2", "township", 86, 2),
    Evaluated("T3", "township", 82, 1),
    Evaluated("S1", "street", 80, -1),
)


def levels(unit: Evaluated) -> Iterator[tuple[str, int]]:
    """Each indicator of the unit's type, with what the unit reaches."""
    for above, below in PAIRS:
        yield above, unit.level + 1
        yield below, unit.level - 1
    even = SATISFACTION
    even += CASES if unit.kind in CASES_OF else ()
    even += REFORM if unit.kind in REFORM_OF else ()
    for indicator in even:
        yield indicator, unit.level
    for indicator in MAIN_DUTIES[unit.kind]:
        yield indicator, unit.level + unit.main_duties


# --- Tables ----------------------------------------------------------------------------------


def scores() -> Iterator[Row]:
    """Scores of every evaluated unit, of every indicator of its type, from every source."""
    for unit in UNITS:
        for indicator, level in levels(unit):
            for source, above in SOURCES.items():
                yield {
                    "unit_id": unit.unit_id,
                    "indicator": indicator,
                    "source": source,
                    "score": level + above,
                }


# --- Files -----------------------------------------------------------------------------------


def write(table: str, rows: Iterable[Row]) -> None:
    """Write one table."""
    rows = list(rows)
    with (FOLDER / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the table."""
    FOLDER.mkdir(exist_ok=True)
    write("scores", scores())


if __name__ == "__main__":
    main()
