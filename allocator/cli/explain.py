"""``allocator explain``: why requests got what they got, and what would change it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import Shared, set_option, shared_options
from allocator.cli.reading import read_checked
from allocator.text import _
from allocator.text.listing import listed

if TYPE_CHECKING:
    from allocator.allocation.explain.explainer import Explainer


@click.command(
    "explain",
    help=_(
        "Explain why REQUESTs got what they got, what the next post would take and from whom, and "
        "what would meet them in full. Without a REQUEST: all of them, and what scarce things are "
        "worth. The plan is the one in DIR; where there is none it is solved first."
    ),
)
@click.argument("scenario")
@click.argument("requests", nargs=-1, metavar="[REQUEST]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help=_("Folder of the plan; its decisions.csv is completed."),
)
@click.option(
    "--workers",
    type=click.IntRange(min=0, max=256),
    default=0,
    show_default=True,
    help=_("Processes that explain at the same time; 0 for one per core."),
)
@set_option
@shared_options
@reports_failures
def command(
    scenario: str,
    requests: tuple[str, ...],
    out: Path,
    workers: int,
    overrides: tuple[tuple[str, Any], ...],
    shared: Shared,
) -> int:
    """Read scenario and plan, explain, show, complete the plan's files."""
    from allocator.cli.explain_plan import plan_in
    from allocator.cli.explain_shown import Shown

    read = read_checked(scenario, overrides, shared)
    _refuse_unknown(requests, read)
    show_warnings(read.warnings, shared)
    explainer = plan_in(out, read, shared)
    if explainer is None:
        return exits.VIOLATIONS
    shown = Shown(explainer, shared)
    status = exits.DONE
    try:
        _explain(explainer, list(dict.fromkeys(requests)), workers, shown, shared)
    except KeyboardInterrupt:
        click.echo(_("Interrupted; what has been explained is kept."), err=True)
        status = exits.INTERRUPTED
    finally:
        shown.finish(out)
    return status


def _explain(
    explainer: "Explainer", requests: list[str], workers: int, shown: Any, shared: Shared
) -> None:
    from allocator.allocation.explain.all_requests import explain_plan, explain_requests
    from allocator.cli.progress import counted

    found = (
        explain_requests(explainer, requests, workers)
        if requests
        else explain_plan(explainer, workers)
    )
    total = len(requests) or len(explainer.numbers.requests) + len(explainer.scarcity.tables())
    with counted(shared, _("Explaining"), total) as done:
        for each in found:
            shown.take(each)
            done()


def _refuse_unknown(requests: Sequence[str], scenario: Any) -> None:
    known = scenario.tables["requests"]["request_id"].tolist()
    for request in requests:
        if request not in known:
            raise click.BadParameter(
                _("there is no request “{request}” in the scenario; there are {some}").format(
                    request=request, some=listed(known[:5]) + (" …" if len(known) > 5 else "")
                ),
                param_hint="REQUEST",
            )
