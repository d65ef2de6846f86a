"""Where a scenario was read from, so that it can be read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.scenario import builtin


@dataclass(frozen=True)
class Origin:
    """Where a scenario was read from.

    Attributes
    ----------
    source : str
        Absolute path of its folder or workbook, or the name of a built-in scenario.
    changes : tuple of str
        What overrides set, each as ``--set`` takes it.
    """

    source: str
    changes: tuple[str, ...] = ()


def origin_of(path: Path, overrides: Iterable[tuple[str, Any]]) -> Origin:
    """The origin of what was read from a folder or workbook, with overrides."""
    named = next((name for name, folder in builtin.scenarios().items() if folder == path), None)
    return Origin(named or str(path.absolute()), tuple(_written(*item) for item in overrides))


def _written(key: str, value: Any) -> str:
    # Changes are made to scenarios, whose module imports this one.
    from allocator.scenario.changes.change import KeyChange, cell_text, is_cell

    return f"{key}={cell_text(value)}" if is_cell(key) else str(KeyChange(key, value))
