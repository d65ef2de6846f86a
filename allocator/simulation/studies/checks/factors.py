"""Factors: what each is called, and where it may stand."""

from collections.abc import Iterable, Iterator

from allocator.simulation.studies.checks.given import Given
from allocator.simulation.studies.declared import Factor
from allocator.simulation.studies.design.stands import value_name
from allocator.text import _

RESERVED = ("assumption", "baseline", "lender", "setting", "study", "weight")
"""Columns of result tables that stand beside those of the factors."""

RANGE = ("low", "high")


def ids_once(given: Given) -> None:
    """An id names one factor, among levers and uncertainties together."""
    first: dict[str, str] = {}
    for place, factor in given.factors():
        if factor.id in RESERVED:
            given.note(
                f"{place}.id",
                found=f"“{factor.id}”",
                expected=_("an id other than {names}, which results use themselves").format(
                    names=", ".join(RESERVED)
                ),
                mend=_("Choose another id."),
            )
        if first.setdefault(factor.id, place) != place:
            given.note(
                f"{place}.id",
                found=f"“{factor.id}”",
                expected=_("an id of its own; {place} has this one").format(place=first[factor.id]),
                mend=_("Choose another id."),
            )


def one_form(given: Given) -> None:
    """A factor has a key with values, a key with a range, or levels by name."""
    for place, factor in given.factors():
        forms = _forms(factor)
        if len(forms) != 1:
            given.note(
                place,
                found=_("none of values, levels, low and high")
                if not forms
                else _("{forms} together").format(forms=", ".join(forms)),
                expected=_("one of values, levels, and low with high"),
                mend=_("Say in one way where the factor may stand."),
            )
        elif forms == ["levels"] and factor.sets:
            given.note(
                f"{place}.key",
                found=_("a key beside levels"),
                expected=_("levels that say themselves what they set"),
                mend=_("Move the key into the levels' set, or give values instead of levels."),
            )
        elif forms != ["levels"] and not factor.sets:
            given.note(
                f"{place}.key", found=_("nothing"), expected=_("a value"), mend=_("Add the key.")
            )


def _forms(factor: Factor) -> list[str]:
    said = factor.model_fields_set
    forms: list[str] = [name for name in ("values", "levels") if name in said]
    return [*forms, " / ".join(RANGE)] if said.intersection(RANGE) else forms


def ranges_sensible(given: Given) -> None:
    """A range has two ends, the lower first; whole numbers lie between whole numbers."""
    for place, factor in given.factors():
        said = factor.model_fields_set.intersection(RANGE)
        for name in RANGE:
            if said and getattr(factor, name) is None:
                given.note(
                    f"{place}.{name}",
                    found=_("nothing"),
                    expected=_("a value"),
                    mend=_("Add the key."),
                )
        if factor.ranges is not None and factor.ranges[0] >= factor.ranges[1]:
            given.note(
                f"{place}.high",
                found=value_name(factor.ranges[1]),
                expected=_("more than {gt}").format(gt=value_name(factor.ranges[0])),
                mend=_("Correct the value."),
            )
        if factor.whole:
            _whole_ends(given, place, factor)


def _whole_ends(given: Given, place: str, factor: Factor) -> None:
    if not factor.model_fields_set.intersection(RANGE):
        given.note(
            f"{place}.whole",
            found=_("true, without low and high"),
            expected=_("a range"),
            mend=_("Remove the key."),
        )
    for name in RANGE:
        end = getattr(factor, name)
        if end is not None and end != int(end):
            given.note(
                f"{place}.{name}",
                found=value_name(end),
                expected=_("a whole number"),
                mend=_("Correct the value."),
            )


def values_once(given: Given) -> None:
    """A factor has at least one level, and none twice: 5 and 5.0 are alike."""
    for place, factor in given.factors():
        for name in ("values", "levels"):
            if name in factor.model_fields_set and not getattr(factor, name):
                given.note(
                    f"{place}.{name}",
                    found="[]",
                    expected=_("a list of at least {min_length}").format(min_length=1),
                    mend=_("Add a level, or remove the factor."),
                )
        _once(given, f"{place}.values", map(value_name, factor.values))
        _once(given, f"{place}.levels", (level.name for level in factor.levels), ".name")


def _once(given: Given, place: str, names: Iterable[str], key: str = "") -> None:
    for number, name, first in repeated(names):
        given.note(
            f"{place}[{number}]{key}",
            found=f"“{name}”",
            expected=_("each level once; {place} is the same").format(place=f"{place}[{first}]"),
            mend=_("Remove one of the two."),
        )


def repeated(names: Iterable[str]) -> Iterator[tuple[int, str, int]]:
    """Entries that stood before: place, the entry, and where it stood first; from 1."""
    first: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if first.setdefault(name, number) != number:
            yield number, name, first[name]


def weights_sensible(given: Given) -> None:
    """Weights are of uncertainties that are combined in full, one for each level."""
    for place, factor in given.factors("levers"):
        if factor.weights:
            given.note(
                f"{place}.weights",
                found=_("weights of a lever"),
                expected=_("weights of uncertainties alone: somebody decides on a lever"),
                mend=_("Remove the key."),
            )
    kind = given.study.design.uncertainties.kind
    for place, factor in given.factors("uncertainties"):
        if factor.weights and kind != "full_factorial":
            given.note(
                f"{place}.weights",
                found=_("weights in a design of kind {kind}").format(kind=kind),
                expected=_("weights in a full factorial design alone"),
                mend=_("Remove the key, or change design.uncertainties.kind."),
            )
        elif factor.weights:
            _weights_fit(given, f"{place}.weights", factor)


def _weights_fit(given: Given, place: str, factor: Factor) -> None:
    levels = len(factor.values) + len(factor.levels)
    if len(factor.weights) != levels:
        given.note(
            place,
            found=str(len(factor.weights)),
            expected=_("as many weights as levels, {count}").format(count=levels),
            mend=_("Give every level its weight."),
        )
    elif not any(factor.weights):
        given.note(
            place,
            found=_("0 for every level"),
            expected=_("a weight above 0"),
            mend=_("Correct the value."),
        )
