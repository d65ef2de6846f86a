"""Designs: points, rows, and factors that fit them."""

from collections.abc import Mapping
from typing import Any

from allocator.scenario.changes.refusals import nearest
from allocator.simulation.studies.checks.given import SIDES, Given
from allocator.simulation.studies.declared import Factor, Rows
from allocator.simulation.studies.design.designs import design_of, factors_of
from allocator.simulation.studies.design.sampling import POWERS_OF_2, SAMPLING, Side
from allocator.simulation.studies.design.stands import stand_named, stands_of, value_name
from allocator.text import _


def ranges_sampled(given: Given) -> None:
    """A range is for designs that sample."""
    for side in SIDES:
        kind = design_of(given.study, side).kind
        for place, factor in given.factors(side):
            if factor.model_fields_set.intersection({"low", "high"}) and kind not in SAMPLING:
                given.note(
                    f"{place}.low",
                    found=_("a range in a design of kind {kind}").format(kind=kind),
                    expected=_("values or levels, or one of the designs {names}").format(
                        names=", ".join(sorted(SAMPLING))
                    ),
                    mend=_("Give values, or set {key}.").format(key=f"design.{side}.kind"),
                )


def points_sensible(given: Given) -> None:
    """Designs that sample have points, a power of 2 where they need it; no other has any."""
    for side in SIDES:
        design = design_of(given.study, side)
        place, points = f"design.{side}.points", design.points
        if design.kind not in SAMPLING:
            expected = "" if not points else _("points in designs that sample alone")
        elif not points:
            expected = _("at least {ge}").format(ge=1)
        else:
            bare = design.kind in POWERS_OF_2 and points & (points - 1)
            expected = _("a power of 2, as 64 or 128") if bare else ""
        if expected:
            given.note(place, found=str(points), expected=expected, mend=_("Correct the value."))


def samples_have_factors(given: Given) -> None:
    """There is something to sample."""
    for side in SIDES:
        kind = design_of(given.study, side).kind
        if kind in SAMPLING and not factors_of(given.study, side):
            given.note(
                f"design.{side}.kind",
                found=_("“{kind}”, and no factor").format(kind=kind),
                expected=_("factors to sample"),
                mend=_("Add {section}, or remove the key.").format(section=f"[[{side}]]"),
            )


def rows_known(given: Given) -> None:
    """A list has rows, each once, of factors and levels that there are; no other design has any."""
    for side in SIDES:
        design, place = design_of(given.study, side), f"design.{side}.rows"
        if (design.kind == "list") != bool(design.rows):
            given.note(
                place,
                found=str(len(design.rows)),
                expected=_("a list of at least {min_length}").format(min_length=1)
                if design.kind == "list"
                else _("rows in a design of kind list alone"),
                mend=_("Correct the rows, or {key}.").format(key=f"design.{side}.kind"),
            )
        if design.kind == "list":
            _rows_listed(given, place, design, side)


def _rows_listed(given: Given, place: str, design: Rows, side: Side) -> None:
    factors = factors_of(given.study, side)
    first: dict[frozenset[tuple[str, str]], int] = {}
    for number, row in enumerate(design.rows, start=1):
        levels_known(given, f"{place}[{number}]", row, factors)
        content = frozenset((name, value_name(value)) for name, value in row.items())
        if first.setdefault(content, number) != number:
            given.note(
                f"{place}[{number}]",
                found=_("a row that is there already"),
                expected=_("each row once; {place} is the same").format(
                    place=f"{place}[{first[content]}]"
                ),
                mend=_("Remove one of the two."),
            )


def levels_known(
    given: Given, place: str, row: Mapping[str, Any], factors: tuple[Factor, ...]
) -> None:
    """Factors that a row names are there, and so are their levels."""
    known = {factor.id: factor for factor in factors}
    for name, value in row.items():
        if name not in known:
            given.note(
                f"{place}.{name}",
                found=_("an unknown factor"),
                expected=_("one of {names}").format(names=", ".join(known) or _("none")),
                mend=nearest(name, known) or _("Correct the id."),
            )
        elif _stands_anywhere(known[name]) and stand_named(known[name], value) is None:
            given.note(
                f"{place}.{name}",
                found=f"“{value_name(value)}”",
                expected=_expected(known[name]),
                mend=nearest(value_name(value), [s.name for s in stands_of(known[name])])
                or _("Correct the value."),
            )


def _stands_anywhere(factor: Factor) -> bool:
    """Whether the factor itself is right enough to say what is wrong with a level."""
    return factor.ranges is not None or bool(stands_of(factor))


def _expected(factor: Factor) -> str:
    if factor.ranges is None:
        names = ", ".join(stand.name for stand in stands_of(factor))
        return _("one of {names}").format(names=names)
    low, high = map(value_name, factor.ranges)
    if factor.whole:
        return _("a whole number from {least} to {most}").format(least=low, most=high)
    return _("a number from {low} to {high}").format(low=low, high=high)
