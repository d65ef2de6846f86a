"""Plain values → TOML text that reads back the same."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
# JSON leaves this one control character as it is; TOML refuses it.
_DELETE = {0x7F: "\\u007f"}


def toml_document(keys: Mapping[str, Any]) -> str:
    """A document: plain keys first, then one section for each nested mapping.

    Lists of mappings become arrays of tables; mappings inside sections stay on one line.
    """
    return "\n".join(_lines(keys)) + "\n"


def _lines(keys: Mapping[str, Any]) -> Iterator[str]:
    yield from _assignments(item for item in keys.items() if not isinstance(item[1], Mapping))
    for name, section in keys.items():
        if isinstance(section, Mapping):
            yield from ("", f"[{toml_key(name)}]")
            yield from _section(toml_key(name), section)


def _section(path: str, section: Mapping[str, Any]) -> Iterator[str]:
    yield from _assignments(item for item in section.items() if not _is_tables(item[1]))
    for name, rows in section.items():
        for row in rows if _is_tables(rows) else ():
            yield from ("", f"[[{path}.{toml_key(name)}]]")
            yield from _assignments(row.items())


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _assignments(items: Iterable[tuple[str, Any]]) -> Iterator[str]:
    return (f"{toml_key(name)} = {toml_value(value)}" for name, value in items)


def toml_key(name: str) -> str:
    """A key, quoted where it must be."""
    return name if _BARE.fullmatch(name) else toml_value(name)


def toml_value(value: Any) -> str:
    """A text, boolean, number, list or mapping on one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(_assignments(value.items()))} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(inner) for inner in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).translate(_DELETE)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    raise TypeError(f"{value!r}: expected text, boolean, whole or decimal number, list, mapping")
