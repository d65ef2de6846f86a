"""Text that the font brought along can draw is set in it, and no other."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from allocator.report.charts.bundled import STACK, has_letters, with_bundled
from allocator.report.charts.drawn import in_families, rare_text
from allocator.report.charts.rendering import _drawing, svg
from allocator.report.document import Chart

FAMILY = "Noto Sans CJK SC, sans-serif"


def spec(*names: str) -> dict[str, Any]:
    """A bar per name, with its number beside it, on an axis of numbers and one of names."""
    rows = [{"name": name, "n": place + 1, "told": str(place)} for place, name in enumerate(names)]
    x = {"field": "n", "type": "quantitative"}
    y = {"field": "name", "type": "nominal", "axis": {"title": None}}
    text = {"field": "told", "type": "nominal"}
    named = {"field": "name", "type": "nominal"}
    bars = {"mark": "bar", "encoding": {"x": x, "y": y}}
    return {
        "data": {"name": "data-1"},
        "layer": [
            bars,
            {"mark": {"type": "text", "dx": 9}, "encoding": {"x": x, "y": y, "text": text}},
            {"mark": {"type": "text", "dx": 40}, "encoding": {"x": x, "y": y, "text": named}},
        ],
        "datasets": {"data-1": rows},
        "config": {"font": FAMILY},
    }


def families(drawn: str) -> dict[str, set[str]]:
    """Families of the texts of a drawing."""
    found: dict[str, set[str]] = {}
    for element in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314
        found.setdefault(element.text or "", set()).add(element.get("font-family", ""))
    return found


@pytest.mark.parametrize("text", ["", "Posts: 1,234 of ε ≥ 100 % – “x”…", "Zoë Ångström Лена"])
def test_it_has_latin_greek_and_cyrillic_letters(text: str) -> None:
    assert has_letters(text)


@pytest.mark.parametrize("text", ["编制", "1 人", "😀", "ا", "a\ue000"])
def test_it_has_no_others(text: str) -> None:
    assert not has_letters(text)


def test_a_chart_without_other_letters_is_all_in_it() -> None:
    found = families(svg(Chart("c", "标题", "说明", spec("North", "South"))))
    assert set(found) >= {"North", "South", "0", "1"}
    assert set.union(*found.values()) == {STACK}


def test_among_other_letters_numbers_are() -> None:
    found = families(svg(Chart("c", "t", "d", spec("教育局", "Health"))))
    assert found["教育局"] == {FAMILY}
    assert found["0"] == {STACK}  # beside the bar, and on the axis
    assert found["1.0"] == {STACK}
    assert FAMILY in found["Health"]  # one of its kind is Chinese


def test_names_of_an_axis_are_where_all_of_them_can_be() -> None:
    mixed = spec("North", "South")
    mixed["layer"][0]["title"] = "人"
    found = families(svg(Chart("c", "t", "d", mixed)))
    assert found["North"] == {STACK}
    assert found["人"] == {FAMILY}


def test_plots_within_plots_have_the_data_around_them() -> None:
    inner = spec("教育局", "1")
    outer = {**inner, "layer": [{"layer": inner["layer"]}]}
    assert families(svg(Chart("c", "t", "d", outer))) == families(svg(Chart("c", "t", "d", inner)))


def test_what_the_specification_says_itself_stays() -> None:
    own = spec("教育局")
    own["layer"][1]["mark"]["font"] = "Mine"
    assert with_bundled(own)["layer"][1]["mark"]["font"] == "Mine"


def test_a_picture_has_each_text_in_a_font_that_has_it() -> None:
    drawn = _drawing(spec("教育局 1", "Health"))  # as Vega leaves it, without what is said on hover
    assert set(rare_text(drawn)) == set("教育局 1")
    found = families(in_families(drawn, 'Own "Font"'))
    assert found["教育局 1"] == {'"Own Font", sans-serif'}
    assert found["Health"] == found["0"] == {STACK}
    assert not re.search("Noto", in_families(drawn, "Own"))
