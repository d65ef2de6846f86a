"""How often a study is repeated."""

from typing import Annotated, Literal

from pydantic import Field

from allocator.scenario.policy import Section, key
from allocator.scenario.policy.values import Number

Few = Annotated[int, Field(strict=True, ge=2, le=1_000_000)]
Wide = Annotated[Number, Field(gt=0)]


class HalfWidth(Section):
    """The precision that is wanted of one measure."""

    measure: str = key("one of the study's measures", "研究的一项指标")
    of: Literal["mean", "difference"] = key(
        "mean: of every setting's mean; difference: of its difference from the baseline",
        "mean 各方案均值；difference 与基准方案之差",
        default="difference",
    )
    absolute: Wide | None = key(
        "widest half of the interval, in the measure's unit", "区间半宽上限（指标单位）",
        default=None,
    )  # fmt: skip
    relative: Wide | None = key(
        "the same as a share of the mean's size; of the baseline's mean for a difference",
        "区间半宽上限占均值的比例；差值按基准方案均值",
        default=None,
    )


class Replications(Section):
    """Runs of every setting under every assumption; all have the same number of them."""

    least: Few = key("fewest replications; assumed", "最少重复次数；默认值为假定", default=20)
    most: Few = key("most replications; assumed", "最多重复次数；默认值为假定", default=100)
    look_ahead: Annotated[int, Field(strict=True, ge=0, le=1000)] = key(
        "further replications over which the half-width must stay reached; in proportion to the "
        "replications where these are more than 100; assumed, after Hoad et al. (2010)",
        "半宽达到后仍须保持的重复次数；重复超过 100 次时按比例增加；默认值为假定",
        default=5,
    )
    half_width: tuple[HalfWidth, ...] = key(
        "precision at which the study stops; none: it runs the most replications",
        "达到即停止的精度；不填则运行最多次数",
        default=(),
    )


class Budget(Section):
    """What a study may take at most."""

    runs: Annotated[int, Field(strict=True, ge=1)] | None = key(
        "runs in all, over all settings and assumptions", "全部方案与假设的总运行次数",
        default=None,
    )  # fmt: skip
    hours: Annotated[Number, Field(gt=0)] | None = key(
        "hours of one call of the command; it then ends with the replications that all settings "
        "have, and can be continued",
        "单次命令的小时数；到时以各方案均已完成的重复次数结束，可继续运行",
        default=None,
    )
