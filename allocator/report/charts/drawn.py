"""SVG as Vega draws it, made fit for readers and for fonts."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

from allocator.report.charts.bundled import STACK, has_letters

_SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", _SVG)

_FOR_TOOLS = ("aria-label", "aria-roledescription", "aria-hidden", "role", "class")
"""What Vega tells assistive technology, in English; the title and description take its place."""


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold; a name may have them."""


def drawable(part: Any) -> Any:
    """A specification without characters that XML cannot hold.

    vl-convert 1.9 ends the whole process where it has to measure text with one of them.
    """
    if isinstance(part, Mapping):
        return {key: drawable(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [drawable(value) for value in part]
    return _NOT_XML.sub("", part) if isinstance(part, str) else part


def described(svg: str, name: str, title: str, description: str) -> str:
    """``svg`` as one image with a title and a description, and with what marks say on hover.

    Parameters
    ----------
    name : str
        Begins the ids of its title and description, so that drawings can stand on one page.
    """
    root = _parsed(svg)
    for element in list(root.iter()):
        label = element.get("aria-label") if element.get("role") == "graphics-symbol" else None
        for attribute in _FOR_TOOLS:
            element.attrib.pop(attribute, None)
        if label:
            element.insert(0, _element("title", label))
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")
    root.insert(0, _element("title", title, f"{name}-title"))
    root.insert(1, _element("desc", description, f"{name}-desc"))
    return ET.tostring(root, encoding="unicode")


def rare_text(svg: str) -> str:
    """Every character, once, of the text that the font brought along cannot draw as a whole."""
    texts = ("".join(element.itertext()) for element in _texts(_parsed(svg)))
    rare = {character for text in texts if not has_letters(text) for character in text}
    return "".join(sorted(rare - {"\n", "\t"}))


def in_families(svg: str, family: str) -> str:
    """``svg`` with its rare text in one family, or in the nearest font without serifs.

    Parameters
    ----------
    family : str
        Has all of :func:`rare_text`.
    """
    root = _parsed(svg)
    quoted = family.replace("\\", "").replace('"', "")
    for element in _texts(root):
        chosen = STACK if has_letters("".join(element.itertext())) else f'"{quoted}", sans-serif'
        element.set("font-family", chosen)
    return ET.tostring(root, encoding="unicode")


def _parsed(svg: str) -> ET.Element:
    # Vega has just written it, so no entity or document type of someone else's is in it
    return ET.fromstring(svg)  # noqa: S314


def _texts(root: ET.Element) -> Iterator[ET.Element]:
    return root.iter(f"{{{_SVG}}}text")


def _element(tag: str, text: str, name: str = "") -> ET.Element:
    element = ET.Element(f"{{{_SVG}}}{tag}")
    element.text = _NOT_XML.sub("", text)
    if name:
        element.set("id", name)
    return element
