"""How units are scored, ranked and graded."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from allocator.scenario.policy.indicators import Indicator, Pairwise, as_tree
from allocator.scenario.policy.values import (
    ANY_GROUP,
    Codes,
    Colour,
    DoNotFit,
    Number,
    Section,
    Share,
    Source,
    Tier,
    TierNumber,
    Title,
    Weight,
    distinct,
    key,
)
from allocator.scenario.tables.codes import ORGANISATION_TYPES
from allocator.text import _
from allocator.text.listing import listed


def _in_order(shares: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if sum(shares) != 1:
        raise ValueError(_("shares of tiers 1, 2 and 3 that add up to 1"))
    return shares


def _falling(scores: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if scores[0] < scores[1]:
        raise ValueError(_("the lowest score of tier 1, then that of tier 2, not above it"))
    return scores


class Grade(Section):
    """A named grade: the scores it is for, and what it means."""

    id: str = key("id", "等次编码", min_length=1)
    title: Title = key("title", "名称", default=Title())
    least: Number = key("lowest score of the grade", "该等次的最低分")
    tier: TierNumber = key("tier that the grade stands for", "对应的档次")
    colour: Colour = key("response to the grade", "对应的颜色")


def _from_best_to_worst(grades: tuple[Grade, ...]) -> tuple[Grade, ...]:
    distinct(tuple(grade.id for grade in grades))
    if any(b.least >= a.least or b.tier < a.tier for a, b in pairwise(grades)):
        raise ValueError(_("grades from best to worst, each with a lower score than the one above"))
    if any(_SHADES[b.colour] < _SHADES[a.colour] for a, b in pairwise(grades)):
        raise ValueError(_("no grade with a better colour than one above it"))
    return grades


_SHADES = {"green": 0, "blue": 1, "yellow": 2}


class Answers(Section):
    """Share of the full score that each answer of a questionnaire earns."""

    very_satisfied: Share = key("very satisfied", "非常满意", default=Decimal(1))
    satisfied: Share = key("satisfied", "满意", default=Decimal("0.8"))
    fairly_satisfied: Share = key("fairly satisfied", "基本满意", default=Decimal("0.6"))
    dissatisfied: Share = key("dissatisfied", "不满意", default=Decimal("0.3"))
    very_dissatisfied: Share = key("very dissatisfied", "非常不满意", default=Decimal(0))

    @model_validator(mode="after")
    def _never_rising(self) -> "Answers":
        worth = [value for _name, value in self]
        if any(better < worse for better, worse in pairwise(worth)):
            raise ValueError(_("answers that earn no more the less satisfied they are"))
        return self


class SecondLook(Section):
    """What calls for a closer evaluation of a unit."""

    bottom_share: Share = key(
        "lowest share of each class or type, rounded half up",
        "各类别末位比例（四舍五入）",
        default=Decimal(0),
    )
    high_input_low_output: bool = key(
        "units with high input and low output", "投入高、产出低的单位", default=False, strict=True
    )
    reform: bool = key(
        "units just reformed (units.reformed)", "新近改革的单位", default=False, strict=True
    )


class InputOutput(Section):
    """What a unit uses against what it achieves."""

    input: Literal["filled", "approved"] = key(
        "posts that count as input: filled or approved",
        "投入的口径：实有人数或核定编制",
        default="filled",
    )
    output: Codes = key(
        "indicators that count as output, of any level; empty for the whole score",
        "计作产出的指标（任何层级）；空为总分",
        default=(),
    )


class Evaluation(Section):
    """How units are scored and ranked."""

    indicators: Annotated[tuple[Indicator, ...], AfterValidator(as_tree)] = key(
        "indicator tree of any depth", "指标树（层级不限）", default=()
    )
    group_by: Literal["class", "organisation_type"] = key(
        "what weights, tiers and ranking go by: class or organisation_type",
        "权重、档次与排名按类别还是按机构类型",
        default="class",
    )
    method: Literal["weights", "ahp"] = key(
        "weights: as given; ahp: from pairwise matrices where there are any, adding up to 100",
        "weights：直接给出；ahp：有判断矩阵的由矩阵得出，合计 100",
        default="weights",
    )
    pairwise: tuple[Pairwise, ...] = key(
        "pairwise matrices for ahp", "层次分析法判断矩阵", default=()
    )
    group_judgements: Literal["judgements", "priorities"] = key(
        "how several judges become one: by their judgements or by their priorities",
        "多个判断者的合成方式：按判断或按权重",
        default="judgements",
    )
    random_index: Literal["saaty", "saaty_2005", "donegan_dodd", "alonso_lamata"] = key(
        "random-index table for ahp", "随机一致性指标表", default="saaty"
    )
    max_consistency_ratio: Share = key(
        "largest consistency ratio accepted", "一致性比率上限", default=Decimal("0.1")
    )
    sources: dict[Source, Weight] = key(
        "weight of each score source; the mean is over the sources that scored",
        "各评分来源的权重；按实际评分的来源加权平均",
        default={},
    )
    answers: Answers = key(
        "what the answers of questionnaires earn", "问卷各选项的得分比例", default=Answers()
    )
    missing: Literal["error", "zero", "reweight"] = key(
        "an indicator without a score: error, zero points, or its weight spread over the others",
        "缺少得分的指标：报错、计零分，或把权重分摊给其他指标",
        default="error",
    )
    tier_shares: dict[str, Annotated[tuple[Share, Share, Share], AfterValidator(_in_order)]] = key(
        "share of tiers 1, 2, 3 by class or type, * for the others; with thresholds too, "
        "the worse of both",
        "各类别（或机构类型）一、二、三档比例，* 为其余；同时给出最低分时取较差者",
        default={},
    )
    tier_thresholds: dict[str, Annotated[tuple[Number, Number], AfterValidator(_falling)]] = key(
        "lowest score of tiers 1 and 2 by class or type, * for the others",
        "各类别（或机构类型）一、二档最低分，* 为其余",
        default={},
    )
    grades: Annotated[tuple[Grade, ...], AfterValidator(_from_best_to_worst)] = key(
        "named grades by score, best first, instead of tiers",
        "按分数的等次（由高到低）",
        default=(),
    )
    colour_by_tier: dict[Tier, Colour] = key(
        "colour of each tier",
        "各档对应的颜色",
        default={"1": "green", "2": "green", "3": "green"},
    )
    second_look: SecondLook = key(
        "triggers for a closer evaluation", "二类评估触发条件", default=SecondLook()
    )
    input_output: InputOutput = key(
        "what is compared as input and output", "投入产出比较的口径", default=InputOutput()
    )

    @model_validator(mode="after")
    def _consistent(self) -> "Evaluation":
        faults = [*_group_faults(self), *_weight_faults(self), *_matrix_faults(self)]
        if faults:
            raise DoNotFit(_("; ").join(faults), _("keys that fit together"))
        return self

    def children(self, parent: str) -> tuple[Indicator, ...]:
        """Indicators directly below one (``""``: the first level), in the order of the file."""
        return tuple(entry for entry in self.indicators if entry.parent == parent)

    def leaves(self) -> tuple[Indicator, ...]:
        """Last-level indicators, in the order of the file."""
        parents = {indicator.parent for indicator in self.indicators}
        return tuple(entry for entry in self.indicators if entry.id not in parents)

    def first_level(self, indicator: str) -> str:
        """The first-level indicator above ``indicator``, or itself."""
        parents = {entry.id: entry.parent for entry in self.indicators}
        while parents.get(indicator):
            indicator = parents[indicator]
        return indicator

    def source_weight(self, source: str) -> Decimal:
        """Weight of a score source, 1 where unnamed."""
        weights: dict[str, Decimal] = {str(name): weight for name, weight in self.sources.items()}
        return weights.get(source, Decimal(1))

    def groups_named(self) -> frozenset[str]:
        """Classes or organisation types that weights, tiers or matrices name."""
        weights = {code for entry in self.indicators for code in entry.weight}
        matrices = {code for entry in self.pairwise for code in entry.groups}
        return frozenset(weights | matrices | {*self.tier_shares, *self.tier_thresholds}) - {
            ANY_GROUP
        }


def _group_faults(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.group_by == "class":
        return
    for code in sorted(evaluation.groups_named() - set(ORGANISATION_TYPES)):
        yield _("“{code}” is not one of the organisation types {types}").format(
            code=code, types=listed(ORGANISATION_TYPES)
        )


def _weight_faults(evaluation: Evaluation) -> Iterator[str]:
    """With ``weights`` only the last level has weights; unknown output indicators."""
    leaves = {leaf.id for leaf in evaluation.leaves()}
    for indicator in evaluation.indicators:
        if evaluation.method == "weights" and indicator.weight and indicator.id not in leaves:
            yield _("“{id}” has indicators below it; weights stand at the last level").format(
                id=indicator.id
            )
        if indicator.scale is not None and indicator.id not in leaves:
            yield _("“{id}” has indicators below it; a scale stands at the last level").format(
                id=indicator.id
            )
    for name in evaluation.input_output.output:
        if name not in {indicator.id for indicator in evaluation.indicators}:
            yield _("“{id}” in input_output.output is not an indicator").format(id=name)
    if evaluation.grades and (evaluation.tier_shares or evaluation.tier_thresholds):
        yield _("either grades, or tier_shares and tier_thresholds")


def _matrix_faults(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.pairwise and evaluation.method != "ahp":
        yield _("method = “ahp” where there are pairwise matrices")
    parents = {indicator.parent for indicator in evaluation.indicators}
    judges = [(e.judge, e.parent, e.groups) for e in evaluation.pairwise if e.judge]
    for judge, parent, _groups in sorted({own for own in judges if judges.count(own) > 1}):
        yield _("pairwise: two matrices of the judge “{judge}” for “{parent}”").format(
            judge=judge, parent=parent or ANY_GROUP
        )
    for entry in evaluation.pairwise:
        if ANY_GROUP in entry.groups:
            yield _("pairwise: “*” in groups; left out, a matrix is for all of them")
        below = [child.id for child in evaluation.children(entry.parent)]
        if entry.parent not in parents:
            yield _("pairwise: “{parent}” has no indicators below it").format(parent=entry.parent)
        elif len(entry.matrix) != len(below):
            yield _(
                "pairwise: {rows} rows for “{parent}”, which has {count} indicators below it: "
                "{names}"
            ).format(
                rows=len(entry.matrix),
                parent=entry.parent or ANY_GROUP,
                count=len(below),
                names=listed(below),
            )
