"""What a colour leads to."""

from decimal import Decimal
from typing import Literal

from allocator.scenario.policy.values import Count, Section, Share, key


class Response(Section):
    """What a colour leads to."""

    lending: Literal["normal", "capped", "suspended"] = key(
        "normal, capped or suspended", "正常、限额或暂停", default="normal"
    )
    max_loans_share: Share = key(
        "most loans, share of approved posts, where capped",
        "限额：借贷数占核定数的比例",
        default=Decimal(0),
    )
    freeze_years: Count = key(
        "years, that of the grade included, in which lending is suspended",
        "冻结年数（含评估当年），期间暂停借贷",
        default=0,
    )
    cut_share: Share = key(
        "share of the unit's vacancies that is collected whatever the guarantee line, rounded down",
        "不论保障线一律收回的空编比例，向下取整",
        default=Decimal(0),
    )


class Responses(Section):
    """The three-colour response."""

    green: Response = key("green", "绿色", default=Response())
    blue: Response = key("blue", "蓝色", default=Response())
    yellow: Response = key("yellow", "黄色", default=Response())
