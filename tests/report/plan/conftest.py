"""Reports of hand-sized plans, with charts noted instead of drawn."""

import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.register_assert_rewrite("worlds")

from worlds import Outcome, World  # noqa: E402

from allocator.allocation.audit import read_plan  # noqa: E402
from allocator.allocation.plan.files import write_plan  # noqa: E402
from allocator.report.document import Report  # noqa: E402
from allocator.report.plan.report import plan_report  # noqa: E402
from allocator.text import in_language  # noqa: E402

BUILDERS = {
    "flow": "flow_chart",
    "ladder": "ladder_chart",
    "pools": "balances_chart",
    "schedule": "schedule_chart",
    "screen": "screen_chart",
    "shares": "asked_chart",
    "wave": "wave_chart",
}
"""Module of the report that draws → builder that it calls."""

Reported = Callable[..., Report]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty hand-sized world."""
    return World(tmp_path)


def put_everything_into(world: World) -> World:
    """Everything that a plan can hold, small enough to be worked out by hand.

    L1 of U2 is overdue, L2 of U1 may be renewed. R1 fits into the leavers of U1 from 2027 on; of
    R2's 3 posts 1 does: 2 leave U2 by 2027, and L1 takes one of them. Nobody leaves U3, whose 2
    vacancies are collected. B1 owns 3 + 2, keeps 1, and has 2 + 3 out: 1 has to come from B2,
    which is for another purpose.
    """
    return (
        world.unit("U1", department="D2", leave=(1, 1, 1, 0))
        .unit("U2", department="D1", leave=(0, 2, 0, 0))
        .unit("U3", department="D1", filled=8, leave=(0, 0, 0, 0))
        .pool("B1", 3, reserve=1)
        .pool("B2", 1, purpose="talent")
        .transfer("B2", "B1", 1)
        .loan("L1", "U2", "B1", 1, due=2025, start=2024, renewable="false")
        .loan("L2", "U1", "B1", 1, due=2026, start=2025)
        .request("R1", "U1", 2, purpose="key_project", max_term=3)
        .request("R2", "U2", 3, purpose="livelihood", min_term=2, max_term=2,
                 repayment="as_vacated")
        .request("R3", "U3", 1, purpose="livelihood")
        .policy(
            deposit={"mode": "all", "share": 1, "keep_share": 0},
            recall={"renewal": {"years": 1, "tiers": [1, 2, 3]}, "renewal_value": 1},
        )
    )  # fmt: skip


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The plan of the world with everything in it."""
    return put_everything_into(World(tmp_path_factory.mktemp("busy"))).solve()


Drawn = dict[str, list[Any]]
"""What each chart builder was given, call by call."""


def note_instead_of_drawing(patch: pytest.MonkeyPatch) -> Drawn:
    """Have no chart drawn."""
    calls: Drawn = {builder: [] for builder in BUILDERS.values()}

    def noting(builder: str) -> Callable[..., dict[str, Any]]:
        def note(*given: Any) -> dict[str, Any]:
            calls[builder].append(given)
            return {}

        return note

    for module, builder in BUILDERS.items():
        place = importlib.import_module(f"allocator.report.plan.{module}")
        patch.setattr(place, builder, noting(builder))
    return calls


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What the chart builders are given in this test; nothing is drawn."""
    return note_instead_of_drawing(monkeypatch)


@pytest.fixture
def reported(tmp_path: Path, drawn: Drawn) -> Reported:
    """The report of an outcome, its files written and read; ``edit`` may change them between."""

    def report(
        outcome: Outcome, language: str = "en", edit: Callable[[Path], object] | None = None
    ) -> Report:
        return report_of(outcome, tmp_path / "plan", language, edit)

    return report


def report_of(
    outcome: Outcome,
    folder: Path,
    language: str = "en",
    edit: Callable[[Path], object] | None = None,
) -> Report:
    """The report of an outcome, whose files are written to ``folder``."""
    write_plan(outcome.plan, folder)
    if edit is not None:
        edit(folder)
    with in_language(language):
        return plan_report(folder, read_plan(folder), outcome.scenario, date(2026, 11, 26))


@pytest.fixture(scope="session")
def busy_report(busy: Outcome, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Drawn]:
    """Its report, and what the chart builders were given."""
    with pytest.MonkeyPatch.context() as patch:
        drawn = note_instead_of_drawing(patch)
        return report_of(busy, tmp_path_factory.mktemp("busy") / "plan"), drawn
