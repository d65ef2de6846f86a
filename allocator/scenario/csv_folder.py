"""A folder of CSV files as raw tables: text cells with the lines they stand on."""

import csv
import io
import re
from pathlib import Path

from allocator.scenario.column_words import table_title
from allocator.scenario.problems import Problems
from allocator.scenario.raw_table import RawTable, TableFile
from allocator.scenario.tables import TABLES, tables_by_name
from allocator.scenario.unreadable import why_unreadable
from allocator.text import _
from allocator.text.listing import listed


def read_folder(folder: Path, problems: Problems) -> dict[str, TableFile]:
    """Every known table found in ``folder``, by name; unknown CSV files are warned of."""
    found: dict[str, TableFile] = {}
    known = tables_by_name()
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".csv":
            continue
        name = known.get(path.stem.lower())
        if not path.is_file():
            if name is not None:
                _not_a_file(path.name, problems)
            continue
        if name is None:
            problems.strangers.append(path.name)
            problems.warn(
                path.name,
                0,
                "",
                found=_("a file that is not a table of a scenario"),
                expected=_("one of {names}").format(names=listed(TABLES)),
                mend=_("Rename it if it should be read; it is ignored."),
            )
        elif name in found:
            problems.add(
                path.name,
                0,
                "",
                found=_("a second file for the table {table}").format(
                    table=table_title(TABLES[name])
                ),
                expected=_("one file, {file} was read already").format(file=found[name].file),
                mend=_("Remove one of the two files."),
            )
        else:
            found[name] = TableFile(path.name, read_csv(path, problems))
    return found


def _not_a_file(file: str, problems: Problems) -> None:
    problems.add(
        file,
        0,
        "",
        found=_("a folder, or something else that is not a file"),
        expected=_("a CSV file in UTF-8 or GB18030"),
        mend=_("Save the table as a file of this name, or rename what stands there."),
    )


def read_csv(path: Path, problems: Problems) -> RawTable | None:
    """The cells of one CSV file; ``None``, with a problem noted, where it is not readable."""
    text = decode(path, problems)
    return None if text is None else parse_csv(path.name, text, problems)


def decode(path: Path, problems: Problems) -> str | None:
    """The file's text: UTF-8 with or without BOM, else GB18030."""
    try:
        data = path.read_bytes()
    except OSError as error:
        _unreadable(path.name, why_unreadable(error), problems)
        return None
    return decode_bytes(path.name, data, problems)


def decode_bytes(file: str, data: bytes, problems: Problems) -> str | None:
    """The text of what ``file`` holds: UTF-8 with or without BOM, else GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    _unreadable(file, _("bytes that are neither UTF-8 nor GB18030 text"), problems)
    return None


def _unreadable(file: str, found: str, problems: Problems) -> None:
    problems.add(
        file,
        0,
        "",
        found=found,
        expected=_("a CSV file in UTF-8 or GB18030"),
        mend=_("Save the table again as CSV (UTF-8)."),
    )


def parse_csv(file: str, text: str, problems: Problems) -> RawTable | None:
    """The cells of CSV text; every line with too few or too many cells is a problem."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    headers: tuple[str, ...] | None = None
    lines: list[int] = []
    rows: list[list[str]] = []
    begins = 1
    try:
        for row in reader:
            line, begins = begins, reader.line_num + 1
            if not "".join(row).strip():
                continue
            if headers is None:
                headers = tuple(row)
            elif len(row) != len(headers):
                _ragged(file, line, len(row), len(headers), problems)
            else:
                lines.append(line)
                rows.append(row)
    except csv.Error as error:
        problems.add(
            file,
            begins,
            "",
            found=_("a line that is not CSV ({error})").format(error=_why_not_csv(error)),
            expected=_("cells separated by commas, quotes closed and doubled inside"),
            mend=_("Correct the quotes on this line, or save the table again as CSV."),
        )
        return None
    if headers is not None and len(headers) == 1 and re.search("[;\t]", headers[0]):
        problems.add(
            file,
            1,
            "",
            found=_("cells separated by semicolons or tabs"),
            expected=_("cells separated by commas, quotes closed and doubled inside"),
            mend=_("Save the table again as CSV with commas."),
        )
        return None
    if headers is None:
        problems.add(
            file,
            0,
            "",
            found=_("an empty file"),
            expected=_("a header line and rows"),
            mend=_("Fill in the table, or remove the file if it is optional."),
        )
        return None
    columns: list[tuple[str, ...]] = list(zip(*rows, strict=True)) or [()] * len(headers)
    return RawTable(file, headers, lines, columns)


def _why_not_csv(error: csv.Error) -> str:
    """What Python's reader says, in the language in use."""
    said = str(error)
    if "unexpected end" in said:
        return _("unexpected end of data")
    if "field limit" in said:
        return _("a cell of more than {most} characters").format(most=csv.field_size_limit())
    if "expected after" in said:
        return _("text after a closing quote")
    return _("cells that cannot be told apart")


def _ragged(file: str, line: int, cells: int, headers: int, problems: Problems) -> None:
    problems.add(
        file,
        line,
        "",
        found=_("{cells} cells").format(cells=cells),
        expected=_("{headers} cells, one under each header").format(headers=headers),
        mend=_("Add or remove commas; put cells that contain a comma into double quotes."),
    )
