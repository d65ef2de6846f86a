"""Measures: known, each once, and with what a front or a curve needs of them."""

from collections.abc import Mapping

from allocator.scenario.changes.refusals import nearest
from allocator.simulation.studies.checks.factors import repeated
from allocator.simulation.studies.checks.given import Given
from allocator.simulation.studies.declared import Factor
from allocator.simulation.studies.design.stands import is_number
from allocator.simulation.studies.measures_chosen import (
    BY_ID,
    directions,
    entries,
    entry_name,
    is_one_number,
    parted,
)
from allocator.text import _

COMBINED = frozenset({"full_factorial", "list"})


def measures_known(given: Given) -> None:
    """Every measure is known, and neither it nor a part of it stands twice."""
    whole = {entry for entry in entries(given.study) if entry in BY_ID}
    for number, entry in enumerate(entries(given.study), start=1):
        place = f"measures[{number}]"
        measure, key = parted(entry)
        if measure not in BY_ID:
            given.note(
                place,
                found=f"“{entry}”",
                expected=_("the name of a measure, as docs/simulation.md lists them"),
                mend=nearest(measure, BY_ID) or _("Correct the name."),
            )
        elif key and not BY_ID[measure].by:
            given.note(
                place,
                found=_("“{entry}”, a part of a measure that has none").format(entry=entry),
                expected=f"“{measure}”",
                mend=_("Leave out the brackets."),
            )
        elif key and measure in whole:
            given.note(
                place,
                found=_("“{entry}” besides all of “{measure}”").format(
                    entry=entry, measure=measure
                ),
                expected=_("each measure once"),
                mend=_("Remove one of the two."),
            )
    for number, entry, _first in repeated(entries(given.study)):
        given.note(
            f"measures[{number}]",
            found=f"“{entry}”",
            expected=_("each measure once"),
            mend=_("Remove one of the two."),
        )


def among_measures(given: Given, place: str, entry: str) -> bool:
    """Whether an entry is one of the study's; noted where it is not."""
    own = entries(given.study)
    if entry_name(entry) in own:
        return True
    given.note(
        place,
        found=f"“{entry}”",
        expected=_("one of the study's measures: {names}").format(names=", ".join(own)),
        mend=nearest(entry, own) or _("Add it to the study's measures, or correct the name."),
    )
    return False


def _one_with_a_way(given: Given, place: str, entry: str) -> None:
    """An entry must be one of the study's, be one number, and have a better way."""
    if not among_measures(given, place, entry) or parted(entry)[0] not in BY_ID:
        return
    if not is_one_number(entry):
        given.note(
            place,
            found=_("“{entry}”, which is several numbers").format(entry=entry),
            expected=_("one number, as “{entry}[…]”").format(entry=entry),
            mend=_("Name one part of it, here and among the measures."),
        )
    elif _ways(given)[entry_name(entry)] == "neither":
        given.note(
            place,
            found=_("“{entry}”, of which neither more nor less is better").format(entry=entry),
            expected=_("a measure with a better way"),
            mend=_("Give it one among the measures, with better = “more” or “less”."),
        )


def _ways(given: Given) -> Mapping[str, str]:
    """Directions of the measures that are known."""
    known = tuple(each for each in given.study.measures if parted(each.measure)[0] in BY_ID)
    return directions(given.study.model_copy(update={"measures": known}))


def pareto_possible(given: Given) -> None:
    """A front is of two to four measures, each once, with a reference for each or none."""
    pareto = given.study.pareto
    if pareto is None:
        return
    for number, entry in enumerate(pareto.measures, start=1):
        _one_with_a_way(given, f"pareto.measures[{number}]", entry)
    for number, entry, _first in repeated(map(entry_name, pareto.measures)):
        given.note(
            f"pareto.measures[{number}]",
            found=f"“{entry}”",
            expected=_("each measure once"),
            mend=_("Remove one of the two."),
        )
    if pareto.reference and len(pareto.reference) != len(pareto.measures):
        given.note(
            "pareto.reference",
            found=str(len(pareto.reference)),
            expected=_("one number for each measure, {count}").format(count=len(pareto.measures)),
            mend=_("Correct the value."),
        )


def curve_possible(given: Given) -> None:
    """A curve runs over a lever with numeric values, whose settings are combined."""
    curve = given.study.curve
    if curve is None:
        return
    _one_with_a_way(given, "curve.measure", curve.measure)
    levers = {lever.id: lever for lever in given.study.levers}
    if curve.lever not in levers:
        given.note(
            "curve.lever",
            found=f"“{curve.lever}”",
            expected=_("one of {names}").format(names=", ".join(levers) or _("none")),
            mend=nearest(curve.lever, levers) or _("Correct the id."),
        )
    elif not _has_a_scale(levers[curve.lever]):
        given.note(
            "curve.lever",
            found=f"“{curve.lever}”",
            expected=_("a lever with two numeric values at least"),
            mend=_("Name another lever, or give it values."),
        )
    kind = given.study.design.levers.kind
    if kind not in COMBINED:
        given.note(
            "curve",
            found=_("a curve over a design of kind {kind}").format(kind=kind),
            expected=_("levers whose values are combined or listed"),
            mend=_("Correct the rows, or {key}.").format(key="design.levers.kind"),
        )


def _has_a_scale(lever: Factor) -> bool:
    return len(lever.values) > 1 and all(map(is_number, lever.values))
