"""Rows of data in a specification.

Altair copies and checks inline data each time that a chart is changed or layered, which takes
seconds for a dozen plots. So the rows travel as the name of a data set, which is text that nobody
looks into, until the specification is done; then they take their place in it, each set once.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

_MARK = "rows:"


def rows(values: Sequence[Mapping[str, Any]]) -> alt.NamedData:
    """Rows of data as Altair takes them, of any number.

    Raises
    ------
    ValueError
        A number is not finite.
    """
    return alt.NamedData(name=_MARK + json.dumps(values, ensure_ascii=False, allow_nan=False))


def with_datasets(spec: Mapping[str, Any]) -> dict[str, Any]:
    """``spec`` with every set of :func:`rows` among its data sets."""
    names: dict[str, str] = {}
    done: dict[str, Any] = _renamed(spec, names)
    sets = {short: json.loads(name.removeprefix(_MARK)) for name, short in names.items()}
    return {**done, "datasets": {**done.get("datasets", {}), **sets}}


def _renamed(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, Mapping):
        return {key: _renamed(value, names) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, names) for value in part]
    if isinstance(part, str) and part.startswith(_MARK):
        return names.setdefault(part, f"data-{len(names) + 1}")
    return part
