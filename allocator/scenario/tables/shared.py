"""Columns that several tables have."""

from allocator.scenario.columns import Column
from allocator.scenario.tables.codes import ANY


def unit_id(*, key: bool = False) -> Column:
    return Column(
        "unit_id",
        "单位编码",
        "id",
        "the unit, as in units",
        "单位，见单位表",
        "U001",
        required=True,
        key=key,
    )


def quota_type(*, key: bool = False) -> Column:
    return Column(
        "quota_type",
        "编制类型",
        "code",
        "kind of post",
        "编制的种类",
        "public_institution",
        required=True,
        key=key,
    )


def scope(name: str, header_zh: str, meaning: str, meaning_zh: str, *, key: bool = False) -> Column:
    return Column(name, header_zh, "code", meaning, meaning_zh, "*", default=ANY, key=key)
