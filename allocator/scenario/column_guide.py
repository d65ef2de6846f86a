"""A page that describes every column of every table, made from the declarations."""

from allocator.scenario.column_words import default_text, kind_words
from allocator.scenario.columns import Column, Table
from allocator.scenario.tables import TABLES
from allocator.text import _, language


def column_guide() -> str:
    """The page in Markdown, in the language in use."""
    parts = [
        "# " + _("A scenario to fill in"),
        _(
            "Each table below is one CSV file in this folder, in UTF-8 or GB18030. Replace the "
            "example rows by your own; a table that is not required may be left out. English and "
            "Chinese headers are both accepted, in any order; so are the Chinese forms of the "
            "values. The key columns together name a row: no two rows may share them."
        ),
        _("Then run “allocator check” on this folder: it lists everything that is wrong at once."),
    ]
    return "\n\n".join(parts + [_table_guide(table) for table in TABLES.values()]) + "\n"


def _table_guide(table: Table) -> str:
    title = table.title_zh if language() == "zh" else table.title
    status = _("Required.") if table.required else _("Optional.")
    headings = (
        _("column"),
        _("Chinese header"),
        _("meaning"),
        _("kind"),
        _("required"),
        _("default"),
        _("example"),
    )
    rows = [headings, ("---",) * len(headings), *(_row(column) for column in table.columns)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"## `{table.name}.csv` — {title}", "", status, "", *lines])


def _row(column: Column) -> tuple[str, ...]:
    return (
        _code(column.name),
        column.header_zh,
        _plain(column.explained()),
        kind_words(column, _choices(column)),
        _duty(column),
        _code(default_text(column)),
        _code(column.example),
    )


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _plain(text: str) -> str:
    """``text`` with the marks that Markdown gives a meaning to made plain."""
    return text.replace("|", "\\|").replace("*", "\\*")


def _duty(column: Column) -> str:
    if column.key:
        return _("key") if column.required else _("key, may be empty")
    return _("yes") if column.required else _("no")


def _choices(column: Column) -> str:
    return ", ".join(
        _code(value) if value == chinese else f"{_code(value)} ({chinese})"
        for value, chinese in column.choices.items()
    )
