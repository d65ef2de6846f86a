"""Tables and JSON on the terminal."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click


def show_json(content: Any) -> None:
    """JSON to stdout, readable, Chinese as Chinese."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def show_table(
    title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], *, left: int = 1
) -> None:
    """A table to stdout; the first ``left`` columns are text, the others numbers."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for place, header in enumerate(headers):
        justify: Any = "left" if place < left else "right"
        table.add_column(header, justify=justify, no_wrap=place < left)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    console = Console(width=None if Console().is_terminal else 200, markup=False, highlight=False)
    console.print(title, style="bold")
    console.print(table)


def _cell(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
