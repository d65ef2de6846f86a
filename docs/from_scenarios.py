"""Tables made from the worked scenarios, by solving them."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial

import pandas as pd
from from_declarations import code, markdown_table

from allocator.allocation.efficiency_screen import efficiency_screen
from allocator.allocation.plan.plan import Plan
from allocator.allocation.solve import solve
from allocator.evaluation.evaluation import evaluate
from allocator.evaluation.weights import leaf_weights
from allocator.scenario.reading import read_scenario
from allocator.scenario.tables.codes import ORGANISATION_TYPES
from allocator.stock.vacancies import vacancies


@cache
def _plan(name: str) -> Plan:
    """The plan of a worked scenario; every page that shows one is in English."""
    return solve(read_scenario(name))


def requests_of(name: str) -> str:
    """What each request of a worked scenario gets, from a plan solved now."""
    scenario = read_scenario(name)
    tables = _plan(name).tables
    units = _columns(scenario.tables["units"], "unit_id", "name")
    types = _columns(scenario.tables["requests"], "request_id", "quota_type")
    years = {
        str(row.request_id): f"{row.start_year}–{row.due_year}"
        for row in tables["schedule"].itertuples()
    }
    rows = (
        (
            str(row.request_id),
            units[str(row.unit_id)],
            types[str(row.request_id)],
            *(str(count or "") for count in (row.asked, row.own_vacancies, row.lent)),
            years.get(str(row.request_id), ""),
            code(row.reason),
            str(row.detail),
        )
        for row in tables["decisions"].itertuples()
    )
    headers = ("request", "unit", "type", "asked", "own", "lent", "years", "rule", "why not more")
    return markdown_table(headers, rows)


def _columns(table: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(table[key].map(str), table[value].map(str), strict=True))


def vacancies_of(name: str) -> str:
    """Every vacancy of a worked scenario, and how much of it is collected."""
    scenario = read_scenario(name)
    units = _columns(scenario.tables["units"], "unit_id", "name")
    collected = {
        (str(row.unit_id), str(row.quota_type)): (str(row.posts), str(row.pool_id))
        for row in _plan(name).tables["deposits"].itertuples()
    }
    stock = vacancies(scenario)
    rows = (
        (
            str(row.unit_id),
            units[str(row.unit_id)],
            str(row.quota_type),
            *(str(count) for count in (row.approved, row.vacancy, row.idle_years, row.keep)),
            *collected.get((str(row.unit_id), str(row.quota_type)), ("", "")),
        )
        for row in stock[stock["vacancy"] > 0].itertuples()
    )
    headers = ("id", "unit", "type", "approved", "vacant", "years idle", "line", "collected", "by")
    return markdown_table(headers, rows)


def pools_of(name: str) -> str:
    """What each pool owns, keeps back and has out in the first year."""
    scenario, pools = read_scenario(name), _plan(name).tables["pools"]
    types = _columns(scenario.tables["pools"], "pool_id", "quota_type")
    rows = (
        (
            str(row.pool_id),
            types[str(row.pool_id)],
            *(str(count) for count in (row.capital, row.collected, row.reserve, row.out, row.free)),
        )
        for row in pools[pools["year"] == scenario.base_year].itertuples()
    )
    headers = ("pool", "type", "capital", "collected", "reserve", "out", "free")
    return markdown_table(headers, rows)


def grades_of(name: str) -> str:
    """How every unit of a worked scenario that has scores comes out."""
    scenario = read_scenario(name)
    units = _columns(scenario.tables["units"], "unit_id", "name")
    table = evaluate(scenario)
    rows = (
        (
            str(row.unit_id),
            units[str(row.unit_id)],
            str(row.group),
            f"{row.score:.2f}",
            str(row.rank),
            str(row.grade or row.tier),
            str(row.colour),
            "" if pd.isna(row.frozen_until) else str(row.frozen_until),
        )
        for row in table[table["score"].notna()].itertuples()
    )
    headers = ("id", "unit", "among", "score", "rank", "grade", "colour", "frozen to the end of")
    return markdown_table(headers, rows)


def gansu_weights() -> str:
    """Weight of each dimension by AHP, in points, and of each of its contents."""
    evaluation = read_scenario("gansu-ahp").policy.evaluation
    weights = leaf_weights(read_scenario("gansu-ahp").policy, "A")
    rows = (
        (
            dimension.title.zh,
            dimension.title.en,
            f"{sum(weights[leaf.id] for leaf in evaluation.children(dimension.id)):.2f}",
            str(len(evaluation.children(dimension.id))),
            str(sum(leaf.scale is None for leaf in evaluation.children(dimension.id))),
        )
        for dimension in evaluation.children("")
    )
    return markdown_table(("维度", "dimension", "points", "contents", "asked"), rows)


def sichuan_rates() -> str:
    """The efficiency rate of each request, post by post."""
    rows = (
        (
            request.request_id,
            str(unit.approved),
            str(unit.value_per_post),
            f"{float(request.points):g}" if request.points else "",
            ", ".join(f"{float(rate):.2%}" for rate in request.rates[: request.asked]) or "–",
        )
        for unit in efficiency_screen(read_scenario("sichuan-epsilon"))
        for request in unit.requests
    )
    headers = ("request", "approved", "value per post", "points", "rate for 1, 2, … posts")
    return markdown_table(headers, iter(sorted(rows)))


def suining_trees() -> str:
    """How many indicators each of the six types has, and what they weigh."""
    evaluation = read_scenario("suining").policy.evaluation
    parents = {indicator.id: indicator.parent for indicator in evaluation.indicators}
    rows = []
    for kind in ORGANISATION_TYPES:
        own = [leaf for leaf in evaluation.leaves() if leaf.weight_for(kind) is not None]
        second = {leaf.parent for leaf in own}
        first = {parents[indicator] for indicator in second}
        total = sum(leaf.weight_for(kind) or 0 for leaf in own)
        counts = (len(first), len(second), len(own), total)
        rows.append((code(kind), ORGANISATION_TYPES[kind], *map(str, counts)))
    headers = ("type", "机构类型", "first level", "second level", "third level", "weights")
    return markdown_table(headers, iter(rows))


def suining_moves() -> str:
    """Posts lent for each purpose, and what the towns were given on average."""
    schedule = _plan("suining").tables["schedule"]
    lent = schedule.groupby("purpose")["posts"].sum()
    units = schedule.groupby("purpose")["unit_id"].nunique()
    rows = (
        (code(purpose), str(lent[purpose]), str(units[purpose]), f"{lent[purpose] / count:g}")
        for purpose, count in units.items()
        if count
    )
    return markdown_table(("purpose", "posts lent", "units", "posts a unit"), rows)


CROSSING = ("region", "level", "department", "type")


def pooling_worth() -> str:
    """What lending across each attribute is worth: the plan with and without."""
    rows = []
    with_all = _worth(())
    for without in ((), *((name,) for name in CROSSING), CROSSING):
        lent, value = _worth(without)
        left_out = ", ".join(code(f"lending.cross_{name}=0") for name in without) or "as it is"
        rows.append((left_out, str(lent), f"{value:g}", f"{with_all[1] - value:g}"))
    headers = ("setting", "posts lent", "priority value", "worth of what is left out")
    return markdown_table(headers, iter(rows))


def _worth(without: tuple[str, ...]) -> tuple[int, Decimal]:
    """Posts lent and priority value of the plan without some crossing."""
    overrides = [(f"lending.cross_{name}", 0) for name in without]
    plan = solve(read_scenario("national-pooling", overrides))
    value = next(goal["value"] for goal in plan.record["goals"] if goal["id"] == "priority_value")
    return plan.record["counts"]["posts_lent"], Decimal(str(value))


WORKED: dict[str, Callable[[], str]] = {
    "gansu-ahp-grades": partial(grades_of, "gansu-ahp"),
    "gansu-ahp-pools": partial(pools_of, "gansu-ahp"),
    "gansu-ahp-requests": partial(requests_of, "gansu-ahp"),
    "gansu-ahp-vacancies": partial(vacancies_of, "gansu-ahp"),
    "gansu-ahp-weights": gansu_weights,
    "national-pooling-pools": partial(pools_of, "national-pooling"),
    "national-pooling-requests": partial(requests_of, "national-pooling"),
    "national-pooling-vacancies": partial(vacancies_of, "national-pooling"),
    "national-pooling-worth": pooling_worth,
    "s-county-requests": partial(requests_of, "s-county"),
    "sichuan-epsilon-rates": sichuan_rates,
    "sichuan-epsilon-requests": partial(requests_of, "sichuan-epsilon"),
    "sichuan-epsilon-vacancies": partial(vacancies_of, "sichuan-epsilon"),
    "suining-grades": partial(grades_of, "suining"),
    "suining-moves": suining_moves,
    "suining-pools": partial(pools_of, "suining"),
    "suining-requests": partial(requests_of, "suining"),
    "suining-trees": suining_trees,
    "suining-vacancies": partial(vacancies_of, "suining"),
}
