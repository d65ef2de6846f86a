"""Charts as SVG and PNG, drawn by vl-convert without a browser or a network."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.report.charts.bundled import BUNDLED, with_bundled
from allocator.report.charts.drawn import described, drawable, in_families, rare_text
from allocator.report.charts.fonts import font_for, own_folders
from allocator.report.document import Chart

if TYPE_CHECKING:
    from allocator.report.charts.theme import Spec

_NO_ADDRESSES: list[str] = []
"""Nothing may be fetched: the data are inside."""

_SEEN: set[Path] = set()
"""Folders of fonts that vl-convert has been told of: once is enough, and it cannot forget."""


def svg(chart: Chart) -> str:
    """The chart as SVG with a title and a description for those who cannot see it.

    Its font is that of the machine on which it is looked at; none is needed here.
    """
    return described(_drawing(chart.spec), chart.id, chart.title, chart.description)


def png(chart: Chart, scale: float = 2.0) -> bytes:
    """The chart as PNG, ``scale`` pixels for each of its own.

    Raises
    ------
    MissingFont
        No font found here has a character of the chart: it would be drawn as a box.
    """
    import vl_convert

    drawing = _drawing(chart.spec)
    rare = rare_text(drawing)
    family = font_for(rare) if rare else BUNDLED
    return bytes(vl_convert.svg_to_png(in_families(drawing, family), scale=scale))


def _drawing(spec: "Spec") -> str:
    return _drawn_once(json.dumps(with_bundled(drawable(spec)), ensure_ascii=False), _version(spec))


@lru_cache(maxsize=32)
def _drawn_once(spec: str, version: str | None) -> str:
    """Kept, since charts are wanted as SVG first, and as PNG when all others are there as SVG."""
    import vl_convert

    _let_it_see_own_fonts()
    return str(
        vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=_NO_ADDRESSES)
    )


def _let_it_see_own_fonts() -> None:
    """The folders of the system it knows by itself."""
    import vl_convert

    for folder in own_folders():
        if folder.is_dir() and folder not in _SEEN:
            vl_convert.register_font_directory(str(folder.resolve()))
            _SEEN.add(folder)


def _version(spec: "Spec") -> str | None:
    """The version of Vega-Lite that the specification was made for, where it is at hand."""
    import vl_convert

    found = re.search(r"/v(\d+\.\d+)", str(spec.get("$schema", "")))
    wanted = found.group(1) if found else ""
    return wanted if wanted in vl_convert.get_vegalite_versions() else None
