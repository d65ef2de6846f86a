"""People, and those counted to leave."""

from allocator.scenario.columns import Column, Table
from allocator.scenario.tables.codes import RETIREMENT_CLASSES
from allocator.scenario.tables.shared import quota_type, unit_id

STAFF = Table(
    "staff",
    "Roster",
    "人员",
    (
        Column(
            "person_id", "人员编码", "id", "the person", "人员", "P00001",
            required=True, key=True,
        ),
        unit_id(),
        quota_type(),
        Column(
            "birth", "出生年月", "month", "month of birth", "出生年月", "1968-05", required=True
        ),
        Column(
            "retirement_class", "退休类别", "choice", "statutory age group", "法定退休年龄类别",
            "men60", required=True, choices=RETIREMENT_CLASSES,
        ),
        Column(
            "works_at", "实际工作单位", "id", "unit where the person works, when it differs",
            "实际工作单位（与编制所在单位不同时填）", "",
        ),
        Column(
            "can_extend", "可延迟退休", "boolean", "may stay longer by agreement",
            "经协商可弹性延迟退休", "false", default=False,
        ),
    ),
)  # fmt: skip

LEAVERS = Table(
    "leavers",
    "Leavers",
    "减员",
    (
        unit_id(key=True),
        quota_type(key=True),
        Column("year", "年份", "year", "year", "年份", "2026", required=True, key=True),
        Column(
            "posts", "减员数", "integer", "people who leave in the year", "当年减员人数", "2",
            required=True, least=0,
        ),
    ),
)  # fmt: skip
