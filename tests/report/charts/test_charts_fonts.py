"""Fonts: found by what they can draw, used by name, missed with a message."""

import os
from pathlib import Path

import numpy as np
import pytest
from chart_pixels import dark, pixels
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from allocator.report.charts import fonts
from allocator.report.charts.fonts import BUNDLED, VARIABLE, MissingFont, font_folders, font_for
from allocator.report.charts.rendering import png
from allocator.report.charts.theme import sentence
from allocator.report.document import Chart


def square(size: int):
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, size), (size, size), (size, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def make_font(file: Path, family: str, characters: str, size: int = 1000) -> Path:
    """A font whose characters are all black squares of ``size`` thousandths of an em."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(each): "square" for each in characters})
    builder.setupGlyf({".notdef": square(300), "square": square(size)})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "square": (1000, 0)})
    builder.setupHorizontalHeader(ascent=1000, descent=-200)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")}
    )
    builder.setupOS2(
        sTypoAscender=1000, sTypoDescender=-200, usWinAscent=1000, usWinDescent=200,
        sxHeight=500, sCapHeight=700, version=4,
    )  # fmt: skip
    builder.setupPost()
    file.parent.mkdir(parents=True, exist_ok=True)
    builder.save(file)
    return file


def chart(text: str) -> Chart:
    return Chart("one", "t", "d", sentence(text))


def test_a_font_is_found_by_what_it_can_draw(tmp_path: Path) -> None:
    make_font(tmp_path / "deep" / "a.ttf", "Few", "编")
    make_font(tmp_path / "b.ttf", "More", "编制")
    assert font_for("编编", [tmp_path / "deep"]) == "Few"
    assert font_for("制 编\n", [tmp_path]) == "More"


def test_what_no_font_can_draw_is_told_with_where_was_looked(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "Few", "编")
    with pytest.raises(MissingFont) as raised:
        font_for("编制银", [tmp_path])
    assert raised.value.characters == "制银"  # the nearest font has 编
    message = str(raised.value)
    assert "制银" in message
    assert str(tmp_path) in message
    assert "fonts-noto-cjk" in message
    assert VARIABLE in message


@pytest.mark.parametrize(
    ("character", "told", "not_told"),
    [
        ("制", "Chinese, Japanese or Korean characters 制 (1)", "Emoji are in fonts"),
        ("😀", "emoji 😀 (1)", "font for Chinese"),
        ("⭐", "emoji ⭐ (1)", "font for Chinese"),  # U+2B50, wide by UAX 11
        ("ا", "other characters ا (1)", "font for Chinese"),
        ("\ue000", "private characters U+E000 (1)", "font for Chinese"),
    ],
)
def test_it_is_told_what_kind_of_font_would_have_them(
    tmp_path: Path, character: str, told: str, not_told: str
) -> None:
    make_font(tmp_path / "a.ttf", "Few", "编")
    with pytest.raises(MissingFont) as raised:
        font_for("编" + character, [tmp_path])
    assert told in str(raised.value)
    assert not_told not in str(raised.value)


def test_without_any_font_latin_text_is_drawn_by_the_bundled_one(tmp_path: Path) -> None:
    assert font_for("Posts: 1,234 of ε ≥ 100 % – “x”…", [tmp_path]) == BUNDLED
    with pytest.raises(MissingFont) as raised:
        font_for("Posts 编", [tmp_path])
    assert raised.value.characters == "编"


def test_private_characters_are_missed_too(tmp_path: Path) -> None:
    # rare characters of names stand in the private area (GB 18030): no font is sure to have them
    make_font(tmp_path / "a.ttf", "Few", "编")
    with pytest.raises(MissingFont):
        font_for("编\ue000", [tmp_path])


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf\x00\x01\x00\x00\x00\x00\x00\x09"])
def test_files_that_are_no_fonts_are_passed_over(tmp_path: Path, content: bytes) -> None:
    for name in ("a.ttf", "a.ttc", "a.otf"):
        (tmp_path / name).write_bytes(content)
    make_font(tmp_path / "z.ttf", "Last", "编")
    assert font_for("编", [tmp_path]) == "Last"


def test_a_collection_is_read(tmp_path: Path) -> None:
    from fontTools.ttLib import TTCollection, TTFont

    collection = TTCollection()
    collection.fonts = [
        TTFont(make_font(tmp_path / "parts" / f"{name}.ttf", name, "编"))
        for name in ("Zzz JP", "Noto Sans CJK SC")
    ]
    (tmp_path / "whole").mkdir()
    collection.save(tmp_path / "whole" / "all.ttc")
    assert font_for("编", [tmp_path / "whole"]) == "Noto Sans CJK SC"  # the likelier of the two


def test_folders_of_the_user_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = [tmp_path / "one", tmp_path / "two"]
    monkeypatch.setenv(VARIABLE, os.pathsep.join(map(str, named)))
    assert font_folders()[:2] == named
    monkeypatch.delenv(VARIABLE)
    assert not set(font_folders()) & set(named)


def test_the_family_that_is_found_is_the_one_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_font(tmp_path / "a.ttf", "Black Squares of Ours", "编")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    image = pixels(png(chart("编"), 4.0))
    # the text is 13 pixels high, its one square 13 by 13, four pixels for each
    assert dark(image) == pytest.approx((13 * 4) ** 2, rel=0.05)


def test_without_a_font_there_is_an_error_and_no_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "font_folders", lambda: [tmp_path])
    with pytest.raises(MissingFont) as raised:
        png(chart("编制"))
    assert raised.value.characters == "制编"  # in the order of their code points


def test_a_chinese_font_draws_no_box() -> None:
    try:
        family = font_for("编\ufffe")
    except MissingFont:
        family = ""
    assert not family  # U+FFFE is no character, so what is drawn for it is the box of the font
    try:
        font_for("编制")
    except MissingFont:
        pytest.skip("no Chinese font on this machine")
    one, other = (pixels(png(chart(text), 3.0)) for text in ("编", "制"))
    assert dark(one, 200) > 50
    # two boxes would be alike
    assert not np.array_equal(one, other)
