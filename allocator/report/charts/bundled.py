"""The font that vl-convert brings along, and text that is drawn in it.

Of any other font vl-convert 1.9 opens the file anew for each character that it measures or draws,
which takes half of the time of a drawing. Most text of a chart is numbers: that text, and all of a
chart without other letters, is set in this font.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

BUNDLED = "Liberation Sans"
"""It has Latin, Greek and Cyrillic letters, as wide as those of Arial."""

STACK = f"{BUNDLED}, Arial, Helvetica, sans-serif"

_LETTERS = re.compile("[ -~\u00a1-\u017f\u0391-\u03c9\u0410-\u044f–—‘’“”…−≤≥≠≈→€]*")
_DISCRETE = ("ordinal", "nominal")
_NUMBERS = {"labelFont": STACK}
"""Of an axis."""


def has_letters(text: str) -> bool:
    """Whether the font has all characters of ``text``."""
    return _LETTERS.fullmatch(text) is not None


def with_bundled(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A Vega-Lite specification, with its data inside, in which text is set so where it can be."""
    config: Mapping[str, Any] = spec.get("config", {})
    if has_letters(json.dumps(spec, ensure_ascii=False)):
        return {**spec, "config": {**config, "font": STACK}}
    kinds = ("axisQuantitative", "axisTemporal")
    fonts = {kind: {**config.get(kind, {}), **_NUMBERS} for kind in kinds}
    return {**_set(spec, (), spec.get("datasets", {})), "config": {**config, **fonts}}


def _set(part: Any, rows: Iterable[Any], sets: Mapping[str, Any]) -> Any:
    """Plots within plots; each has the data of the one around it unless it has its own."""
    if isinstance(part, list):
        return [_set(each, rows, sets) for each in part]
    if not isinstance(part, Mapping):
        return part
    data = part.get("data")
    if isinstance(data, Mapping):
        rows = data["values"] if "values" in data else sets.get(str(data.get("name")), ())
    inner = {key: _set(part[key], rows, sets) for key in _HOLDERS if key in part}
    return {**part, **inner, **_of_plot(part, rows)}


_HOLDERS = ("layer", "hconcat", "vconcat", "concat", "spec")
"""Keys under which a plot has others."""


def _of_plot(part: Mapping[str, Any], rows: Iterable[Any]) -> dict[str, Any]:
    """What changes of a plot itself: text of marks, labels of axes that name values."""
    changed: dict[str, Any] = {}
    encoding: Mapping[str, Any] = part.get("encoding", {})
    mark = part.get("mark")
    if isinstance(mark, Mapping) and _is_text(mark) and _has_all(encoding.get("text"), rows):
        changed["mark"] = {"font": STACK, **mark}
    axes = [
        channel
        for channel in ("x", "y")
        if _is_discrete(encoding.get(channel)) and _has_all(encoding[channel], rows)
    ]
    if axes:
        changed["encoding"] = {
            **encoding,
            **{channel: _in_bundled(encoding[channel]) for channel in axes},
        }
    return changed


def _in_bundled(channel: Mapping[str, Any]) -> dict[str, Any]:
    return {**channel, "axis": {**_NUMBERS, **channel["axis"]}}


def _is_text(mark: Mapping[str, Any]) -> bool:
    return mark.get("type") == "text"


def _is_discrete(channel: Any) -> bool:
    """Whether it is an axis of names; only such as says itself that it is one."""
    return (
        isinstance(channel, Mapping)
        and channel.get("type") in _DISCRETE
        and isinstance(channel.get("axis"), Mapping)
    )


def _has_all(channel: Any, rows: Iterable[Any]) -> bool:
    """Whether the font has all that a channel shows; what is not known it has not."""
    if not isinstance(channel, Mapping) or "condition" in channel:
        return False
    if "field" in channel:
        shown = [row.get(channel["field"]) for row in rows if isinstance(row, Mapping)]
    elif "value" in channel:
        shown = [channel["value"]]
    else:
        return False
    return bool(shown) and has_letters(json.dumps(shown, ensure_ascii=False))
