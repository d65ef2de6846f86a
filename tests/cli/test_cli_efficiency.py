"""`efficiency`: value per post, rates, and the points that posts need."""

import re
from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def test_efficiency(cli: Call) -> None:
    # δ = 100/30 = 3.33; 7.17/3.33 = 215.315… %, 7.17/6.66 = 107.657… %, 7.17/9.99 = 71.771… %.
    done = cli("efficiency", "--approved", 30, "--points", "7.17")
    delta, *rates, most = done.out.splitlines()
    assert delta == "value per post δ = 3.33"
    assert [re.findall(r"[\d.]+", rate) for rate in rates] == [
        *(["1", "215.32"], ["2", "107.66"], ["3", "71.77"])
    ]
    assert "at most 2" in most
    answer = cli("efficiency", "--approved", 30, "--points", "7.17", "--json").json()
    assert answer["value_per_post"] == "3.33"
    assert [row["rate"] for row in answer["rates"]] == ["215.32", "107.66", "71.77"]
    assert answer["most_posts"] == 2


def test_points_needed(cli: Call) -> None:
    done = cli("efficiency", "--approved", 30, "--posts", 3)
    assert re.findall(r"[\d.]+", done.out.splitlines()[1]) == ["3", "9.99"]
    # Exactly enough for three: 9.99 ÷ 3.33 = 3 without a rounding error.
    answer = cli("efficiency", "--approved", 30, "--points", "9.99", "--json").json()
    assert answer["most_posts"] == 3
