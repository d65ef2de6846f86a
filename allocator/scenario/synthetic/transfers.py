"""Transfers between pools of one quota type."""

from itertools import pairwise

import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Texts
from allocator.scenario.synthetic.pools import INSTITUTION, Pool, Pools


def make_transfers(draws: Draws, pools: Pools, ids: Texts) -> pd.DataFrame:
    """The table ``transfers``: to and from the pools for all, and to the next region."""
    pairs = [pair for pair in _pairs(pools) if draws.yes(0.5)] or _pairs(pools)[:1]
    giving = [pools[giver] for giver, _taker in pairs]
    taking = [pools[taker] for _giver, taker in pairs]
    posts = draws.whole(1, 3, len(pairs))
    return pd.DataFrame({"from_pool": ids[giving], "to_pool": ids[taking], "posts": posts})


def _pairs(pools: Pools) -> list[tuple[Pool, Pool]]:
    """Pools between which a transfer makes sense, giving and taking."""
    general = [pool for pool in pools if pool.is_general]
    institution = [pool for pool in general if pool.quota_type == INSTITUTION]
    pairs = [(Pool(pool.quota_type), pool) for pool in general]
    pairs += [(pool, Pool(pool.quota_type)) for pool in institution]
    return pairs + list(pairwise(institution))
