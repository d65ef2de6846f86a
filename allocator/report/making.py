"""What a folder of results holds → its report, in the language in use."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from allocator.listening import nobody
from allocator.report.document import Report
from allocator.report.workshop import Seen
from allocator.scenario.problems import InvalidData, Problems
from allocator.scenario.scenario import Scenario
from allocator.text import _

KINDS = {"plan": "plan.json", "simulation": "simulation.json", "study": "study.json"}
"""Kinds of results, by the file that a folder of them holds."""


CONFLICTS = "conflicts.csv"
"""What solve leaves where there is no plan."""


def kind_of(folder: Path) -> str:
    """The kind of results that a folder holds.

    Raises
    ------
    InvalidData
        It is no folder, or holds none.
    """
    held = [kind for kind, record in KINDS.items() if (folder / record).is_file()]
    if held:
        return held[0]
    problems = Problems()
    if (folder / CONFLICTS).is_file():
        problems.add(
            CONFLICTS,
            0,
            "",
            found=_("rules that contradict each other, so that there is no plan"),
            expected=_("a plan"),
            mend=_("Mend the rules or the data as mends.csv proposes, and solve again."),
        )
        raise InvalidData(problems.problems)
    problems.add(
        str(folder),
        0,
        "",
        found=_("no results") if folder.is_dir() else _("no such folder"),
        expected=_("the folder of a plan, a simulation or a study, with {files}").format(
            files=_(" or ").join(KINDS.values())
        ),
        mend=_("Check the name; solve, simulate and compare make such folders."),
    )
    raise InvalidData(problems.problems)


Told = Callable[[str], None]
"""Is told what is done next, before it is."""


def shares(kind: str) -> tuple[float, ...]:
    """What share of the time each stage takes that :func:`report_of` tells.

    That of the plan's scenario, 25, is as :data:`allocator.report.plan.report.PARTS` count.
    """
    if kind != "plan":
        return (1, 1)
    from allocator.report.plan.report import PARTS

    return (25, *(part.share for part in sorted(PARTS, key=lambda part: part.turn)))


def report_of(
    folder: Path,
    reported: date,
    scenario: str | Path | None = None,
    seen: Seen = nobody,
    told: Told = nobody,
) -> Report:
    """The report of the plan, the simulation or the study in a folder.

    Parameters
    ----------
    reported : date
        The day that the report names as its own.
    scenario : str or Path, optional
        Where the scenario of a plan is now; unless given, where it was when it was solved.
    seen : callable
        So that what is told can be drawn and filled in while the rest is told.
    told : callable
        Of the stages, as many as :func:`shares` has.

    Raises
    ------
    InvalidData
        The files are not whole, or the scenario is not there, or has changed since.
    """
    kind = kind_of(folder)
    told(_("Reading"))
    from allocator.report.charts.checking import unchecked

    with unchecked():
        if kind == "plan":
            return _of_plan(folder, reported, scenario, seen, told)
        return _of_runs(kind, folder, reported, told)


def _of_plan(
    folder: Path, reported: date, scenario: str | Path | None, seen: Seen, told: Told
) -> Report:
    from allocator.allocation.audit.plan_files import read_plan
    from allocator.report.plan.report import plan_report

    plan = read_plan(folder)
    return plan_report(folder, plan, scenario_of(plan.report, scenario), reported, seen, told)


def _of_runs(kind: str, folder: Path, reported: date, told: Told) -> Report:
    if kind == "simulation":
        from allocator.report.simulation.report import simulation_report
        from allocator.simulation.reading_back import read_simulation

        simulation = read_simulation(folder)
        told(_("Putting the report together"))
        return simulation_report(simulation, reported)
    from allocator.report.study.report import study_report
    from allocator.simulation.studies.results.comparison_read import read_comparison

    study = read_comparison(folder)
    told(_("Putting the report together"))
    return study_report(study, reported)


def scenario_of(record: Any, scenario: str | Path | None) -> Scenario:
    """The scenario that a plan was made of, read again.

    Parameters
    ----------
    record : mapping
        What ``plan.json`` holds.
    scenario
        As of :func:`report_of`.

    Raises
    ------
    InvalidData
        It is not where it was, or cannot be read any more.
    """
    from allocator.evaluation.checks import weights_derivable
    from allocator.scenario.reading import read_scenario

    origin = record.get("origin")
    origin = origin if isinstance(origin, dict) else {}
    source = scenario or origin.get("source")
    if not isinstance(source, str | Path):
        raise _unknown(_("a plan that does not say where its scenario is"))
    if scenario is None and Path(source).is_absolute() and not Path(source).exists():
        raise _unknown(_("no scenario at {place}, where it was").format(place=source))
    changes = _changes(origin.get("changes", ()))
    return read_scenario(source, changes, checks=(weights_derivable,), place="plan.json")


def _changes(written: Any) -> Iterable[tuple[str, Any]]:
    from allocator.scenario.changes.change import parse_assignment

    texts = written if isinstance(written, list | tuple) else ()
    parsed = (parse_assignment(text) for text in texts if isinstance(text, str))
    return [change for change in parsed if change is not None]


def _unknown(found: str) -> InvalidData:
    problems = Problems()
    problems.add(
        "plan.json",
        0,
        "origin",
        found=found,
        expected=_("the scenario that the plan was made of"),
        mend=_("Name its folder or workbook with --scenario."),
    )
    return InvalidData(problems.problems)
