"""A drawing (SVG) as part of the page: its text in the page's fonts, nothing in it that acts."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markupsafe import Markup, escape

from allocator.report.document import Chart

_ELEMENTS = """
svg g defs clipPath mask pattern linearGradient radialGradient stop path rect line circle ellipse
polyline polygon text tspan title
"""
_ATTRIBUTES = """
id width height viewBox transform d points x y x1 y1 x2 y2 dx dy r cx cy rx ry fx fy fill
fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
stroke-linecap stroke-linejoin stroke-miterlimit opacity display font-size font-weight font-style
text-anchor dominant-baseline clip-path clip-rule clipPathUnits mask maskUnits offset stop-color
stop-opacity gradientTransform gradientUnits spreadMethod patternUnits patternTransform
"""
_KNOWN_ELEMENTS = frozenset(_ELEMENTS.split())
_KNOWN_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""What a drawing may have. Everything else goes: scripts, links, styles that the policy of the
page forbids, the font it was measured with, and roles that say nothing inside an image."""

_POINTER = re.compile(r"url\(#([^)]+)\)")
_LONG_NUMBER = re.compile(r"(\d\.\d\d)\d+")


def inline(drawing: str, chart: Chart) -> Markup:
    """The drawing for the page, named and described by what stands above it there.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        It is not well-formed.
    """
    # It was drawn by vl-convert in this process; entities of the file itself expat bounds.
    root = ElementTree.fromstring(drawing)  # noqa: S314
    for own in [child for child in root if _is_of_file(child)]:
        root.remove(own)
    prefix = f"page-drawn-{chart.id}-"
    named = {
        "role": "img",
        "aria-labelledby": f"page-chart-{chart.id}",
        "aria-describedby": f"page-described-{chart.id}",
    }
    return Markup("".join(_written(root, prefix, named)))  # noqa: S704 - escaped one by one


def _is_of_file(child: ElementTree.Element) -> bool:
    """Whether a child of the root serves the drawing as a file: its name, and its sheet of paper.

    The page names it itself, and shows through what is paper that there is more to scroll to.
    """
    name = _local(child.tag)
    return name == "title" or (name == "rect" and child.get("fill") == "white")


def _written(
    node: ElementTree.Element, prefix: str, more: dict[str, str] | None = None
) -> Iterator[str]:
    name = _local(node.tag)
    if name not in _KNOWN_ELEMENTS:
        return
    attributes = _attributes(node, prefix) | (more or {})
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    yield f"<{name}{written}>"
    if name in ("text", "tspan", "title"):
        yield escape(node.text or "")
    for child in node:
        yield from _written(child, prefix)
        if name == "text":
            yield escape(child.tail or "")
    yield f"</{name}>"


def _attributes(node: ElementTree.Element, prefix: str) -> dict[str, str]:
    kept = {}
    for key, value in node.attrib.items():
        if key not in _KNOWN_ATTRIBUTES or ("url(" in value and not _POINTER.fullmatch(value)):
            continue
        if key == "id":
            kept[key] = prefix + value
        else:
            pointed = _POINTER.sub(lambda found: f"url(#{prefix}{found[1]})", value)
            kept[key] = pointed if pointed != value else _LONG_NUMBER.sub(r"\1", value)
    return kept


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
