"""Tables and JSON on the terminal."""

import json
import os
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console


WIDEST = 1000


def show_json(content: Any) -> None:
    """JSON to stdout, readable, Chinese as Chinese; what is not a number is null."""
    text = json.dumps(_plain(content), ensure_ascii=False, indent=2, default=str, allow_nan=False)
    click.echo(text)


def _plain(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _plain(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return None if isinstance(content, float) and not isfinite(content) else content


def console(*, stderr: bool = False, width: int | None = None) -> "Console":
    """Where tables and progress go; plain, without even bold, where NO_COLOR is set."""
    from allocator.cli.screen import Screen

    return Screen(
        stderr=stderr,
        width=width,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        highlight=False,
    )


def show_table(
    title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], *, left: int = 1
) -> None:
    """A table to stdout; the first ``left`` columns are text, the others numbers."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for place, header in enumerate(headers):
        justify: Any = "left" if place < left else "right"
        table.add_column(header, justify=justify, no_wrap=True)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    # As wide as it is: a cell cut off at a narrow window's edge could be read as another number.
    screen = console(width=WIDEST)
    screen.print(title, style="bold")
    screen.print(table)


def _cell(value: Any) -> str:
    if value is None or value != value:  # NaN alone differs from itself
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
