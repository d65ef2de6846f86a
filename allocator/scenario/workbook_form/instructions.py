"""The first sheet: how to fill in the workbook, what each sheet is for, which codes there are."""

from collections.abc import Iterator, Sequence
from typing import Any

from allocator.scenario.code_names import code_of, code_with_name
from allocator.scenario.policy import Grade, Indicator
from allocator.scenario.policy.values import ANY_GROUP
from allocator.scenario.tables import TABLES
from allocator.scenario.tables.codes import ORGANISATION_TYPES
from allocator.scenario.workbook_form.content import (
    Content,
    header,
    instructions_sheet_name,
    settings_sheet_name,
    sheet_name,
)
from allocator.scenario.workbook_form.formats import Formats
from allocator.scenario.workbook_form.lists import DropDown
from allocator.scenario.workbook_form.printing import print_on_a4
from allocator.scenario.workbook_form.purposes import purposes
from allocator.scenario.workbook_form.widths import LINE_HEIGHT, lines_needed
from allocator.text import _, language

WIDTHS = (26, 80, 34, 14)


class Page:
    """A sheet that is written from top to bottom."""

    def __init__(self, sheet: Any, look: Formats) -> None:
        self.sheet = sheet
        self.look = look
        self.row = 0

    def heading(self, text: str) -> None:
        """A heading, with a row free above it."""
        self.row += 1 if self.row else 0
        self.sheet.write_string(self.row, 0, text, self.look.heading)
        self.row += 1

    def titles(self, *texts: str) -> None:
        """Titles of the columns below."""
        for place, text in enumerate(texts):
            self.sheet.write_string(self.row, place, text, self.look.bold)
        self.row += 1

    def line(self, *texts: str, first: Any = None, link: str = "") -> None:
        """A row of texts; the first one in the format ``first``, or as a link to a sheet."""
        for place, text in enumerate(texts):
            form = first if place == 0 and first is not None else self.look.words
            if place == 0 and link:
                address = f"internal:'{link}'!A1"
                self.sheet.write_url(self.row, 0, address, self.look.link, string=text)
            else:
                self.sheet.write_string(self.row, place, text, form)
        lines = max(map(lines_needed, texts, WIDTHS))
        self.sheet.set_row(self.row, LINE_HEIGHT * lines)
        self.row += 1


def add_instructions(
    book: Any, content: Content, lists: dict[tuple[str, str], DropDown], look: Formats
) -> None:
    """Add the sheet."""
    sheet = book.add_worksheet(instructions_sheet_name())
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    page = Page(sheet, look)
    page.heading(_("A scenario to fill in") if content.example else _("A scenario"))
    for number, step in enumerate(_steps(content), start=1):
        page.line(_("Step {number}").format(number=number), step, first=look.bold)
    _colours(page, content)
    _sheets(page)
    _codes(page, content, lists)
    print_on_a4(sheet)


def _steps(content: Content) -> Iterator[str]:
    yield _(
        "Begin with the sheet {scenario}, then fill in the sheets with a dark tab; the others only "
        "where you have something to say. A sheet that you do not need may stay empty."
    ).format(scenario=settings_sheet_name())
    if content.example:
        yield _(
            "The rows that stand there are an example. Replace them on every sheet, or delete the "
            "whole rows: whatever is left is read as your data."
        )
    yield _(
        "One row is one unit, one request, one loan. Leave the headers as they are; the order of "
        "rows and columns does not matter. Point at a header to read what it means."
    )
    yield _(
        "Many cells have a list to choose from, and tell you when they do not understand what you "
        "type. When you paste, choose “values only”, so that lists and checks stay."
    )
    yield _(
        "Codes such as {unit} are your own: use one for each unit, request, pool and loan, and the "
        "same one wherever another sheet names it. The codes of the policy model stand below."
    ).format(unit="U001")
    yield _(
        "Save the workbook as .xlsx and run “allocator check FILE.xlsx”: it lists everything that "
        "is wrong at once, by sheet and cell. Then “allocator solve FILE.xlsx --out DIR”."
    )
    yield _(
        "A rule of the policy model is changed on the sheet {scenario}: with the value {value} for "
        "{key}, say. A key without a value is not set. Formulas are fine anywhere, as long as the "
        "workbook was saved after they were calculated."
    ).format(scenario=settings_sheet_name(), key="overrides.lending.confidence", value="0.95")
    yield _(
        "Nothing is protected, so that you can copy, paste, sort and insert rows as everywhere."
    )


def _colours(page: Page, content: Content) -> None:
    page.heading(_("What colours mean"))
    page.line(_("dark header"), _("The column must be filled in."), first=page.look.required)
    page.line(
        _("pale header"),
        _("May be left empty; the note on the header says what that means."),
        first=page.look.optional,
    )
    if content.example:
        page.line(
            _("grey and italic"),
            _("An example that nobody has written over yet."),
            first=page.look.example,
        )


def _sheets(page: Page) -> None:
    page.heading(_("Sheets"))
    page.titles(_("sheet"), _("what it is for"), _("what names a row"), _("needed"))
    page.line(
        settings_sheet_name(),
        _("Name, year and policy model of the scenario."),
        _("the key"),
        _("Required."),
        link=settings_sheet_name(),
    )
    told = purposes()
    for table in TABLES.values():
        name = sheet_name(table)
        title = name if language() == "zh" or table.title.lower() == name else table.title
        keys = ", ".join(header(column) for column in table.columns if column.key)
        needed = _("Required.") if table.required else _("Optional.")
        page.line(
            name if title == name else f"{name} ({title})",
            told[table.name],
            keys,
            needed,
            link=name,
        )


def _codes(page: Page, content: Content, lists: dict[tuple[str, str], DropDown]) -> None:
    """Codes by column; indicators and grades below them, with their titles."""
    policy = content.policy
    page.heading(_("Codes of the policy model {name}").format(name=policy.name))
    page.titles(_("column"), _("codes known"), _("meaning"))
    untitled = dict.fromkeys(
        (name, chosen.values)
        for (table, name), chosen in lists.items()
        if TABLES[table].column(name).kind == "code" and name not in ("indicator", "grade")
    )
    columns = {c.name: c for table in reversed(TABLES.values()) for c in table.columns}
    for name, codes in untitled:
        shown = ", ".join(code_with_name(name, code_of(name, code)) for code in codes)
        page.line(header(columns[name]), shown, columns[name].explained())
    _titled(page, header(columns["indicator"]), policy.evaluation.leaves())
    _titled(page, header(columns["grade"]), policy.evaluation.grades)


def _titled(page: Page, heading: str, entries: Sequence[Indicator | Grade]) -> None:
    """Codes with a title of their own, and the groups of units that an indicator is for."""
    if not entries:
        return
    page.row += 1
    page.titles(heading, _("title"), _("used for"))
    for entry in entries:
        weights = entry.weight if isinstance(entry, Indicator) else {}
        groups = [group for group, weight in weights.items() if weight]
        page.line(entry.id, getattr(entry.title, language()), ", ".join(_group(g) for g in groups))


def _group(code: str) -> str:
    if code == ANY_GROUP:
        return _("all")
    return ORGANISATION_TYPES.get(code, code) if language() == "zh" else code
