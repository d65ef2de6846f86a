"""What charts share: colours, room for text, data sets."""

from itertools import combinations, pairwise

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.report.charts.colours import GREY, INK, QUIET, SERIES
from allocator.report.charts.datasets import rows
from allocator.report.charts.legend import ROW, Key, legend_height
from allocator.report.charts.lettering import shortened, text_width, wrapped
from allocator.report.charts.theme import EDGE, WIDTH, Margins, finished


def linear(colour: str) -> list[float]:
    """Red, green and blue as light (sRGB, IEC 61966-2-1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def lightness(colour: str) -> float:
    """CIE 1976 L*."""
    return 116 * luminance(colour) ** (1 / 3) - 16


def contrast_with_white(colour: str) -> float:
    return 1.05 / (luminance(colour) + 0.05)


@pytest.mark.parametrize("colour", [*SERIES, GREY])
def test_colours_stand_out_from_white(colour: str) -> None:
    assert contrast_with_white(colour) >= 3.0  # WCAG 2.1, 1.4.11


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_text_can_be_read_on_white(colour: str) -> None:
    assert contrast_with_white(colour) >= 4.5  # WCAG 2.1, 1.4.3


def test_neighbours_differ_in_lightness_so_that_they_print_in_grey() -> None:
    for one, other in pairwise(SERIES):
        assert abs(lightness(one) - lightness(other)) > 8  # about 2 is just seen


# Viénot, Brettel and Mollon (1999), who see no red and who see no green, on linear light
NO_RED = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
NO_GREEN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


@pytest.mark.parametrize("matrix", [NO_RED, NO_GREEN])
def test_colours_stay_apart_without_red_or_green(matrix) -> None:
    seen = {
        colour: [
            max(sum(w * part for w, part in zip(line, linear(colour), strict=True)), 0) ** (1 / 2.4)
            for line in matrix
        ]
        for colour in SERIES
    }
    for one, other in combinations(SERIES, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart > 0.1, (one, other)  # of the 1.7 from black to white


def test_a_chinese_character_is_as_wide_as_it_is_high() -> None:
    assert text_width("编制", 12) == 24
    assert text_width("é", 10) == text_width("e\u0301", 10)


@given(st.text(max_size=60), st.integers(20, 300))
def test_what_is_cut_fits_and_begins_the_same(text: str, pixels: int) -> None:
    cut = shortened(text, pixels)
    line = " ".join(text.split())
    assert text_width(cut) <= pixels
    assert cut == line or (cut.endswith("…") and line.startswith(cut[:-1]))


@given(st.text("编制， 。ab", max_size=80), st.integers(60, 200))
def test_what_is_wrapped_fits_and_is_whole(text: str, pixels: int) -> None:
    lines = wrapped(text, pixels)
    assert "".join("".join(lines).split()) == "".join(text.split())
    words = max((text_width(word) for word in text.replace("编", " ").replace("制", " ").split()),
                default=0.0)  # fmt: skip
    # a word, or a run of marks that begin no line, is not broken
    assert all(text_width(line) <= max(pixels, words + 24) for line in lines)


def test_a_mark_never_begins_a_line() -> None:
    # Two characters have room in 24 pixels; the comma stays with the one before it.
    assert wrapped("编制，银行", 24) == ["编", "制，", "银行"]


def test_a_long_legend_takes_several_rows() -> None:
    keys = [Key("十个字的名字写在这里啊", "#000000")] * 6
    # 18 for the sign, 132 for eleven characters, 18 between: 4 in 720 pixels
    assert legend_height(keys[:4], WIDTH) == ROW
    assert legend_height(keys, WIDTH) == 2 * ROW
    assert legend_height([], WIDTH) == 0


def test_equal_rows_are_one_data_set_and_rows_may_be_many() -> None:
    many = [{"x": place, "y": "甲"} for place in range(6000)]  # Altair's own limit is 5,000
    layers = [alt.Chart(rows(many)).mark_point().encode(x="x:Q") for _ in range(2)]
    spec = finished(*layers, height=10)
    assert list(spec["datasets"].values()) == [many]


def test_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        rows([{"x": float("nan")}])


def test_a_drawing_has_the_width_wanted() -> None:
    layer = alt.Chart(rows([{"x": 1}])).mark_point().encode(x="x:Q")
    spec = finished(layer, height=50, margins=Margins(left=100, right=20, top=10, bottom=30))
    assert spec["width"] == WIDTH - 120 - 2 * EDGE
    # 6 more along each edge
    assert spec["padding"] == {"left": 106, "right": 26, "top": 16, "bottom": 36}
