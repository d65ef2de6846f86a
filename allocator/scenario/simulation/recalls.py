"""How loans end that come due."""

from decimal import Decimal

from allocator.scenario.policy.values import Count, Section, Share, key


class Recalls(Section):
    """Recall at term."""

    late_share: Share = key(
        "share of recalls at term that come late although a post is free; assumed",
        "期满收回中虽有空编仍迟还的比例；默认值为假定",
        default=Decimal(0),
    )
    late_months: Count = key(
        "months by which these come late; assumed", "迟还的月数；默认值为假定", default=12
    )
    renewal_asked: Share = key(
        "share of loans in their last year for which renewal is asked; assumed",
        "借贷在最后一年申请续贷的比例；默认值为假定",
        default=Decimal(1),
    )
