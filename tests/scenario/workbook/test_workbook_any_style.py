"""However a planner styles the cells, the workbook says what the CSV files say."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from allocator.scenario.csv_folder import parse_csv
from allocator.scenario.problems import Problems
from allocator.scenario.tables import TABLES
from allocator.scenario.typed import LINE, typed_table
from allocator.scenario.workbook.container import Container
from allocator.scenario.workbook.grids import Grids
from allocator.scenario.workbook.parts import parts_of
from allocator.scenario.workbook.table_sheet import table_in
from tests.conftest import TABLES as TEXTS
from tests.scenario.workbook.books import Book

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SPACES = ["", " ", "\u3000", "\u00a0"]
TITLE = "县级机构编制"


def styles(kind: str, text: str) -> list[Any]:
    """What may stand in the cell for ``text``."""
    ways: list[Any] = [text or None, f"{text} ", f"\u3000{text}"]
    if text and kind in ("integer", "decimal", "year"):
        ways += [float(text), text.translate(WIDE)]
    if text and kind == "year":
        ways.append(f"{text}年")
    if text and kind == "month":
        year, month = map(int, text.split("-"))
        ways += [date(year, month, 1), f"{year}年{month}月", f"{year}/{month}"]
    if kind == "boolean" and text:
        ways += [text == "true", "是" if text == "true" else "否", text.upper()]
    return ways


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, list[list[Any]]]:
    """A table of the small scenario and its sheet in some style; rows may be empty."""
    name = draw(st.sampled_from(sorted(name for name, text in TEXTS.items() if "\n" in text)))
    header, *rows = (line.split(",") for line in TEXTS[name].splitlines())
    columns = draw(st.permutations([(TABLES[name].column(h), n) for n, h in enumerate(header)]))
    sheet: list[list[Any]] = [[TITLE]] * draw(st.integers(0, 3))
    sheet.append(
        [draw(st.sampled_from([c.name, c.header_zh, f" {c.name.upper()}"])) for c, _n in columns]
    )
    for row in rows:
        sheet += [[draw(st.sampled_from(SPACES))]] * draw(st.integers(0, 2))
        sheet.append([draw(st.sampled_from(styles(column.kind, row[n]))) for column, n in columns])
    return name, sheet


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_any_style(drawn: tuple[str, list[list[Any]]]) -> None:
    name, rows = drawn
    problems = Problems()
    expected = typed_table(TABLES[name], parse_csv(name, TEXTS[name], problems), problems)
    with TemporaryDirectory() as folder:
        container = Container(Book(Path(folder) / "book.xlsx", {name: rows}).write())
        parts = parts_of(container)
        cells = Grids(container, parts).read(parts.sheets[0].member)
        container.close()
    raw = table_in(name, cells, TABLES[name], problems)
    found = typed_table(TABLES[name], raw, problems)
    assert not problems.problems
    assert found.drop(columns=LINE).equals(expected.drop(columns=LINE))
    # Every row is told by the row of the sheet that it stands on.
    assert [bool(rows[line - 1][0]) or len(rows[line - 1]) > 1 for line in found[LINE]] == [
        True
    ] * len(found)
