"""Warnings on people: posts and persons apart, retirement waves."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from allocator.allocation.standing_warnings.survey import Survey
from allocator.allocation.standing_warnings.warning import StandingWarning
from allocator.scenario.scenario import Scenario
from allocator.stock.retirement import CLASSES, RetirementLaw, retirement_months
from allocator.stock.vacancies import CELL
from allocator.text import _


def person_apart_from_post(survey: Survey) -> Iterator[StandingWarning]:
    """People who work at another unit than the one whose post they hold."""
    staff = survey.scenario.tables["staff"]
    apart = staff[(staff["works_at"] != "") & (staff["works_at"] != staff["unit_id"])]
    for (unit, at), own in apart.groupby(["unit_id", "works_at"]):
        persons = own["person_id"].tolist()
        yield StandingWarning(
            "person_apart_from_post",
            f"{unit}, {at}",
            {"people": len(persons), "first": persons[0]},
            # Whom it is about is in the numbers; sentences also go into reports.
            _("people on posts of {unit} who work at {at}: {people}").format(
                people=len(persons), unit=unit, at=at
            ),
            _("Move the people back, or move the posts with them."),
        )


def retirement_wave(survey: Survey) -> Iterator[StandingWarning]:
    """A unit of whose people a large share retires within a few years."""
    rules = survey.scenario.policy.standing_warnings
    scenario = survey.scenario
    filled = scenario.tables["posts"].groupby("unit_id")["filled"].sum()
    leaving = _leaving(scenario, rules.wave_years)
    last = scenario.base_year + rules.wave_years - 1
    for unit, people in leaving.items():
        count = int(filled.get(unit, 0))
        if people < max(1, rules.wave_people) or people < rules.wave_share * count:
            continue
        yield StandingWarning(
            "retirement_wave",
            str(unit),
            {"leaving": int(people), "filled": count, "until": last},
            _("{leaving} of {filled} people leave by the end of {until}").format(
                leaving=int(people), filled=count, until=last
            ),
            _("Plan recruitment, or let borrowed posts come back with these departures."),
        )


def _leaving(scenario: Scenario, years: int) -> "pd.Series[int]":
    """People by unit who reach statutory retirement, or are counted to leave, within years."""
    base = scenario.base_year
    staff, leavers = scenario.tables["staff"], scenario.tables["leavers"]
    counted = pd.MultiIndex.from_frame(leavers[CELL])
    staff = staff[~pd.MultiIndex.from_frame(staff[CELL]).isin(counted)]
    codes = pd.Categorical(staff["retirement_class"], categories=list(CLASSES)).codes
    law = RetirementLaw(scenario.policy.retirement.law)
    found = retirement_months(staff["birth"].to_numpy(), codes.astype(np.int8), law)
    soon = found.statutory // 12 < base + years
    retiring = staff["unit_id"][soon].value_counts()
    stated = leavers[leavers["year"].between(base, base + years - 1)]
    return retiring.add(stated.groupby("unit_id")["posts"].sum(), fill_value=0).sort_index()
