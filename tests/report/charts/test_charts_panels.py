"""Small charts beside one another: as large as is reckoned, with whole titles on hover."""

import xml.etree.ElementTree as ET

import altair as alt
import pytest

from allocator.report.charts.colours import BLUE
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import ROW, Key
from allocator.report.charts.lettering import text_width
from allocator.report.charts.panels import AROUND, Panel, panel_width, panels
from allocator.report.charts.rendering import svg
from allocator.report.charts.theme import WIDTH
from allocator.report.document import Chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(titles: list[str], **more: object) -> ET.Element:
    layer = alt.Chart(rows([{"x": 1, "y": 2}])).mark_point().encode(x="x:Q", y="y:Q")
    spec = panels([Panel(title, (layer,)) for title in titles], **more)  # type: ignore[arg-type]
    return ET.fromstring(svg(Chart("one", "t", "d", spec)))  # noqa: S314 (we have just drawn it)


def height(root: ET.Element) -> float:
    return float(root.get("height", ""))


def test_one_alone_has_the_whole_width() -> None:
    # 720 pixels less 6 along each edge, 56 at the left and 24 at the right
    assert panel_width(1, 2) == 628
    assert panel_width(2, 2) == panel_width(5, 2) == 708 / 2 - 80


def test_the_drawing_is_as_high_as_its_parts() -> None:
    low = drawn(["a", "b"], height=100)
    # title 16 and 10 below it, plot 100, numbers 34; 6 above and below all
    assert height(low) == pytest.approx(172, abs=2)
    assert height(drawn(["a", "b", "c"], height=100)) == pytest.approx(332, abs=2)
    with_legend = drawn(["a", "b"], height=100, keys=[Key("k", BLUE)])
    assert height(with_legend) == pytest.approx(172 + ROW + 8, abs=2)
    assert height(drawn(["a", "b"], height=100, note="n")) == pytest.approx(188, abs=2)


def test_long_titles_are_wrapped_then_cut_and_never_reach_the_next_chart() -> None:
    wrapped = "在借岗位占全部周转岗位的比例，按年度和编制类型分列，包括以前年度借出的岗位"
    endless = "x" * 200
    root = drawn([wrapped, endless, " ".join(["again"] * 60)])
    told = [each.text for each in root.iter() if each.tag in (f"{SVG}text", f"{SVG}tspan")]
    told = [text for text in told if text]
    lines = [text for text in told if text in wrapped]
    assert "".join(lines) == wrapped
    assert len(lines) == 2
    assert sum(text.startswith("again") for text in told) == 3
    assert {text[-1] for text in told if text.startswith("xx") or text.count("again") == 1} == {"…"}
    assert max(map(text_width, told)) <= WIDTH / 2 - AROUND.right + 1e-6
    names = {title.text for title in root.iter(f"{SVG}title")}
    assert {wrapped, endless} <= names
