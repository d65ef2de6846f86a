"""Headers that a table does not know, and which of its columns they may be meant for."""

import re
from difflib import get_close_matches

from allocator.scenario.columns import Column, Table
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems
from allocator.scenario.raw_table import RawTable
from allocator.text import _, language
from allocator.text.listing import listed

_CHINESE = re.compile("[\u4e00-\u9fff]")


def note_unknown_header(table: Table, raw: RawTable, header: str, problems: Problems) -> None:
    """Warn of a column that is ignored, with the name that it is likely to be meant for.

    Names are offered in the language in use, to a Chinese header in Chinese.
    """
    in_chinese = language() == "zh" or bool(_CHINESE.search(header))
    absent = _absent(table, raw)
    likely = _likely(header, absent)
    problems.warn(
        raw.file,
        raw.header_line,
        header,
        found=_("a column that the table does not have"),
        expected=_("one of {names}").format(
            names=listed(_offered(column, in_chinese=in_chinese) for column in table.columns)
        ),
        mend=_("Rename it if it should be read; it is ignored.")
        if likely is None
        else _("Rename it to {name} if it should be read; it is ignored.").format(
            name=_offered(likely, in_chinese=in_chinese)
        ),
    )


def _offered(column: Column, *, in_chinese: bool) -> str:
    if not in_chinese:
        return column.name
    return _("{title} ({name})").format(title=column.header_zh, name=column.name)


def _absent(table: Table, raw: RawTable) -> list[Column]:
    """The columns that no header names."""
    known, headers = table.by_header(), [clean(header) for header in raw.headers]
    found = [known.get(header) or known.get(header.lower()) for header in headers]
    return [column for column in table.columns if column not in found]


def _likely(header: str, columns: list[Column]) -> Column | None:
    names: dict[str, Column] = {}
    for column in columns:
        for name in (column.name, column.header_zh, column.meaning_zh):
            names.setdefault(name, column)
    close = get_close_matches(header.lower(), names, 1)
    return names[close[0]] if close else None
