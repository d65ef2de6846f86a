"""``allocator solve --what-if``: the plan of a changed scenario, compared with the plan."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from allocator.cli.options import Shared
from allocator.cli.reading import read_checked
from allocator.scenario.problems import InvalidData, Problem
from allocator.text import _

if TYPE_CHECKING:
    from allocator.allocation.plan.plan import Plan
    from allocator.allocation.solve import Options
    from allocator.scenario.scenario import Scenario

OPTION = "--what-if"

Assignments = tuple[tuple[str, Any], ...]


def read_imagined(scenario: str, overrides: Assignments, what_ifs: Assignments) -> "Scenario":
    """The scenario with what is imagined on top of what is set.

    Raises
    ------
    InvalidData
        What is imagined cannot be; the report names ``--what-if`` at every problem, since
        the scenario as it is has been read without any.
    """
    try:
        read: Scenario = read_checked(scenario, (*overrides, *what_ifs), place=OPTION)
    except InvalidData as error:
        raise InvalidData(map(_named, error.problems)) from None
    return read


def _named(problem: Problem) -> Problem:
    if problem.file == OPTION:
        return problem
    named = _("{file} with {option}")
    return replace(
        problem,
        file=named.format(file=problem.file, option=OPTION),
        cell=problem.cell and named.format(file=problem.cell, option=OPTION),
    )


def compare(
    plan: "Plan", imagined: "Scenario", what_ifs: Assignments, options: "Options", shared: Shared
) -> "Plan":
    """Solve ``imagined``, show how its plan differs from ``plan``, and give it back.

    Raises
    ------
    Contradiction
        The rules contradict each other in the changed scenario.
    NoPlan
        The search ended before there was any plan of it.
    """
    from allocator.allocation.plan.differences import plan_differences
    from allocator.allocation.solve import solve
    from allocator.cli.progress import solver_progress
    from allocator.cli.show import show_json
    from allocator.cli.what_if_record import what_if_record
    from allocator.cli.what_if_shown import show_differences

    written = [_written(key, value) for key, value in what_ifs]
    aloud = not (shared.json or shared.quiet)
    if aloud:
        # Before the search, so that a failure of it follows what it is about.
        click.echo()
        click.echo(_("What if {changes}").format(changes=_(", ").join(written)))
    with solver_progress(shared) as progress:
        other = solve(imagined, replace(options, progress=progress))
    found = plan_differences(plan, other)
    if shared.json:
        show_json({"plan": dict(plan.record), "what_if": what_if_record(written, other, found)})
    elif aloud:
        units = imagined.tables["units"]
        names = dict(zip(units["unit_id"], units["name"], strict=True))
        show_differences(found, names, proven=plan.status == other.status == "optimal")
    return other


def _written(key: str, value: Any) -> str:
    from allocator.scenario.changes.change import KeyChange, cell_text, is_cell

    return f"{key}={cell_text(value)}" if is_cell(key) else str(KeyChange(key, value))
