"""The indicator tree: what units are scored by, and with which weights."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, PlainValidator, model_validator

from allocator.scenario.judgement import parse_judgement
from allocator.scenario.policy.values import (
    ANY_GROUP,
    Codes,
    DoNotFit,
    Number,
    Section,
    Title,
    Weight,
    key,
)
from allocator.text import _


class Scale(Section):
    """How a measured value becomes a share of the full score: linear, cut off at both ends."""

    worst: Number = key("value that earns nothing", "得零分的数值")
    best: Number = key(
        "value that earns the full score; below worst where less is better",
        "得满分的数值；越小越好的指标小于 worst",
    )

    @model_validator(mode="after")
    def _apart(self) -> "Scale":
        if self.worst == self.best:
            raise ValueError(_("worst and best that differ"))
        return self


class Indicator(Section):
    """One indicator of the evaluation tree."""

    id: str = key("id, as in the table scores", "指标编码，与得分表一致", min_length=1)
    parent: str = key("id of the indicator above; empty at the first level", "上级指标", default="")
    title: Title = key("title", "名称", default=Title())
    weight: dict[str, Weight] = key(
        "weight by class or organisation type (group_by), * for all; a last-level indicator "
        "without a weight for a group is not one of that group's",
        "各类别（或机构类型）的权重，* 为全部；对某类别没有权重的末级指标不用于该类别",
        default={},
    )
    scale: Scale | None = key(
        "for measured indicators (table measures): the values that earn nothing and the full score",
        "数据指标的计分标准：零分值与满分值",
        default=None,
    )

    def weight_for(self, group: str) -> Decimal | None:
        """Weight for a class or organisation type; ``None`` where it has none."""
        return self.weight.get(group, self.weight.get(ANY_GROUP))


def tree_faults(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    """What keeps the indicators from being a tree."""
    ids = [indicator.id for indicator in indicators]
    known = set(ids)
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield _("“{id}” stands twice").format(id=name)
    for indicator in indicators:
        if indicator.parent and indicator.parent not in known:
            yield _("the parent of “{id}”, “{parent}”, is not an indicator").format(
                id=indicator.id, parent=indicator.parent
            )
    for name in sorted(_in_circles(indicators)):
        yield _("“{id}” is above itself").format(id=name)


def _in_circles(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    parents = {indicator.id: indicator.parent for indicator in indicators}
    for name in parents:
        above = parents[name]
        for _step in parents:
            if above == name:
                yield name
                break
            above = parents.get(above, "")


def as_tree(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """``indicators`` where they are a tree of any depth, weights on the last level or under AHP."""
    faults = list(tree_faults(indicators))
    if faults:
        raise DoNotFit(_("; ").join(faults), _("a tree of indicators"))
    return indicators


def _judgement_written(value: Fraction | None) -> str:
    return "" if value is None else str(value)


Judgement = Annotated[
    Any, PlainValidator(parse_judgement), PlainSerializer(_judgement_written, return_type=str)
]
"""An exact fraction, or ``None`` for one that is not known."""


class Pairwise(Section):
    """One person's (or one body's) pairwise judgements of the indicators below one."""

    parent: str = key(
        "indicator whose sub-indicators are compared; empty for the first level",
        "比较哪一指标的下级指标；空为一级指标",
        default="",
    )
    groups: Codes = key(
        "classes or organisation types it is for; empty for all",
        "适用的类别或机构类型；空为全部",
        default=(),
    )
    judge: str = key("who judged", "判断者", default="")
    judge_weight: Annotated[Number, Field(gt=0, le=1000)] = key(
        "weight of this judge among several", "判断者的权重", default=Decimal(1)
    )
    matrix: tuple[tuple[Judgement, ...], ...] = key(
        "square matrix in the order of the indicators: numbers, fractions in quotes, "
        "an empty text for what is not known",
        "判断矩阵，按指标次序：数字、带引号的分数，未知处为空文本",
        min_length=2,
    )

    @model_validator(mode="after")
    def _square(self) -> "Pairwise":
        size = len(self.matrix)
        if any(len(row) != size for row in self.matrix):
            raise ValueError(_("a matrix with as many columns as rows"))
        return self
