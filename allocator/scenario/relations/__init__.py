"""Relations between tables, and between tables and policy, that must hold.

Every check looks at whole columns and notes each row that fails; cells that could not be
read are passed over here, since they are noted already. This page is their table of contents.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.relations import (
    bank,
    codes,
    grades,
    keys,
    marks,
    people,
    posts,
    requests,
    simulation,
)
from allocator.scenario.relations.data import Data
from allocator.scenario.settings import Settings


def check_relations(
    frames: Mapping[str, pd.DataFrame],
    files: Mapping[str, str],
    settings: Settings | None,
    policy: Policy | None,
    problems: Problems,
    *,
    policy_file: str = "",
    absent: frozenset[str] = frozenset(),
    stated_year: int | None = None,
    more: Iterable[Callable[[Data], Any]] = (),
) -> None:
    """Note every relation that does not hold; ``more`` checks go after those here.

    The others are as of :class:`allocator.scenario.relations.data.Data`.
    """
    data = Data(frames, files, settings, policy, problems, policy_file, absent, stated_year)
    for check in (*CHECKS, *more):
        check(data)


CHECKS: tuple[Callable[[Data], Any], ...] = (
    keys.unique_keys,
    keys.references,
    keys.posts_exist,
    keys.units_have_posts,
    keys.classes_known,
    keys.requests_and_loans_apart,
    requests.request_bounds,
    requests.request_years,
    requests.request_terms,
    requests.gains_positive,
    requests.benefits_as_assessed,
    requests.value_per_post_exists,
    people.births_past,
    people.roster_matches_posts,
    people.one_kind_of_leavers,
    people.leaver_years,
    bank.loan_years,
    bank.loans_servable,
    bank.loans_within_capital,
    bank.reserve_within_capital,
    bank.transfers_sensible,
    bank.titles_within_ceiling,
    bank.scopes_known,
    bank.totals_in_force,
    posts.vacant_years,
    posts.standards_countable,
    marks.scores_within_full,
    marks.indicators_known,
    marks.answers_given,
    marks.marked_once,
    marks.marked_units_have_a_group,
    marks.groups_ranked,
    marks.marks_of_the_group,
    marks.marks_complete,
    grades.grade_years,
    grades.grades_complete,
    codes.purposes_known,
    codes.sectors_known,
    codes.types_known,
    simulation.purposes_of_demand,
    simulation.reserves_to_draw_on,
    simulation.recruits_below_retirement,
    simulation.lent_posts_filled_in_time,
    simulation.late_recalls_last,
)
