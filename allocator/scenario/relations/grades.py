"""Grades of this and earlier rounds."""

from allocator.scenario.relations.data import Data, literal
from allocator.text import _


def grade_years(data: Data) -> None:
    """Grades are of the base year or of rounds before."""
    if data.base_year is None:
        return
    data.note(
        "grades",
        data.frames["grades"]["year"] > data.base_year,
        "year",
        found="{year}",
        expected=_("at most the base year, {year}").format(year=data.base_year),
        mend=_("Correct the year; a grade of a later round is not known yet."),
    )


def grades_complete(data: Data) -> None:
    """A grade is known by its name or its tier; by the name alone where tiers do not tell all."""
    frame = data.frames["grades"]
    unnamed = frame["grade"] == ""
    data.note(
        "grades",
        unnamed & frame["tier"].isna(),
        "tier",
        needs=["grade"],
        found=_("neither a tier nor a grade"),
        expected=_("one of them"),
        mend=_("Fill in the tier, or the grade that the policy model names."),
    )
    if data.policy is None:
        return
    names = {grade.id for grade in data.policy.evaluation.grades}
    data.note(
        "grades",
        ~unnamed & ~frame["grade"].isin(names),
        "grade",
        found="“{grade}”",
        expected=_("a grade of the policy model: {names}").format(
            names=literal(names) or _("it has none")
        ),
        mend=_("Correct the grade, or fill in the tier instead."),
    )
    data.note(
        "grades",
        unnamed & (frame["colour"] == "") & frame["tier"].notna() & bool(names),
        "colour",
        needs=["grade"],
        found=_("tier {tier} alone, which does not tell the grade of {unit_id}"),
        expected=_("the grade ({names}) or the colour").format(names=literal(names)),
        mend=_("Fill in the grade."),
    )
    tiers = frame["grade"].map({g.id: g.tier for g in data.policy.evaluation.grades})
    colours = frame["grade"].map({g.id: str(g.colour) for g in data.policy.evaluation.grades})
    for column, meant in (("tier", tiers.astype("Int64")), ("colour", colours)):
        given = frame[column].notna() & (frame[column] != "")
        data.note(
            "grades",
            given & meant.notna() & (frame[column] != meant),
            column,
            found="{" + column + "}",
            expected=_("the tier and colour that the policy model gives to “{grade}”"),
            mend=_("Leave the cell empty, or correct the grade."),
        )
