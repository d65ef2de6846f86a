"""The section of the maturity ladder."""

from collections.abc import Iterator
from math import isfinite

import pandas as pd

from allocator.report.document import Chart, Section
from allocator.report.simulation.ladder_chart import Step, steps_chart
from allocator.report.simulation.measured import amount
from allocator.text import _
from allocator.text.sentences import joined


def ladder(whole: pd.DataFrame) -> Iterator[Section]:
    """Posts due back by years ahead of the rounds, and their coverage; nothing if none were due."""
    due, coverage = _steps(whole, "maturities"), _steps(whole, "coverage")
    if due:
        chart = Chart(
            id="ladder_of_rounds",
            title=_("Posts due back by years ahead of the round, and their coverage"),
            description=_described(due, coverage),
            spec=steps_chart(due, coverage),
        )
        text = _(
            "What was due back so many years after a round, per round, and the people of the "
            "units with loans who were expected to leave in time, over what was due: 100% means "
            "that expected leavers just cover what is due."
        )
        yield Section(
            id="ladder", title=_("Maturity ladder"), text=(text,), charts=(chart,), sheet=False
        )


def _steps(whole: pd.DataFrame, measure: str) -> list[Step]:
    rows = whole[whole["measure"] == measure].to_dict("records")
    steps = [Step(str(r["key"]), float(r["mean"]), float(r["low"]), float(r["high"])) for r in rows]
    return sorted(filter(lambda step: isfinite(step.mean), steps), key=_ahead)


def _ahead(step: Step) -> tuple[int, str]:
    """By number where it is one."""
    return (int(step.ahead) if step.ahead.isdigit() else -1, step.ahead)


def _described(due: list[Step], coverage: list[Step]) -> str:
    most = max(due, key=lambda step: step.mean)
    said = _("Most posts are due {years} years ahead: {posts} per round.").format(
        years=most.ahead, posts=amount(("maturities", ""), most.mean)
    )
    if not coverage:
        return said
    least = min(coverage, key=lambda step: step.mean)
    smallest = _("The coverage is smallest {years} years ahead: {coverage}.").format(
        years=least.ahead, coverage=amount(("coverage", ""), least.mean)
    )
    return joined([said, smallest])
