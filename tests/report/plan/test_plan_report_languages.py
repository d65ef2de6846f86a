"""A report is in one language: what the software says, not what the user named."""

import re
from collections.abc import Iterator

import pytest
from report_parts import cells, grid

from allocator.report.document import Report
from allocator.report.plan import basis

CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORDS = re.compile(r"[A-Za-z]{2,}")
CODE = "public"  # the quota type of the worlds, of which the software knows no name


def sentences(report: Report) -> Iterator[str]:
    """Everything that frames the values: titles, headings, notes, paragraphs."""
    yield from (report.title, report.subtitle, *report.lead, *report.warnings)
    for figure in report.figures:
        yield from (figure.label, figure.note)
    for part in report.sections:
        yield from (part.title, *part.text)
        for chart in part.charts:
            yield from (chart.title, chart.description)
        for found in part.grids:
            yield from (found.title, found.note)
            for field in found.fields:
                yield from (field.title, field.note)
    yield from (label for label, _value in report.provenance)


def told(report: Report) -> Iterator[str]:
    """Cells that the software words itself."""
    for name, columns in (
        ("decisions", ("status", "reason", "detail", "colour", "purpose")),
        ("schedule", ("repayment", "purpose")),
        ("goals", ("goal", "words")),
        ("standing_warnings", ("severity", "rule", "message", "suggestion")),
        ("input_tiers", ("basis",)),
    ):
        for row in cells(grid(report, name), *columns):
            yield from (str(cell) for cell in row if cell)
    yield dict(report.provenance)["审核" if report.language == "zh" else "Audit"]


def foreign(text: str, language: str) -> bool:
    """Whether words of the other language stand in it, or none of its own."""
    if language == "en":
        return bool(CHINESE.search(text))
    return text != CODE and bool(WORDS.search(text)) and not CHINESE.search(text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("audited", [True, False])
def test_a_report_is_in_one_language(busy, reported, monkeypatch, language, audited):
    if not audited:
        monkeypatch.setattr(basis, "MOST_AUDITED", 0)
    report = reported(busy, language)
    assert report.language == language
    assert [text for text in sentences(report) if foreign(text, language)] == []
    assert [text for text in told(report) if foreign(text, language)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_so_is_that_of_a_plan_that_lends_nothing(world, reported, language):
    report = reported(world.unit("U1", leave=()).pool("B1", 0).request("R1", "U1", 2).solve(),
                      language)  # fmt: skip
    assert [text for text in sentences(report) if foreign(text, language)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_so_is_that_of_a_changed_plan(busy, reported, language):
    def edit(folder):
        path = folder / "schedule.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(",B1,2,", ",B1,3,"), "utf-8")

    report = reported(busy, language, edit)
    assert [text for text in sentences(report) if foreign(text, language)] == []


def test_reasons_are_formed_anew(busy, reported):
    # The plan was solved in English.
    [row] = [row for row in cells(grid(reported(busy, "zh"), "decisions"), "request_id", "detail")
             if row[0] == "R3"]  # fmt: skip
    assert CHINESE.search(row[1])
    assert "can be counted on" not in row[1]


def test_numbers_and_days_are_those_of_the_language(busy, reported):
    assert dict(reported(busy, "zh").provenance)["报告日期"] == "2026年11月26日"
    assert dict(reported(busy, "en").provenance)["Reported"] == "November 26, 2026"
