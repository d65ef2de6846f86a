"""What went wrong → a message for the planner and an exit status, never a traceback."""

import functools
import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import click

from allocator.cli import exits
from allocator.cli.options import Shared
from allocator.scenario.problems import InvalidData, Problem
from allocator.text import _
from allocator.text.listing import listed

Function = TypeVar("Function", bound=Callable[..., Any])


def reports_failures(function: Function) -> Function:
    """Let a command fail with a message and its status."""

    @functools.wraps(function)
    def wrapped(*arguments: Any, shared: Shared, **more: Any) -> Any:
        try:
            return function(*arguments, shared=shared, **more)
        except InvalidData as error:
            show_problems(error.problems, shared, error.warnings)
            return exits.INVALID_DATA
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            return _of_file(error, shared)
        except Exception as error:
            return _known(error, shared)

    return wrapped  # type: ignore[return-value]


def _known(error: Exception, shared: Shared) -> int:
    """Failures with a status of their own; anything else is a fault of the software."""
    from allocator.allocation.repair import Contradiction
    from allocator.allocation.solve import NoPlan
    from allocator.allocation.solver.highs import Ending, SolverFailure
    from allocator.folders import FolderTaken
    from allocator.processes import ProcessEnded
    from allocator.report.helper_process import HelperEnded
    from allocator.scenario.writing import AlreadyExistsError
    from allocator.simulation.broken_rules import BrokenRules

    if isinstance(error, Contradiction):
        from allocator.cli.contradiction_shown import show_contradiction

        show_contradiction(error, shared)
        interrupted = error.diagnosis.interrupted
        return exits.INTERRUPTED if interrupted else exits.CONTRADICTION
    if isinstance(error, NoPlan):
        say(str(error), shared)
        interrupted = error.ending is Ending.INTERRUPTED
        return exits.INTERRUPTED if interrupted else exits.NO_PLAN
    if isinstance(error, BrokenRules):
        say(str(error), shared)
        return exits.VIOLATIONS
    told = FolderTaken | AlreadyExistsError | HelperEnded | ProcessEnded | SolverFailure
    if isinstance(error, told):
        return fail(str(error), shared)
    if shared.verbose:
        click.echo(traceback.format_exc(), err=True)
    return fail(
        _("a fault of this software: {kind}: {error} (-v shows where)").format(
            kind=type(error).__name__, error=error
        ),
        shared,
    )


def fail(message: str, shared: Shared) -> int:
    """Tell a failure that has no status of its own."""
    say(message, shared)
    return exits.FAILURE


def say(message: str, shared: Shared) -> None:
    """What went wrong: to stderr, or to stdout as JSON."""
    if shared.json:
        click.echo(json.dumps({"error": message}, ensure_ascii=False))
    else:
        click.echo(_("Error: {message}").format(message=message), err=True)


def _of_file(error: OSError, shared: Shared) -> int:
    """A file that could not be read or written; a reader who has gone is no failure of ours."""
    from allocator.cli.file_failures import file_failure, of_what_is_said

    if not of_what_is_said(error):
        return fail(file_failure(error), shared)
    if isinstance(error, BrokenPipeError):
        raise error
    return fail(file_failure(error), replace(shared, json=False))  # JSON would go the same way


def show_problems(
    problems: Sequence[Problem], shared: Shared, warnings: Sequence[Problem] = ()
) -> None:
    """The whole report, warnings too: to stderr, or to stdout as JSON."""
    if shared.json:
        report = {
            "problems": [problem.as_dict() for problem in problems],
            "warnings": [warning.as_dict() for warning in warnings],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    show_warnings(warnings, shared)
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(_counted(problems), err=True)


def _counted(problems: Sequence[Problem]) -> str:
    """How many there are, and in which workbook the sheets are that they name."""
    books = listed(dict.fromkeys(filter(None, (problem.workbook for problem in problems))))
    if not books:
        return _("Problems found: {count}").format(count=len(problems))
    return _("Problems found: {count}, in {workbook}").format(count=len(problems), workbook=books)


def show_warnings(warnings: Sequence[Problem], shared: Shared) -> None:
    """Warnings to stderr, unless quiet or JSON (which carries them itself)."""
    if shared.quiet or shared.json:
        return
    for warning in warnings:
        click.echo(_("Warning: {warning}").format(warning=warning), err=True)
