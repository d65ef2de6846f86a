"""How the scores of units move from year to year."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from allocator.scenario.policy.values import Number, Section, Share, Weight, key


class Performance(Section):
    """Each January's scores."""

    persistence: Share = key(
        "share of a unit's distance from its own level that remains after a year; assumed",
        "单位得分与自身水平之差一年后保留的比例；默认值为假定",
        default=Decimal("0.8"),
    )
    noise: Annotated[Number, Field(ge=0, le=100)] = key(
        "standard deviation of the yearly shock, points; assumed",
        "每年随机波动的标准差（分）；默认值为假定",
        default=Decimal(3),
    )
    staffing_effect: Weight = key(
        "points lost in a year with all posts unfilled, in proportion to the share unfilled; "
        "assumed",
        "编制全部空缺时一年失去的分数，按空缺比例计；默认值为假定",
        default=Decimal(10),
    )
