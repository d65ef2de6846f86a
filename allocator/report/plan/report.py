"""A plan → its report: the table of contents."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from allocator.allocation.audit.plan_files import PlanFiles
from allocator.listening import nobody
from allocator.report.document import Report, Section
from allocator.report.names import policy_title, scenario_title
from allocator.report.plan.basis import Basis
from allocator.report.plan.committee import committee_section
from allocator.report.plan.decisions import decisions_section
from allocator.report.plan.deposits import deposits_section
from allocator.report.plan.explanations import explanations_section
from allocator.report.plan.figures import key_figures
from allocator.report.plan.flow import flow_charts
from allocator.report.plan.goals import goals_grid
from allocator.report.plan.inputs import input_section, input_tables
from allocator.report.plan.lead import lead
from allocator.report.plan.pools import pools_section
from allocator.report.plan.provenance import provenance
from allocator.report.plan.reading import read_explained, refuse_other_scenario
from allocator.report.plan.repayments import repayments_section
from allocator.report.plan.schedule import schedule_section
from allocator.report.plan.screen import screen_section
from allocator.report.plan.shares import share_charts, share_grids
from allocator.report.plan.warnings import warnings, warnings_section
from allocator.report.plan.wave import wave_section
from allocator.report.workshop import Seen
from allocator.scenario.scenario import Scenario
from allocator.text import _, language


def plan_report(
    folder: Path,
    plan: PlanFiles,
    scenario: Scenario,
    reported: date,
    seen: Seen = nobody,
    told: Callable[[str], None] = nobody,
) -> Report:
    """The report of a plan, in the language in use.

    Numbers are those of the plan's files; names, reasons and warnings are formed anew.

    Parameters
    ----------
    folder : Path
        The folder of the plan, for what ``explain`` left in it.
    plan : PlanFiles
        What :func:`allocator.allocation.audit.plan_files.read_plan` reads from it.
    scenario : Scenario
        What the plan was made of.
    reported : date
        The day that the report names as its own.
    seen : callable
        Is shown every section as soon as there is one.
    told : callable
        Is told before each of the :data:`PARTS` what is done.

    Raises
    ------
    InvalidData
        The scenario is another than that of the plan, or what ``explain`` left cannot be read.
    """
    refuse_other_scenario(plan, scenario)
    basis = Basis(scenario, plan, read_explained(folder))
    sections = tuple(_sections(basis, seen, told))
    return Report(
        kind="plan",
        language=language(),
        title=_("Recommended plan of posts, {year}").format(year=scenario.base_year),
        subtitle=_("{scenario}, under the policy model {policy}").format(
            scenario=scenario_title(scenario), policy=policy_title(scenario)
        ),
        figures=key_figures(basis),
        lead=lead(basis),
        warnings=warnings(basis),
        sections=sections,
        provenance=provenance(basis, reported),
        software=str(plan.report.get("software", "")),
        fingerprint=scenario.fingerprint,
    )


def _sections(basis: Basis, seen: Seen, told: Callable[[str], None]) -> Iterator[Section]:
    """All parts in their order; what takes long to draw or fill in is seen early."""
    made: dict[int, tuple[Section, ...]] = {}
    for place, part in sorted(enumerate(PARTS), key=lambda placed: placed[1].turn):
        told(_("Putting the report together"))
        sections = part.of(basis)
        made[place] = (sections,) if isinstance(sections, Section) else tuple(sections)
        for section in made[place]:
            seen(section)
    for place in sorted(made):
        yield from made[place]


def _summary(basis: Basis) -> Section:
    """Goals, and what was asked and granted."""
    charts = (*flow_charts(basis), *share_charts(basis))
    return Section("summary", _("Summary"), (), charts, (goals_grid(basis), *share_grids(basis)))


class Part(NamedTuple):
    """A part of the report.

    Attributes
    ----------
    of : callable
        Makes its section, or its sections.
    share : float
        Of the time that telling takes, measured on 2,000 requests.
    turn : int
        When it is made: charts and long tables, which others draw and fill in in the meantime,
        before what takes long to tell.
    """

    of: Callable[[Basis], Section | Iterable[Section]]
    share: float
    turn: int


PARTS = (
    Part(_summary, 14, 5),
    Part(schedule_section, 4, 1),
    Part(decisions_section, 8, 6),
    Part(repayments_section, 1, 6),
    Part(pools_section, 5, 4),
    Part(deposits_section, 1, 6),
    Part(explanations_section, 1, 6),
    Part(screen_section, 5, 2),
    Part(wave_section, 1, 3),
    Part(warnings_section, 4, 6),
    Part(input_section, 1, 6),
    Part(input_tables, 3, 0),
    Part(committee_section, 1, 6),
)
"""The table of contents."""
