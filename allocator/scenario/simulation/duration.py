"""How long something lasts, in months."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from allocator.scenario.policy.values import Number, Section, key
from allocator.text import _


class Duration(Section):
    """A number of months, the same every time or drawn."""

    distribution: Literal["fixed", "exponential", "uniform"] = key(
        "fixed: the mean every time; exponential; uniform: between 0 and twice the mean; assumed",
        "fixed 固定为平均值、exponential 指数分布、uniform 在 0 与平均值的两倍之间均匀分布；"
        "默认值为假定",
        default="fixed",
    )
    mean: Annotated[Number, Field(ge=0, le=600)] = key(
        "mean, months; above 0 where it is drawn; assumed",
        "平均值（月）；随机时须大于 0；默认值为假定",
    )

    @model_validator(mode="after")
    def _drawn_around_something(self) -> "Duration":
        if self.distribution != "fixed" and self.mean == 0:
            raise ValueError(_("a mean above 0, or the distribution “fixed”"))
        return self


def mean_unless_given(months: int) -> BeforeValidator:
    """A duration whose distribution alone is given keeps the mean of the default, ``months``."""

    def completed(value: Any) -> Any:
        return {"mean": Decimal(months), **value} if isinstance(value, Mapping) else value

    return BeforeValidator(completed)
