"""Relations between tables, and between tables and policy, that must hold.

Every check looks at whole columns and notes each row that fails; cells that could not be
read are passed over here, since they are noted already. This page is their table of contents.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from allocator.scenario.policy import Policy
from allocator.scenario.problems import Problems
from allocator.scenario.relations import bank, keys, people, requests, scores
from allocator.scenario.relations.data import Data
from allocator.scenario.settings import Settings


def check_relations(
    frames: Mapping[str, pd.DataFrame],
    files: Mapping[str, str],
    settings: Settings | None,
    policy: Policy | None,
    problems: Problems,
) -> None:
    """Note every relation that does not hold."""
    data = Data(frames, files, settings, policy, problems)
    for check in CHECKS:
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
    scores.scores_known,
)
