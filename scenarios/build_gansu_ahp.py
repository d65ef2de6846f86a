"""Makes the larger tables of the scenario gansu-ahp: the same bytes at every run.

Study: 甘肃省某市, 机构编制执行情况和使用效益评估. It publishes no answer and no measured value, so
every number here is ``assumed``; what is marked ``calibrated`` puts a unit in its grade.

Run it as ``python scenarios/build_gansu_ahp.py`` to write ``questionnaires.csv`` and
``measures.csv`` in ``scenarios/gansu-ahp/``.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "gansu-ahp"

Row = dict[str, Any]

# calibrated: the grade that each evaluated unit comes out with
EXCELLENT, GOOD, AVERAGE, POOR = "excellent", "good", "average", "poor"
GRADES = {
    "D02": EXCELLENT,
    "D03": EXCELLENT,
    "D04": GOOD,
    "D05": POOR,
    "D06": AVERAGE,
    "D07": GOOD,
    "D08": GOOD,
    "D09": GOOD,
    "E01": GOOD,
    "H01": EXCELLENT,
}

# --- Questionnaires: subjective indicators ---------------------------------------------------

# published: staff judge their own unit, partners recognise it, users are asked (2(3), 3(2)2).
# assumed: who is asked about what; the evaluation group fills in the same form as the users.
ASKED = {
    "functions_legal": "office",
    "functions_complete": "office",
    "functions_balanced": "office",
    "functions_overlap": "office",
    "functions_fit": "office",
    "offices_sound": "office",
    "offices_bounds": "office",
    "staff_structure": "self",
    "staff_fit": "self",
    "inner_coordination": "self",
    "processes": "self",
    "division": "self",
    "climate": "self",
    "cooperation_rules": "self",
    "leading": "peer",
    "assisting": "peer",
    "recognition": "peer",
    "responsibility": "office",
    "duties_done": "office",
    "innovation": "office",
    "users": "office",
    "hot_issues": "office",
    "workload": "self",
    "people_used": "self",
    "potential": "self",
    "contribution": "office",
}
ANSWERS = ("very_satisfied", "satisfied", "fairly_satisfied", "dissatisfied", "very_dissatisfied")

# calibrated: of ten people asked, in the order of ANSWERS; they earn 96, 86, 71 and 56 of 100
OF_TEN = {
    EXCELLENT: (8, 2, 0, 0, 0),
    GOOD: (4, 5, 1, 0, 0),
    AVERAGE: (2, 4, 3, 1, 0),
    POOR: (1, 2, 4, 2, 1),
}
TENS = {"self": 2, "peer": 1, "office": 1}  # assumed: twenty of the staff, ten of the others

# --- Measures: objective indicators ----------------------------------------------------------

# Filled ÷ approved posts, as the table posts has them; 1 where it is not named.
STAFFED = {"D05": "0.86", "D06": "0.85"}

# calibrated: faults counted, by grade; 0 where a grade is not named
FAULTS = {
    "posts_fit": {},
    "leaders_fit": {AVERAGE: 1, POOR: 1},
    "failures": {POOR: 1},
    "rules_kept": {AVERAGE: 1, POOR: 2},
}
# calibrated: hundredths, by grade
HUNDREDTHS = {EXCELLENT: 98, GOOD: 93, AVERAGE: 85, POOR: 76}
SHARES = (
    "duties_taken",
    "duties_handed",
    "duties_ended",
    "duties_stronger",
    "tasks_done",
    "reforms",
    "data_updated",
    "registration",
    "names_online",
    "credit_codes",
)


def swing(place: int) -> int:
    """1, 0 or -1 in turn: what sets the marks of a unit apart, without chance."""
    return (1, 0, -1, 0, 0)[place % 5]


# --- Tables ----------------------------------------------------------------------------------


def questionnaires() -> Iterator[Row]:
    """Answers about every subjective indicator of every evaluated unit."""
    places = count()
    for unit_id, grade in GRADES.items():
        for indicator, source in ASKED.items():
            most, next_best, *others = OF_TEN[grade]
            moved = swing(next(places))  # one person in ten answers one step better
            counts = (most + moved, next_best - moved, *others)
            yield {
                "unit_id": unit_id,
                "indicator": indicator,
                "source": source,
                **{
                    name: TENS[source] * people
                    for name, people in zip(ANSWERS, counts, strict=True)
                },
            }


def measures() -> Iterator[Row]:
    """The value of every objective indicator of every evaluated unit."""
    places = count()
    for unit_id, grade in GRADES.items():
        yield _measure(unit_id, "staffed", STAFFED.get(unit_id, "1"))
        for indicator, faults in FAULTS.items():
            yield _measure(unit_id, indicator, faults.get(grade, 0))
        for indicator in SHARES:
            hundredths = HUNDREDTHS[grade] + swing(next(places))
            yield _measure(unit_id, indicator, f"0.{hundredths}")


def _measure(unit_id: str, indicator: str, value: object) -> Row:
    return {"unit_id": unit_id, "indicator": indicator, "value": value}


# --- Files -----------------------------------------------------------------------------------


def write(table: str, rows: Iterable[Row]) -> None:
    """Write one table."""
    rows = list(rows)
    with (FOLDER / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the tables."""
    FOLDER.mkdir(exist_ok=True)
    for table in (questionnaires, measures):
        write(table.__name__, table())


if __name__ == "__main__":
    main()
