"""A factor: a lever, which somebody decides, or an uncertainty, which nobody does."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from allocator.scenario.policy import Section, Title, key
from allocator.scenario.policy.values import Number
from allocator.text import _

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


def _short(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(_("a letter, then letters, digits and _, at most 40 in all"))
    return name


Id = Annotated[str, AfterValidator(_short)]


class Level(Section):
    """One place where a factor may stand, by name, with all that it sets."""

    name: str = key("name of the level", "水平名称", min_length=1, max_length=80)
    set: dict[str, Any] = key(
        "keys and cells that it sets, as --set takes them; none: as the scenario has it",
        "该水平设定的键或单元格（写法同 --set）；不设即沿用情景原值",
        default={},
    )


class Factor(Section):
    """A lever or an uncertainty: a key with values, or with a range, or levels by name."""

    id: Id = key("short name, letters, digits and _", "简称（字母、数字和 _）")
    title: Title = key("title", "标题", default=Title())
    sets: str = key(
        "key or cell that it sets, as --set takes it",
        "设定的键或单元格（写法同 --set）",
        default="",
        alias="key",
    )
    values: tuple[Any, ...] = key("values of the key", "该键的取值", default=())
    levels: tuple[Level, ...] = key(
        "levels that set several keys together", "同时设定若干键的水平", default=()
    )
    low: Number | None = key(
        "lowest value, for designs that sample", "抽样设计的最小值", default=None
    )
    high: Number | None = key("highest value", "最大值", default=None)
    whole: bool = key(
        "whole numbers only between low and high", "最小值与最大值之间只取整数",
        default=False, strict=True,
    )  # fmt: skip
    weights: tuple[Annotated[Number, Field(ge=0)], ...] = key(
        "of an uncertainty: how probable each value or level is, in proportion; all alike where "
        "nothing is said",
        "不确定因素各取值的相对概率；不填则相同",
        default=(),
    )

    @property
    def ranges(self) -> tuple[Decimal, Decimal] | None:
        """Lowest and highest value of a factor that is sampled between them."""
        return None if self.low is None or self.high is None else (self.low, self.high)
