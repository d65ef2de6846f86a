"""A study as its file says it."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field

from allocator.scenario.policy import Schema, Section, Title, key
from allocator.scenario.policy.values import Number
from allocator.simulation.studies.declared.design import Design
from allocator.simulation.studies.declared.factor import Factor
from allocator.simulation.studies.declared.measuring import Chosen, Curve, Pareto
from allocator.simulation.studies.declared.stopping import Budget, Replications


class Study(Section):
    """The whole file."""

    listed_in: ClassVar[str] = "docs/data.md"
    schema_version: Schema = key("version of this form", "格式版本", alias="schema")
    name: str = key("name of the study", "研究名称", min_length=1, max_length=80)
    title: Title = key("title", "标题", default=Title())
    notes: str = key("notes", "说明", default="")
    years: Annotated[int, Field(strict=True, ge=1, le=100)] = key(
        "annual rounds that are played", "模拟的年度数", default=10
    )
    warm_up: Annotated[int, Field(strict=True, ge=0, le=99)] = key(
        "years at the beginning that the measures of the whole run leave out",
        "总指标不计入的起始年数",
        default=0,
    )
    seed: Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)] = key(
        "seed; the same seed gives the same answer", "随机种子", default=0
    )
    confidence: Annotated[Number, Field(gt=0, lt=1)] = key(
        "of every interval and statement", "全部区间与结论的置信度", default=Decimal("0.95")
    )
    lenders: Annotated[tuple[str, ...], Field(min_length=1)] = key(
        "what decides the annual rounds: optimal, first_come, pro_rata, tier_order, no_bank",
        "年度调配的决定方式：optimal、first_come、pro_rata、tier_order、no_bank",
        default=("optimal",),
    )
    set: dict[str, Any] = key(
        "keys and cells that the whole study sets, as --set takes them",
        "整个研究统一设定的键或单元格（写法同 --set）",
        default={},
    )
    levers: tuple[Factor, ...] = key("what somebody decides", "可控因素", default=())
    uncertainties: tuple[Factor, ...] = key("what nobody decides", "不确定因素", default=())
    design: Design = key("which combinations are played", "组合设计", default=Design())
    baseline: dict[str, Any] = key(
        "the setting that others are compared with: lender, and levers by id; a lever left out "
        "stays as the scenario has it; the first setting where nothing is said",
        "基准方案：lender 及各可控因素；未列的可控因素沿用情景原值；不填则为第一个方案",
        default={},
    )
    measures: Annotated[tuple[Chosen, ...], Field(min_length=1)] = key(
        "measures, the most important first", "指标，最重要的在前"
    )
    replications: Replications = key("how often", "重复次数", default=Replications())
    budget: Budget = key("what it may take at most", "预算上限", default=Budget())
    pareto: Pareto | None = key("Pareto front", "帕累托前沿", default=None)
    curve: Curve | None = key("curve over one lever", "单因素曲线", default=None)
