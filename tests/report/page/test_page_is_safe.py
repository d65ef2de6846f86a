"""No name or text of a report can become markup, script, style or an address, wherever it is."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

import pytest

from allocator.report.charts.rendering import svg
from allocator.report.document import Report
from allocator.report.page.embedding import data_block
from allocator.report.page.writing import page
from tests.report.made_up_report import made_up_report

ATTACKS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "</title></style><!--<script>",
    "]]>",
    "{{ 7*7 }}{% include 'x' %}",
    "javascript:alert(1)",
)
NAMES = {"id", "name", "kind", "language", "group_by", "detail", "link", "spec"}
"""Attributes that are code's own and never a user's."""


class Reader(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def spoilt(value: Any, attack: str) -> Any:
    """``value`` with ``attack`` in place of each of its texts."""
    if isinstance(value, str):
        return attack
    if isinstance(value, tuple):
        return tuple(spoilt(one, attack) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {one.name: getattr(value, one.name) for one in fields(value)}
        return replace(value, **{n: spoilt(v, attack) for n, v in own.items() if n not in NAMES})
    return value


def names_of(found: Reader) -> list[tuple[str, str]]:
    """Attributes by element, without ids: a row has none where it is named by several words."""
    return [(tag, name) for tag, name, _value in found.attributes if name != "id"]


def whole(report: Report) -> str:
    """The page with its first chart drawn and the other in numbers."""
    first = report.charts[0]
    return page(report, {first.id: svg(first)})


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_in_every_place_stay_texts(attack: str) -> None:
    report = spoilt(made_up_report("en"), attack)
    before = Reader(whole(spoilt(report, "x" * len(attack))))  # as wide
    after = Reader(whole(report))
    assert after.elements == before.elements
    assert names_of(after) == names_of(before)
    assert attack in after.texts  # as it is: neither lost nor computed


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_of_a_drawing_stay_texts(attack: str) -> None:
    report = made_up_report("en")
    chart = report.charts[0]
    rows = [{"name": attack, "posts": 3}]
    drawing = svg(replace(chart, title=attack, description=attack, spec={
        **chart.spec, "data": {"values": rows}, "width": 3000,
    }))  # fmt: skip
    found = Reader(page(report, {chart.id: drawing}))
    assert attack in found.texts
    assert found.elements.count("script") == 2  # the data and the script of the page
    assert "img" not in found.elements


def test_data_hold_nothing_that_html_reads() -> None:
    # HTML ends a script at “</script” and a space, and reads on in another way after “<!--”.
    value = ["</script x", "<!--", "&lt;", "]]>", "\u2028", "\u2029"]
    block = data_block(value)
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == value


def test_what_acts_in_a_drawing_is_left_out() -> None:
    report = made_up_report("en")
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"
        width="9" height="9" style="background:url(http://example.org/a)" onload="alert(1)">
        <style>@import "http://example.org/b";</style><script>alert(2)</script>
        <a x:href="http://example.org/c"><text>linked</text></a>
        <image href="http://example.org/d"/><foreignObject><p>html</p></foreignObject>
        <rect fill="url(http://example.org/e)" clip-path="url(#clip)"/><clipPath id="clip"/>
        <text>kept &lt;b&gt;</text></svg>"""
    first, second = report.charts
    html = page(report, {first.id: drawing, second.id: drawing})
    assert "example.org/" not in html
    assert not re.search(r"alert\(2\)|onload|foreignObject|@import", html)
    assert html.count("kept &lt;b&gt;") == 2
    for chart in report.charts:
        assert f'<rect clip-path="url(#page-drawn-{chart.id}-clip)">' in html
        assert f'<clipPath id="page-drawn-{chart.id}-clip">' in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reference_stays_in_the_page(language: str) -> None:
    found = Reader(whole(made_up_report(language)))
    addresses = {"href", "src", "srcset", "action", "data", "poster", "xlink:href", "background"}
    references = [value for _tag, name, value in found.attributes if name in addresses]
    ids = [value for _tag, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert len(references) > 5
    for reference in references:
        assert reference == "data:," or reference.removeprefix("#") in ids
    anywhere = [value for _tag, _name, value in found.attributes if "://" in value]
    assert anywhere == []


def test_no_element_brings_its_own_script_or_style() -> None:
    found = Reader(whole(made_up_report("en")))
    own = [name for _tag, name, _value in found.attributes if name.startswith("on")]
    assert own == []
    assert "style" not in [name for _tag, name, _value in found.attributes]


def test_ids_of_rows_cannot_be_those_of_the_page() -> None:
    report = made_up_report("en", 4)
    decisions = report.sections[2]
    names = ("page-top", "page-content", "two words", "R-0001")
    rows = tuple((name, *row[1:]) for name, row in zip(names, decisions.grids[0].rows, strict=True))
    grid = replace(decisions.grids[0], rows=rows)
    report = replace(report, sections=(replace(decisions, grids=(grid,)),))
    ids = [value for _tag, name, value in Reader(page(report, {})).attributes if name == "id"]
    assert ids.count("page-top") == ids.count("page-content") == ids.count("R-0001") == 1
    assert "two words" not in ids
