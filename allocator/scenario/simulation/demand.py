"""What is asked for, year after year."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from allocator.scenario.policy.codes import PurposeWeights
from allocator.scenario.policy.values import Count, Number, Section, Share, Weight, key
from allocator.scenario.simulation.duration import Duration, mean_unless_given
from allocator.scenario.simulation.emergency import Emergency


class Demand(Section):
    """Requests after those of the first year, which are the scenario's own."""

    rate: Weight = key(
        "new requests a year for each request of the first year, mean of a Poisson number; assumed",
        "首年每项申请对应的每年新增申请数（泊松分布的均值）；默认值为假定",
        default=Decimal(1),
    )
    rates: PurposeWeights = key(
        "such requests a year by purpose of the first-year request; rate where unnamed",
        "按首年申请的用途分别给出的每年新增申请数；未列的用途按 rate",
        default={},
    )
    size: Literal["same", "poisson"] = key(
        "posts of a new request; same: as many as the first-year request asked for; "
        "poisson: 1 and a Poisson number, with the same mean; assumed",
        "新增申请的编制数；same 与首年申请相同、poisson 为 1 加泊松数（均值相同）；默认值为假定",
        default="same",
    )
    urgent_share: Share = key(
        "share of new requests that arrive within the year, not in January; assumed",
        "年内（而非一月）提出的新增申请所占比例；默认值为假定",
        default=Decimal(0),
    )
    urgent: Literal["wait", "reserve"] = key(
        "requests within the year; wait: for the next round; reserve: draw on a pool's reserve "
        "at once; assumed",
        "年内提出的申请；wait 等到下一年度、reserve 立即动用周转池的备用编制；默认值为假定",
        default="wait",
    )
    reserve_empty: Literal["wait", "refuse"] = key(
        "urgent requests that no reserve can serve: wait for the next round, or refuse; assumed",
        "备用编制不足时的紧急申请；wait 等到下一年度、refuse 不予受理；默认值为假定",
        default="wait",
    )
    emergency_term: Annotated[Duration, mean_unless_given(12)] = key(
        "how long a reserve lends",
        "备用编制的借用时间",
        default=Duration(mean=Decimal(12)),
    )
    emergency: Emergency = key("an emergency", "突发事件", default=Emergency())
    patience: Count = key(
        "further rounds for which an unmet request stays open; assumed",
        "未获满足的申请在此后保留的年度轮数；默认值为假定",
        default=1,
    )
    lapse_share: Share = key(
        "chance each year that an unmet request lapses; assumed",
        "未获满足的申请每年失效的概率；默认值为假定",
        default=Decimal(0),
    )
    shrink: Annotated[Number, Field(gt=0, le=1)] = key(
        "share of its posts that an unmet request still asks for a year later, rounded down; "
        "below its min_posts, or 1, it lapses; assumed",
        "未获满足的申请次年仍申请的编制比例，向下取整；少于最少编制数或 1 名即失效；默认值为假定",
        default=Decimal(1),
    )
