"""How often a study is repeated, and within which budget."""

from allocator.simulation.studies.checks.given import Given
from allocator.simulation.studies.checks.measures import among_measures
from allocator.simulation.studies.checks.settings import cells_of, settings_of
from allocator.text import _


def warm_up_within(given: Given) -> None:
    """Some years are left to measure."""
    warm_up, years = given.study.warm_up, given.study.years
    if warm_up >= years:
        given.note(
            "warm_up",
            found=str(warm_up),
            expected=_("less than the {years} years").format(years=years),
            mend=_("Correct one of them."),
        )


def half_widths_possible(given: Given) -> None:
    """A wanted half-width is of one of the study's measures, in its unit or as a share."""
    for number, wanted in enumerate(given.study.replications.half_width, start=1):
        place = f"replications.half_width[{number}]"
        among_measures(given, f"{place}.measure", wanted.measure)
        if (wanted.absolute is None) == (wanted.relative is None):
            given.note(
                place,
                found=_("neither absolute nor relative")
                if wanted.absolute is None
                else _("{forms} together").format(forms="absolute, relative"),
                expected=_("one of absolute and relative"),
                mend=_("Say in one way how wide half of the interval may be."),
            )
        alone = settings_of(given.study) == 1 and not given.study.baseline
        if wanted.of == "difference" and alone:
            given.note(
                f"{place}.of",
                found=_("a difference, while there is one setting"),
                expected=_("a second setting, or of = “mean”"),
                mend=_("Add a lender or a lever, or set of = “mean”."),
            )


def counts_sensible(given: Given) -> None:
    """The most replications are no fewer than the least, with what is looked ahead."""
    counts = given.study.replications
    needed = _needed(given)
    if counts.most < needed:
        given.note(
            "replications.most",
            found=str(counts.most),
            expected=_("at least {ge}, least and look_ahead together").format(ge=needed)
            if needed > counts.least
            else _("at least {ge}, as least says").format(ge=needed),
            mend=_("Correct one of them."),
        )


def _needed(given: Given) -> int:
    counts = given.study.replications
    return counts.least + (counts.look_ahead if counts.half_width else 0)


def budget_enough(given: Given) -> None:
    """The budget allows every cell the fewest replications."""
    runs, cells = given.study.budget.runs, cells_of(given.study)
    needed = cells * _needed(given)
    if runs is not None and runs < needed:
        given.note(
            "budget.runs",
            found=str(runs),
            expected=_("at least {runs}: {cells} cells with {replications} replications").format(
                runs=needed, cells=cells, replications=_needed(given)
            ),
            mend=_("Allow more runs, or compare fewer settings."),
        )
