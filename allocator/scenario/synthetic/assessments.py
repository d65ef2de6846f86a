"""The assessment of units by target items, from which the points of benefits are taken."""

from decimal import Decimal

import pandas as pd

from allocator.scenario.synthetic.draws import Draws, texts
from allocator.scenario.synthetic.organisation import Units

_OTHER_ITEMS = texts(["档案管理", "信访维稳"])
"""Items that no request is for."""


def make_assessments(
    draws: Draws, units: Units, requests: pd.DataFrame, benefits: pd.DataFrame
) -> pd.DataFrame:
    """The table ``assessments``: what benefits say, items that are new, and items now gone.

    An item for which a unit asks twice is left out: it has one row of points only.
    """
    owners = requests.set_index("request_id")["unit_id"]
    own = benefits.assign(unit_id=benefits["request_id"].map(owners))
    own = own[~own.duplicated(["unit_id", "item"], keep=False)]
    own = own[draws.happens(0.8, len(own))]
    other = draws.happens(0.2, units.count)
    count = int(other.sum())
    kept, points = draws.happens(0.5, count), draws.whole(100, 900, count)
    values = pd.Series([Decimal(int(one)).scaleb(-2) for one in points], dtype=object)
    rest = pd.DataFrame(
        {
            "unit_id": units.ids[other],
            "item": _OTHER_ITEMS[draws.whole(0, len(_OTHER_ITEMS) - 1, count)],
            "previous": values.mask(~kept & draws.happens(0.5, count), None),
            "current": values.mask(kept, None),
        }
    )
    both = [own[["unit_id", "item", "previous", "current"]], rest]
    return pd.concat([part for part in both if len(part)] or both, ignore_index=True)
