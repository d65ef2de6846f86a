"""How the summary looks: page, fonts, languages."""

from collections.abc import Mapping
from types import MappingProxyType

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

BODY, SMALL, TINY = 10.5, 9.0, 7.0
"""Points of text, of tables, of the footer."""
TITLE, HEADING = 18.0, 13.0
DARK, GREY = "1F3864", "595959"

_FONTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    # Chinese papers of committees: text in Fangsong, headings in Heiti. Windows has both.
    {"body": ("Calibri", "仿宋"), "heading": ("Calibri", "黑体")}
)
"""Latin and Chinese font of each part."""
_HEADINGS = ("Title", "Subtitle", "Heading 1")
_SIZES: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {
        "Normal": (BODY, 0, 4),
        "Title": (TITLE, 0, 2),
        "Subtitle": (BODY, 0, 6),
        "Heading 1": (HEADING, 8, 3),
        "List Bullet": (BODY, 0, 2),
        "Footer": (TINY, 0, 0),
        "Caption": (SMALL, 0, 4),
    }
)
"""Points of the font, and of the room before and after, by name of the style."""


def set_up(document: Document) -> None:
    """A4 with margins of 2 cm, fonts for both scripts, and the languages of both."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2.0)
    section.footer_distance = Cm(0.8)
    defaults = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    _set_fonts(defaults, *_FONTS["body"])
    spoken = defaults.find(qn("w:lang"))
    # That of Latin letters: were it Chinese, words of them would break anywhere.
    spoken.set(qn("w:val"), "en-GB")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    for name, (size, before, after) in _SIZES.items():
        style = document.styles[name]
        _shape(style, name, size, before, after)


def _shape(style: ParagraphStyle, name: str, size: float, before: float, after: float) -> None:
    heading = name in _HEADINGS
    _set_fonts(style.element.get_or_add_rPr(), *_FONTS["heading" if heading else "body"])
    spaced = style.element.rPr.find(qn("w:spacing"))
    if spaced is not None:
        # The template sets titles in loose Latin letters; Chinese ones fall apart.
        style.element.rPr.remove(spaced)
    style.font.size = Pt(size)
    style.font.italic = False
    style.font.bold = heading and name != "Subtitle"
    style.font.color.rgb = RGBColor.from_string(
        GREY if name in ("Subtitle", "Footer", "Caption") else DARK if heading else "000000"
    )
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.0


def _set_fonts(properties: BaseOxmlElement, latin: str, chinese: str) -> None:
    """Put fonts by name in the place of those of the theme, which has no Chinese ones."""
    former = properties.find(qn("w:rFonts"))
    if former is not None:
        properties.remove(former)
    fonts = OxmlElement("w:rFonts")
    for script, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{script}"), font)
    properties.insert(0, fonts)
