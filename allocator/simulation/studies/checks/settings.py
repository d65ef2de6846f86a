"""Settings: who lends, what the others are compared with, and how many cells there are."""

from allocator.scenario.changes.refusals import nearest
from allocator.simulation.studies.checks.designs import levels_known
from allocator.simulation.studies.checks.factors import repeated
from allocator.simulation.studies.checks.given import Given
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.designs import size
from allocator.simulation.studies.design.stands import value_name
from allocator.text import _

MOST_CELLS = 100_000


def lenders_known(given: Given) -> None:
    """Every lender is known and stands once."""
    for number, name in enumerate(given.study.lenders, start=1):
        _known(given, f"lenders[{number}]", name)
    for number, name, first in repeated(given.study.lenders):
        given.note(
            f"lenders[{number}]",
            found=f"“{name}”",
            expected=_("each lender once; {place} is the same").format(place=f"lenders[{first}]"),
            mend=_("Remove one of the two."),
        )


def _known(given: Given, place: str, name: object) -> None:
    if not isinstance(name, str) or name not in given.lenders:
        names = sorted(given.lenders)
        given.note(
            place,
            found=f"“{value_name(name)}”",
            expected=_("one of {names}").format(names=", ".join(names)),
            mend=nearest(value_name(name), names) or _("Correct the value."),
        )


def baseline_known(given: Given) -> None:
    """The baseline names a lender and levels that there are."""
    said = dict(given.study.baseline)
    if "lender" in said:
        _known(given, "baseline.lender", said.pop("lender"))
    levels_known(given, "baseline", said, given.study.levers)


def cells_few_enough(given: Given) -> None:
    """Settings times assumptions can be kept in mind."""
    cells = cells_of(given.study)
    if cells > MOST_CELLS:
        given.note(
            "design",
            found=_("{settings} settings under {assumptions} assumptions, {cells} cells").format(
                settings=settings_of(given.study),
                assumptions=size(given.study, "uncertainties"),
                cells=cells,
            ),
            expected=_("at most {most} cells").format(most=MOST_CELLS),
            mend=_("Leave levels out, or choose a design that samples."),
        )


def settings_of(study: Study) -> int:
    """Settings of the design; a baseline that is none of them is not counted."""
    return len(study.lenders) * size(study, "levers")


def cells_of(study: Study) -> int:
    """Settings times assumptions."""
    return settings_of(study) * size(study, "uncertainties")
