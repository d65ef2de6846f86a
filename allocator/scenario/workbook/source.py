"""A workbook as the source of a scenario."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from allocator.listening import nobody
from allocator.scenario.parsing import clean
from allocator.scenario.problems import InvalidData, Problem, Problems
from allocator.scenario.raw_table import TableFile
from allocator.scenario.settings import SETTINGS_FILE
from allocator.scenario.tables import TABLES, tables_by_name
from allocator.scenario.workbook.container import Container
from allocator.scenario.workbook.grids import Grids
from allocator.scenario.workbook.not_readable import NotReadable
from allocator.scenario.workbook.parts import Sheet, parts_of
from allocator.scenario.workbook.places import SettingsPlaces, TablePlaces, table_places, told
from allocator.scenario.workbook.settings_sheet import SHEETS, settings_in
from allocator.scenario.workbook.sheet_names import likely_table, settings_title, table_title
from allocator.scenario.workbook.table_sheet import table_in
from allocator.text import _
from allocator.text.listing import listed

INSTRUCTIONS = ("instructions", "说明")
"""Sheets for people to read; so are those whose name begins with ``_``."""

SETTINGS = ""
"""Stands for the sheet of keys and values among the names of tables."""


class WorkbookSource:
    """A workbook, read; see :class:`allocator.scenario.source.Source`.

    Parameters
    ----------
    listener : callable
        Is told of each sheet before it is read, and the share of all that is read by then.

    Raises
    ------
    InvalidData
        The file is no workbook, protected, damaged or too large.
    """

    def __init__(
        self, path: Path, problems: Problems, listener: Callable[[str, float], None] = nobody
    ) -> None:
        self.path = path
        self.keys: dict[str, Any] | None = None
        self.settings_file = settings_title()
        self.tables: dict[str, TableFile] = {}
        self._order: tuple[str, ...] = ()
        self._places: dict[str, TablePlaces | SettingsPlaces] = {}
        try:
            with _opened(path) as container:
                parts = parts_of(container)
                self._order = tuple(sheet.name for sheet in parts.sheets)
                sheets = _by_table(parts.sheets, problems)
                grids = Grids(container, parts)
                sizes = {name: container.size(sheet.member) for name, sheet in sheets.items()}
                done, most = 0, sum(sizes.values())
                for name, sheet in sheets.items():
                    listener(_("Reading the sheet {sheet}").format(sheet=sheet.name), done / most)
                    self._read(name, sheet, grids, problems)
                    done += sizes[name]
        except NotReadable as error:
            error.note(path.name, problems)
            raise InvalidData(problems.problems, problems.warnings) from None
        if SETTINGS not in sheets:
            _no_settings(problems)
        named = {self.settings_file, *map(self.file_of, TABLES), *(s.name for s in parts.sheets)}
        for name in named:
            self._places.setdefault(name, TablePlaces(name, {}))

    def _read(self, name: str, sheet: Sheet, grids: Grids, problems: Problems) -> None:
        try:
            rows = grids.read(sheet.member)
        except NotReadable as error:
            error.note(sheet.name, problems)
            if name != SETTINGS:
                self.tables[name] = TableFile(sheet.name, None)
            return
        if name == SETTINGS:
            self.settings_file = sheet.name
            self.keys, self._places[sheet.name] = settings_in(sheet.name, rows, problems)
            return
        raw = table_in(sheet.name, rows, TABLES[name], problems)
        self.tables[name] = TableFile(sheet.name, raw)
        if raw is not None:
            self._places[sheet.name] = table_places(TABLES[name], raw)

    def file_of(self, table: str) -> str:
        """The name of its sheet, or the one it would have."""
        return self.tables[table].file if table in self.tables else table_title(table)

    def note_missing(self, table: str, problems: Problems) -> None:
        """Note that there is no sheet of it."""
        problems.add(
            self.file_of(table),
            0,
            "",
            found=_("no such sheet"),
            expected=_("a sheet {name} or {title}").format(
                name=table, title=TABLES[table].title_zh
            ),
            mend=_("Add the sheet; “allocator new FILE.xlsx” shows its form."),
        )

    def told_of(self, problems: Problems) -> None:
        """Name the cells, and the sheet rather than ``scenario.toml``."""
        problems.problems = [self._told(each) for each in problems.problems]
        problems.warnings = [self._told(each) for each in problems.warnings]

    def _told(self, problem: Problem) -> Problem:
        if problem.file == SETTINGS_FILE:
            problem = replace(problem, file=self.settings_file)
        return told(problem, self._places, self.path.name, self._order)


@contextmanager
def _opened(path: Path) -> Iterator[Container]:
    container = Container(path)
    try:
        yield container
    finally:
        container.close()


def _by_table(sheets: tuple[Sheet, ...], problems: Problems) -> dict[str, Sheet]:
    """The sheet of each table, and that of keys; other sheets are warned of."""
    known = tables_by_name() | dict.fromkeys(SHEETS, SETTINGS)
    found: dict[str, Sheet] = {}
    unknown: list[Sheet] = []
    for sheet in sheets:
        title = clean(sheet.name).lower()
        name = known.get(title)
        if name is None:
            if not (sheet.hidden or title in INSTRUCTIONS or title.startswith("_")):
                unknown.append(sheet)
        elif name in found:
            problems.add(
                sheet.name,
                0,
                "",
                found=_("a second sheet for {name}").format(name=name or SHEETS[0]),
                expected=_("one sheet, {sheet} was read already").format(sheet=found[name].name),
                mend=_("Remove one of the two sheets."),
            )
        else:
            found[name] = sheet
    for sheet in unknown:
        _unknown(sheet, found, problems)
    return found


def _unknown(sheet: Sheet, found: Collection[str], problems: Problems) -> None:
    problems.strangers.append(sheet.name)
    likely = likely_table(sheet.name, found)
    problems.warn(
        sheet.name,
        0,
        "",
        found=_("a sheet that is not a table of a scenario"),
        expected=_("one of {names}").format(
            names=listed([settings_title(), *map(table_title, TABLES)])
        ),
        mend=(
            _("Rename it to {name} if it should be read; it is ignored.").format(name=likely)
            if likely
            else _("Rename it if it should be read; it is ignored.")
        ),
    )


def _no_settings(problems: Problems) -> None:
    problems.add(
        settings_title(),
        0,
        "",
        found=_("no such sheet"),
        expected=_("a sheet {name} or {title}").format(name=SHEETS[0], title=SHEETS[1]),
        mend=_("Add a sheet of that name with the columns key and value."),
    )
