"""A study that is right, as keys of a file, to be spoilt in one place."""

import re
from copy import deepcopy
from typing import Any

GONE = object()
"""Put in the place of a key, removes it."""

STUDY: dict[str, Any] = {
    "schema": 1,
    "name": "right",
    "years": 5,
    "warm_up": 1,
    "lenders": ["optimal", "first_come"],
    "set": {"simulation": {"gap": 0.01}},
    "levers": [
        {"id": "terms", "key": "lending.terms", "values": [[3], [1, 2, 3]]},
        {"id": "bank", "key": "pools[B1].capital", "values": [4, 6, 8]},
    ],
    "uncertainties": [
        {
            "id": "late",
            "levels": [
                {"name": "few"},
                {"name": "many", "set": {"simulation.recall.late_share": 0.2}},
            ],
            "weights": [3, 1],
        },
    ],
    "baseline": {"lender": "first_come", "bank": 6},
    "measures": [
        "posts_granted",
        "posts_overdue",
        "utilisation[B1]",
        {"measure": "smallest_balance", "better": "more"},
    ],
    "replications": {
        "least": 4,
        "most": 20,
        "look_ahead": 2,
        "half_width": [{"measure": "posts_granted", "absolute": 1.5}],
    },
    "budget": {"runs": 1000},
    "pareto": {"measures": ["posts_granted", "posts_overdue"]},
    "curve": {"lever": "bank", "measure": "posts_granted", "reaches": 3},
}


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """The study with values put at places such as ``levers[1].values``; lists count from 1."""
    study = deepcopy(STUDY)
    for place, given in changes:
        value = deepcopy(given) if given is not GONE else GONE
        *path, last = [
            int(part) - 1 if part.isdecimal() else part for part in re.findall(r"[^.\[\]]+", place)
        ]
        section: Any = study
        for part in path:
            section = section.setdefault(part, {}) if isinstance(section, dict) else section[part]
        if value is GONE:
            del section[last]
        elif isinstance(section, list) and last == len(section):
            section.append(value)
        else:
            section[last] = value
    return study
