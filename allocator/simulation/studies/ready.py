"""A study ready to be played: read, checked and laid out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from allocator.evaluation.checks import weights_derivable
from allocator.scenario.problems import Problem, Problems
from allocator.scenario.reading import locate
from allocator.scenario.scenario import Scenario
from allocator.scenario.source import folder_of
from allocator.simulation.lender_names import LENDER_NAMES
from allocator.simulation.lenders import Lender, UnknownLender
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.laid_out import layout_of
from allocator.simulation.studies.design.layout import Layout, Override
from allocator.simulation.studies.runs.planned import Plan, plan_of
from allocator.simulation.studies.study_file import read_study
from allocator.text import _


@dataclass(frozen=True)
class Ready:
    """A study, its settings and assumptions, and what is to be played of them.

    Attributes
    ----------
    overrides : tuple of Override
        What the caller sets besides, for the whole study.
    scenario : Scenario
        Of the baseline, under the first assumption.
    warnings : tuple of Problem
        What the user should look at in the scenarios that are compared.
    """

    study: Study
    layout: Layout
    plan: Plan
    overrides: tuple[Override, ...]
    scenario: Scenario = field(repr=False)
    warnings: tuple[Problem, ...]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Ids of every setting with every assumption."""
        settings, assumptions = self.layout.settings, self.layout.assumptions
        return [(one.id, other.id) for one in settings for other in assumptions]


def made_ready(
    source: str | Path,
    study: Study | str | Path,
    overrides: Iterable[Override] = (),
    lenders: Mapping[str, Lender] | None = None,
) -> Ready:
    """Read and check a study of a scenario, and every scenario that it compares.

    Parameters
    ----------
    source : str or Path
        Folder or workbook of a scenario, or name of a built-in one.
    study : Study, str or Path
        A study, its file, or the name of one in the folder ``studies``: the scenario's own, or
        beside its workbook.
    overrides : iterable of (key, value)
        Keys and cells that the whole study sets, after its own ``[set]``.
    lenders : mapping
        Lenders of the caller's own, by the names that the study calls them by.

    Raises
    ------
    InvalidData
        With every problem of the study or of the scenarios.
    LenderWithoutVersion
        A lender of the caller's own does not say which version of it runs are from.
    UnknownLender
        The study names a lender that neither comes with the software nor is given.
    ValueError
        A lender of the caller's own has the name of one that comes with the software.
    """
    own, given = dict(lenders or {}), tuple(overrides)
    _refuse_taken_names(own)
    file = "study" if isinstance(study, Study) else Path(study).name
    if isinstance(study, Study):
        read = study
    else:
        folder = folder_of(locate(source, Problems()))
        read = read_study(study, folder, lenders={*LENDER_NAMES, *own})
    _refuse_unknown_lenders(read, own)
    layout, variants = layout_of(read, source, given, own, file=file, checks=(weights_derivable,))
    plan = plan_of(read, layout, variants)
    return Ready(
        read, layout, plan, given, variants(layout.baseline, 0).scenario, variants.warnings
    )


def _refuse_taken_names(own: Iterable[str]) -> None:
    for name in own:
        if name in LENDER_NAMES:
            raise ValueError(
                _("the lender “{name}” comes with the software: give yours another name").format(
                    name=name
                )
            )


def _refuse_unknown_lenders(study: Study, own: Iterable[str]) -> None:
    for name in (*study.lenders, study.baseline.get("lender", study.lenders[0])):
        if name not in (*LENDER_NAMES, *own):
            raise UnknownLender(name)
