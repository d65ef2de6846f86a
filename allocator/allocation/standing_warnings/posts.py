"""Warnings on posts: too many people, vacancies that stand empty."""

from collections.abc import Iterator

import pandas as pd

from allocator.allocation.prepare.ceilings import people_ceilings
from allocator.allocation.prepare.scenario_facts import standard_posts
from allocator.allocation.standing_warnings.survey import Survey
from allocator.allocation.standing_warnings.warning import StandingWarning
from allocator.text import _


def people_over_ceiling(survey: Survey) -> Iterator[StandingWarning]:
    """More people, with approved recruitment, than total control allows."""
    facts = survey.facts
    for ceiling in people_ceilings(facts, {}):
        if ceiling.room >= 0:
            continue
        place = (ceiling.region, ceiling.department, ceiling.quota_type)
        yield StandingWarning(
            "people_over_ceiling",
            ", ".join(place),
            {"people": ceiling.people - ceiling.room, "ceiling": ceiling.people},
            _("{people} people, approved recruitment included; the ceiling is {ceiling}").format(
                people=ceiling.people - ceiling.room, ceiling=ceiling.people
            ),
            _("Recruit nobody under this ceiling until enough people have left."),
        )


def overstaffed(survey: Survey) -> Iterator[StandingWarning]:
    """More people than approved posts."""
    stock = survey.stock.vacancies
    for row in stock[stock["overstaff"] > 0].to_dict("records"):
        numbers = {name: int(row[name]) for name in ("approved", "filled", "overstaff")}
        yield StandingWarning(
            "overstaffed",
            f"{row['unit_id']}, {row['quota_type']}",
            numbers,
            _("{filled} people on {approved} approved posts, {overstaff} too many").format(
                **numbers
            ),
            _("Leave posts unfilled as people go, or move people to units with vacancies."),
        )


def over_standard(survey: Survey) -> Iterator[StandingWarning]:
    """More approved posts than the staffing standard gives."""
    approved = survey.scenario.tables["posts"].groupby("unit_id")["approved"].sum()
    for unit, standard in standard_posts(survey.scenario).items():
        posts = int(approved.get(unit, 0))
        if posts <= standard:
            continue
        yield StandingWarning(
            "over_standard",
            unit,
            {"approved": posts, "standard": standard},
            _("{approved} approved posts; the staffing standard gives {standard}").format(
                approved=posts, standard=standard
            ),
            _("Review the approved posts, or the figures of the standard."),
        )


def idle_vacancy(survey: Survey) -> Iterator[StandingWarning]:
    """Vacancies that have stood empty for longer than the policy allows."""
    allowed = survey.scenario.policy.standing_warnings.idle_years
    stock = survey.stock.vacancies
    for row in stock[stock["idle_years"] > allowed].to_dict("records"):
        numbers = {"vacancy": int(row["vacancy"]), "years": int(row["idle_years"])}
        yield StandingWarning(
            "idle_vacancy",
            f"{row['unit_id']}, {row['quota_type']}",
            numbers | {"allowed": allowed},
            _("{vacancy} vacant post(s), empty for {years} years; {allowed} are allowed").format(
                allowed=allowed, **numbers
            ),
            _("Have the bank collect them, or say what they are kept for."),
        )


def evaluation_missing(survey: Survey) -> Iterator[StandingWarning]:
    """A unit that asks for or holds lent posts without a whole evaluation.

    Where the policy has no indicators and nobody is graded, there is none to be missing.
    """
    tables, table = survey.scenario.tables, survey.evaluated.table
    if not survey.scenario.policy.evaluation.indicators and tables["grades"].empty:
        return
    dealing = pd.concat([tables["requests"]["unit_id"], tables["loans"]["unit_id"]])
    without = table[(table["basis"] == "none") & table["unit_id"].isin(dealing)]
    for unit in without["unit_id"]:
        yield StandingWarning(
            "evaluation_missing",
            unit,
            {},
            _("asks for posts or holds lent ones, and has neither grade nor scores"),
            _("Evaluate the unit; until then it counts as tier 2, green."),
        )
    scores, standing = survey.evaluated.scores, survey.evaluated.standing
    for place in range(len(scores.units)):
        lacking = [str(name) for name in scores.indicators[scores.missing[place]]]
        if lacking and standing.rank[place] > 0:
            yield StandingWarning(
                "evaluation_missing",
                str(scores.units[place]),
                {"missing": len(lacking), "indicators": ", ".join(lacking)},
                _("no score for {indicators}").format(indicators=_(", ").join(lacking)),
                _("Add the scores; evaluation.missing says how they count until then."),
            )
