"""What the page says: all of the report, by its language, the same each time."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from allocator.report.document import Field, Grid, Section, Value
from allocator.report.page.cells import cell, total
from allocator.report.page.grids import Table
from allocator.report.page.writing import page, write_page
from allocator.text import in_language
from tests.report.made_up_report import made_up_report

HEAVY_ROWS = 2_000


def data_of(html: str) -> dict[str, Any]:
    """What the script is given."""
    found = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_it_is_in_the_language_of_the_report(language: str, tag: str) -> None:
    report = made_up_report(language)
    with in_language("en" if language == "zh" else "zh"):
        html = page(report, {})
    assert f'<html lang="{tag}">' in html
    with in_language(language):
        assert html == page(report, {})


def test_it_is_the_same_each_time_and_written_as_it_is(tmp_path: Path) -> None:
    report = made_up_report("zh", 60)
    write_page(report, tmp_path / "page.html", {})
    assert (tmp_path / "page.html").read_bytes() == page(report, {}).encode()


def test_the_policy_names_what_stands_in_the_page() -> None:
    html = page(made_up_report("en"), {})
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    allowed = [b64decode(found) for found in re.findall(r"sha256-([\w+/=]+)", policy[1])]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert style
    assert script
    assert allowed == [sha256(found[1].encode()).digest() for found in (style, script)]
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")


def test_a_section_that_is_not_for_the_page_is_not_on_it() -> None:
    report = made_up_report("en")
    hidden = replace(report.sections[0], page=False)
    html = page(replace(report, sections=(hidden, *report.sections[1:])), {})
    assert "page-section-schedule" not in html
    assert "page-section-kinds" in html
    assert "schedule" not in [grid["id"] for grid in data_of(html)["grids"]]


def test_where_a_drawing_is_missing_its_numbers_are_shown() -> None:
    html = page(made_up_report("en"), {})
    assert html.count("The drawing is not here.") == 2
    shown = next(grid for grid in data_of(html)["grids"] if grid["id"] == "flow--data")
    assert [field["title"] for field in shown["fields"]] == ["name", "posts"]
    assert [row[1] for row in shown["rows"]] == [3, 4, 5, 6, 7, 8]  # the made-up loans


def test_many_warnings_are_folded_and_only_then_counted() -> None:
    # A line may tell of many: "person apart from post (medium): 8".
    report = made_up_report("en")
    few = page(replace(report, warnings=("one",) * 5), {})
    many = page(replace(report, warnings=("one",) * 6), {})
    none = page(replace(report, warnings=()), {})
    assert "<details open>\n<summary><h2>Warnings</h2>" in few
    assert "<details>\n<summary><h2>Warnings (6 lines)</h2>" in many
    assert "Warnings" not in none


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (7, "count", 7),
        (1234, "count", ["1,234", 1234.0]),
        (2024, "year", 2024),
        (Fraction(1, 3), "number", ["0.33", 0.333333333333]),
        (0.125, "share", ["12.5%", 0.125]),
        (Decimal("2.50"), "number", ["2.50", 2.5]),
        (True, "flag", "yes"),
        ("007", "id", "007"),
        (None, "count", None),
        (float("inf"), "number", None),
    ],
)
def test_a_cell_is_its_text_and_what_it_is_sorted_by(
    value: Value, kind: Any, expected: Any
) -> None:
    with in_language("en"):
        assert cell(value, Field("x", "X", kind)) == expected


def test_sums_mix_exact_numbers_with_others() -> None:
    field = Field("x", "X", "number", total=True)
    with in_language("en"):
        # 1/3 + 2.5 + 0.5 = 3.33…; a text, nothing and infinity add nothing
        values = (Fraction(1, 3), Decimal("2.5"), 0.5, "text", None, float("inf"))
        assert total(values, field) == "3.33"


def test_the_first_rows_stand_in_groups_with_the_sums_of_whole_groups() -> None:
    fields = (Field("g", "G"), Field("n", "N"), Field("x", "X", "count", total=True))
    rows = tuple(("A" if row < 40 else "B", str(row), 1) for row in range(100))
    with in_language("en"):
        groups = list(Table(Grid("grid", "Grid", fields, rows, "g"), {}).groups())
    # 50 rows are in the HTML: all 40 of A and 10 of the 60 of B
    assert [(g.title, g.count, len(g.rows), g.totals) for g in groups] == [
        ("A", 40, 40, ("", "", "40")),
        ("B", 60, 10, ("", "", "60")),
    ]


def test_a_page_of_2000_requests_is_under_5_megabytes() -> None:
    kinds = ("id", "text", "text", "text", "count", "count", "number", "share", "year", "flag")
    fields = (
        *(Field(f"f{n}", f"栏目{n}", kind) for n, kind in enumerate(kinds)),  # type: ignore[arg-type]
        Field("reason", "理由"),
    )
    reason = "在期限内可以确定的自然减员只有3人，而申请需要4人；" * 4
    rows = tuple(
        (f"R{n:04}", f"第{n}中学", "教育体育局", "重点项目用编", n % 9, n, n / 7, n / HEAVY_ROWS,
         2024, n % 2 == 0, f"{n}{reason}")
        for n in range(HEAVY_ROWS)
    )  # fmt: skip
    grids = tuple(
        Grid(f"g{n}", f"表{n}", fields, rows, detail="reason", link="f0") for n in range(4)
    )
    report = replace(made_up_report("zh"), sections=(Section("all", "全部", grids=grids),))
    assert len(page(report, {}).encode()) < 5_000_000


def test_its_head_names_the_software_and_the_input() -> None:
    head = page(made_up_report("en"), {}).split("</header>")[0]
    # Twelve characters of the hash, as in the workbook's header.
    assert '<p class="stamp">allocator 0.1.0, input 0123456789ab</p>' in head
    bare = replace(made_up_report("en"), software="", fingerprint="")
    assert "stamp" not in page(bare, {}).split("</header>")[0].split("</style>")[1]
