"""Each kind of chart, drawn."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from chart_pixels import pixels
from made_up_charts import HOSTILE, KINDS, NOTHING, many

from allocator.report.charts.lettering import text_width
from allocator.report.charts.rendering import png, svg
from allocator.report.charts.theme import WIDTH, Spec
from allocator.report.document import Chart
from allocator.text import in_language

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "g", "path", "rect", "line", "text", "tspan", "title", "desc"}


def drawing(spec: Spec, title: str = "标题", description: str = "说明") -> ET.Element:
    return parsed(svg(Chart("one", title, description, spec)))


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 (we have just drawn it)


def texts(element: ET.Element, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[str, str, float]]:
    """Texts with their anchor and the place of it, in pixels from the left."""
    for shift in re.findall(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "")):
        x, y = x + float(shift[0]), y + float(shift[1])
    if element.tag == f"{SVG}text" and element.text and element.get("opacity") != "0":
        yield element.text, element.get("text-anchor", "start"), x
    for child in element:
        yield from texts(child, x, y)


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_text_and_nothing_reaches_beyond_the_frame(kind: str) -> None:
    root = drawing(KINDS[kind](HOSTILE))
    assert float(root.get("width", "")) == pytest.approx(WIDTH, abs=1)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= KNOWN
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}
    found = list(texts(root))
    for text, anchor, x in found:
        start = x - share[anchor] * text_width(text)
        assert start >= -1, text
        # a number is reckoned by a half more than it takes; it may stand near the right edge
        assert start + text_width(text) <= WIDTH + 8, text
    assert len(found) > 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_strip_along_each_edge_is_free(kind: str) -> None:
    image = pixels(png(Chart(kind, "t", "d", KINDS[kind](("甲" * 20, "Long " * 9, "丙"))), 1.0))
    strip = 4  # pixels; of 6 that are left, a letter or the edge of a mark may take one or two
    for edge in (image[:strip], image[-strip:], image[:, :strip], image[:, -strip:]):
        assert (edge[..., :3] == 255).all()


@pytest.mark.parametrize("kind", KINDS)
def test_two_thousand_names_fit_a_page(kind: str) -> None:
    text = svg(Chart(kind, "t", "d", many(kind)))
    root = parsed(text)
    assert float(root.get("height", "")) < 1800  # pixels; an A4 page has about 1,000 of them
    assert len(text) < 500_000


@pytest.mark.parametrize("kind", NOTHING)
def test_nothing_is_said_in_a_sentence(kind: str) -> None:
    root = drawing(NOTHING[kind]())
    assert [text for text, _anchor, _x in texts(root)] == ["There is nothing to show."]


def test_the_drawing_has_a_title_and_a_description() -> None:
    root = drawing(KINDS["wave"](("甲",)), "谁 < 何时 & 何地", "两句。")
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", "谁 < 何时 & 何地")
    assert (desc.tag, desc.text) == (f"{SVG}desc", "两句。")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == desc.get("id")


def test_marks_say_the_whole_name_on_hover() -> None:
    long = "住房和城乡建设局综合行政执法大队及其下属的市政公用事业服务中心"
    root = drawing(KINDS["asked"]((long,)))
    drawn = [text for text, _anchor, _x in texts(root)]
    assert long not in drawn
    assert any(text.endswith("…") and long.startswith(text[:-1]) for text in drawn)
    assert long in {title.text for title in root.iter(f"{SVG}title")}


def test_titles_and_legends_are_in_the_language_in_use() -> None:
    with in_language("zh"):
        chinese = {text for text, _anchor, _x in texts(drawing(KINDS["wave"](("甲",))))}
    assert "人数" in chinese


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_png_has_the_size_of_the_drawing_times_the_scale(scale: float) -> None:
    spec = KINDS["schedule"](("甲", "乙"))
    root = drawing(spec)
    image = pixels(png(Chart("one", "t", "d", spec), scale))
    size = (float(root.get("height", "")) * scale, float(root.get("width", "")) * scale)
    assert image.shape[:2] == size
    assert len({tuple(pixel) for pixel in image[::3, ::3].reshape(-1, 4).tolist()}) > 20


def test_the_same_input_in_another_order_is_drawn_the_same() -> None:
    names = tuple("甲乙丙丁戊")
    for kind, build in KINDS.items():
        if kind in ("asked", "flow", "screen", "schedule"):
            continue  # their numbers go by place in the list; tested by their own
        assert svg(Chart(kind, "t", "d", build(names))) == svg(
            Chart(kind, "t", "d", build(names[::-1]))
        )


def test_nothing_is_fetched() -> None:
    spec = {**KINDS["wave"](("甲",)), "data": {"url": "http://127.0.0.1:9/never.json"}}
    spec["layer"] = [{"mark": "bar", "encoding": {}}]
    with pytest.raises(ValueError, match="not allowed"):
        svg(Chart("one", "t", "d", spec))
