"""The CSV files of a contradiction, each column declared once."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from allocator.allocation.prepare.numbers import Prepared
from allocator.allocation.repair.diagnosis import Diagnosis
from allocator.allocation.repair.limit import Limit, ordered
from allocator.allocation.repair.mend_words import change_in_words
from allocator.allocation.repair.words import said
from allocator.scenario.columns import Column, Table


def _about(name: str, zh: str, meaning: str, meaning_zh: str) -> Column:
    return Column(name, zh, "code", meaning, meaning_zh, default="")


CONFLICTS = Table(
    "conflicts",
    "Conflicts",
    "规则矛盾",
    (
        Column("set", "矛盾集", "integer", "irreducible set, whose rules contradict each other",
               "不可再减的矛盾集，同一集内的规则互相矛盾", least=1),
        Column("rule", "规则", "code", "rule", "规则", required=True),
        _about("unit_id", "单位编码", "the unit", "单位"),
        _about("pool_id", "周转池编码", "the pool", "周转池"),
        _about("to_pool", "调入池", "pool that takes a transfer", "调入的周转池"),
        _about("quota_type", "编制类型", "kind of post", "编制的种类"),
        _about("region", "地区", "region of a ceiling, * for all", "总量控制的地区，* 为全部"),
        _about("department", "主管部门", "department of a ceiling, * for all",
               "总量控制的主管部门，* 为全部"),
        Column("year", "年份", "year", "first year; empty for the whole plan",
               "起始年份；空为整个规划期"),
        Column("last_year", "末年", "year", "last year", "最后年份"),
        Column("posts", "让步数", "integer", "posts by which it must give in the smallest total",
               "让步合计最小时须让步的编制数", required=True, least=0),
        Column("weight", "权重", "decimal", "weight of each of these posts", "每名让步的权重",
               required=True),
        Column("detail", "说明", "text", "the rule in words", "规则说明", default=""),
    ),
)  # fmt: skip

MENDS = Table(
    "mends",
    "Mends",
    "化解办法",
    (
        Column("mend", "办法", "integer", "place in the ranking; changes of one mend go together",
               "名次；同一办法的各项改动须一并采用", required=True, key=True, least=1),
        Column("price", "代价", "decimal", "price of the whole mend, weighted posts",
               "整个办法的代价（加权编制数）", required=True),
        Column("change", "改动", "text", "the change, as --set takes it",
               "改动，可直接用于 --set", required=True, key=True),
        Column("detail", "说明", "text", "the change in words", "改动说明", required=True),
    ),
)  # fmt: skip

CONTRADICTION_TABLES: dict[str, Table] = {table.name: table for table in (CONFLICTS, MENDS)}


def contradiction_tables(diagnosis: Diagnosis, numbers: Prepared) -> dict[str, pd.DataFrame]:
    """The tables of a contradiction by name, in stable order."""
    rows = {"conflicts": _conflicts(diagnosis, numbers), "mends": _mends(diagnosis, numbers)}
    frames = {
        name: pd.DataFrame(
            list(rows[name]), columns=[column.name for column in table.columns], dtype=object
        )
        for name, table in CONTRADICTION_TABLES.items()
    }
    for name, table in CONTRADICTION_TABLES.items():
        for column in table.columns:
            if column.kind in ("integer", "year"):
                frames[name][column.name] = frames[name][column.name].astype("Int64")
    return frames


def _conflicts(diagnosis: Diagnosis, numbers: Prepared) -> Iterator[tuple[Any, ...]]:
    """Rows set by set; last the limits that give and are in no set."""
    sets = [each for cause in diagnosis.causes for each in cause.sets]
    for number, each in enumerate(sets, start=1):
        yield from (_conflict(number, limit, numbers) for limit in each)
    within = {limit for each in sets for limit in each}
    for limit in ordered(set(diagnosis.giving) - within):
        yield _conflict(None, limit, numbers)


def _conflict(number: int | None, limit: Limit, numbers: Prepared) -> tuple[Any, ...]:
    return (
        number, limit.rule, limit.unit, limit.pool, limit.to_pool, limit.quota_type, limit.region,
        limit.department, limit.year, limit.last_year, limit.posts, format(limit.weight, "f"),
        said(limit, numbers),
    )  # fmt: skip


def _mends(diagnosis: Diagnosis, numbers: Prepared) -> Iterator[tuple[Any, ...]]:
    for number, mend in enumerate(diagnosis.mends, start=1):
        for change in mend.changes:
            yield (
                number,
                format(mend.price, "f"),
                str(change),
                change_in_words(change, numbers),
            )
