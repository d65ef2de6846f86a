"""Charts drawn by a process of their own are the same, and its end is told."""

from collections.abc import Iterator
from typing import Any

import pytest

from allocator.report.charts.renderer import FORMS, Renderer
from allocator.report.charts.rendering import png, svg
from allocator.report.document import Chart
from allocator.report.helper_process import HelperEnded

UNASSIGNED = "\U000f5a5a"
"""A character for private use: no font has it."""


def chart(name: str, label: str = "编制") -> Chart:
    spec: dict[str, Any] = {
        "data": {"values": [{"a": 1, "b": label}]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "y": {"field": "b", "type": "nominal"},
        },
    }
    return Chart(name, f"标题 {name}", f"说明 <{name}>", spec)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


def test_the_same_as_in_this_process_in_any_order(renderer: Renderer) -> None:
    charts = [chart(f"c{place}", "posts") for place in range(4)]
    for each in charts:
        renderer.begin(each)
        renderer.begin(each)  # once is enough
    for each in reversed(charts):
        assert renderer.svg(each) == svg(each)
        picture = renderer.picture(each)
        assert picture.png == png(each)
        assert picture.missing_font is None


def test_whoever_begins_a_chart_never_waits_for_others(renderer: Renderer) -> None:
    """A pipe holds 64 kB: these would fill it many times over before the first is drawn."""
    large = [chart(f"large{place}", "posts") for place in range(4)]
    for each in large:
        each.spec["data"]["values"][0]["unseen"] = "x" * 500_000
        renderer.begin(each)
    assert not any((form, each.id) in renderer._drawn for form in FORMS for each in large[1:])


def test_no_picture_is_drawn_while_a_drawing_is_waited_for() -> None:
    with Renderer() as made:
        charts = [chart(f"c{place}", "posts") for place in range(3)]
        for each in charts:
            made.begin(each)
        made.picture(charts[-1])
        forms = [form for form, _chart in made._drawn]
    assert forms == ["svg"] * 3 + ["png"] * 3


def test_a_chart_need_not_be_begun(renderer: Renderer) -> None:
    assert "标题 late" in renderer.svg(chart("late", "posts"))


def test_a_missing_character_is_told_and_the_next_chart_is_drawn(renderer: Renderer) -> None:
    named = chart("lacking", f"名{UNASSIGNED}称")
    lacking = renderer.picture(named)
    assert lacking.png is None
    assert UNASSIGNED in lacking.missing
    assert lacking.missing_font is not None
    assert UNASSIGNED in renderer.svg(named)
    assert renderer.picture(chart("next", "posts")).png


def test_an_end_on_the_way_is_told() -> None:
    with Renderer() as killed:
        assert killed.svg(chart("first", "posts"))
        killed._process.kill()
        with pytest.raises(HelperEnded, match="ended unexpectedly"):
            killed.picture(chart("second", "posts"))


def test_what_went_wrong_is_told() -> None:
    broken = Chart("broken", "", "", {"mark": 17})
    with Renderer() as failing, pytest.raises(HelperEnded, match=r"\w+"):
        failing.svg(broken)


def test_it_ends_with_the_block_even_where_that_fails() -> None:
    made = Renderer()
    with pytest.raises(KeyboardInterrupt), made:
        raise KeyboardInterrupt
    assert made._process.has_ended
