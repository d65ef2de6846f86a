"""Forms of tables that are accepted, and what does not change the content of a scenario."""

import csv
import io
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator.scenario.problems import InvalidData
from allocator.scenario.scenario import Scenario
from allocator.scenario.tables import TABLES
from allocator.text import use_language


@pytest.fixture
def small(small: Any) -> Any:
    """The small scenario with rows in every table."""
    return small.marked()


def test_the_small_scenario_is_valid_without_warnings(small: Any) -> None:
    scenario = small.read()
    assert not scenario.warnings
    assert scenario.years == range(2026, 2032)
    assert {name for name, frame in scenario.tables.items() if frame.empty} == set()


def test_defaults_and_types(small: Any) -> None:
    small.rows("requests", "R1,U1,public,3,livelihood,,,2,,,")
    small.rows("benefits", "R1,roads,,4,")
    small.put("pools", 3, "level", "").change(
        "policy.toml", "[lending]", '[recall]\nrepayment = "as_vacated"\n[lending]'
    )
    tables = small.read().tables
    request = tables["requests"].iloc[0]
    assert request["start_year"] == 2026
    assert (request["min_term"], request["min_posts"]) == (1, 1)
    assert (request["repayment"], request["duties_grew"]) == ("as_vacated", False)
    assert tables["benefits"].iloc[0].tolist() == ["R1", "roads", Decimal(0), Decimal(4), 1]
    assert tables["pools"]["level"].tolist() == ["*", "*"]
    assert tables["pools"]["reserve"].tolist() == [1, pd.NA]
    assert tables["posts"]["approved"].dtype == "int64"
    assert tables["posts"]["keep"].dtype == "Int64"
    assert tables["staff"]["birth"].tolist() == [12 * 1967 + 4, 12 * 1985 + 10]


def same(small: Any, change: Callable[[], Any]) -> None:
    before = small.read()
    change()
    after = small.read()
    assert not after.warnings
    assert after.fingerprint == before.fingerprint
    for name in TABLES:
        pd.testing.assert_frame_equal(after.tables[name], before.tables[name])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(small: Any, encoding: str, end: str) -> None:
    small.put("units", 2, "name", "发展和改革局 🏛 €").put("benefits", 2, "item", "疫情防控")

    def change() -> None:
        for name in small.cells:
            small.text(f"{name}.csv", small.csv(name).replace("\n", end).encode(encoding))

    same(small, change)


def test_chinese_headers_values_and_file_names(small: Any) -> None:
    def change() -> None:
        for name, table in TABLES.items():
            columns = [table.column(header) for header in small.cells[name][0]]
            rows = [
                [c.choices.get(cell, cell) for c, cell in zip(columns, row, strict=True)]
                for row in small.cells[name][1:]
            ]
            small.cells[name] = [[column.header_zh for column in columns], *rows]
        small.put("staff", 3, "可延迟退休", "是").put("staff", 2, "出生年月", "1967年5月")
        small.cells["单位"] = small.cells.pop("units")
        (small.path / "units.csv").unlink()

    same(small, change)


def test_numbers_as_people_and_spreadsheets_write_them(small: Any) -> None:
    def change() -> None:
        small.put("posts", 2, "approved", "３０").put("posts", 2, "filled", " 29.0 ")
        small.put("requests", 2, "start_year", "2026年").put("requests", 2, "posts", "+3.")
        small.put("staff", 2, "birth", "1967/5/31").put("staff", 3, "birth", "1985.11")
        small.put("staff", 3, "can_extend", "TRUE").put("pools", 2, "capital", "\ufeff 6\u3000")
        small.put("scores", 2, "score", "80.00").put("scores", 3, "full_score", "5e1")
        small.put("pools", 2, "region", "＊").put("staff", 2, "retirement_class", "男60")

    same(small, change)


def test_blank_lines_and_empty_columns_do_not_matter(small: Any) -> None:
    def change() -> None:
        rows = ["".join(f"{cell}," for cell in row) for row in small.cells["posts"]]
        small.text("posts.csv", "\n,,,\n" + "\n\n,,,,,,\n".join(rows) + "\n\n")

    same(small, change)


def test_quotes_commas_and_spaces(small: Any) -> None:
    def change() -> None:
        small.text("grades.csv", '"unit_id", TIER ,"colour"\n"U2", 1 ,\u00a0green\n')

    same(small, change)


def test_order_of_rows_and_columns_does_not_matter(small: Any) -> None:
    def change() -> None:
        chance = random.Random(1)  # noqa: S311
        for name, (header, *rows) in small.cells.items():
            order = chance.sample(range(len(header)), len(header))
            chance.shuffle(rows)
            small.cells[name] = [[row[place] for place in order] for row in [header, *rows[::-1]]]

    same(small, change)


def test_what_does_change_the_content_changes_the_fingerprint(small: Any) -> None:
    marks = {
        small.read().fingerprint,
        small.read(("lending.confidence", Decimal("0.95"))).fingerprint,
        small.read(("horizon", 7)).fingerprint,
        small.put("posts", 2, "approved", 31).put("ceilings", 2, "titles", 61).read().fingerprint,
    }
    assert len(marks) == 4


def test_optional_tables_may_be_left_out(small: Any) -> None:
    for name, table in TABLES.items():
        if not table.required:
            small.drop(name)
    assert not small.read().warnings


def test_tables_without_rows(small: Any) -> None:
    for name in TABLES:
        small.rows(name)
    scenario = small.read()
    assert all(frame.empty for frame in scenario.tables.values())


def test_rows_after_a_cell_of_several_lines_keep_their_numbers(small: Any) -> None:
    name = '"First\r\nand ""second""\n\nline"'
    header, first, second = small.csv("units").splitlines()
    small.text("units.csv", "\n".join([header, first.replace("First", name), second + "x", ""]))
    broken, wrong = small.problems()
    assert (broken.row, broken.column) == (2, "name")
    assert (wrong.row, wrong.column) == (6, "organisation_type")


def test_ten_million_posts_and_no_more(small: Any) -> None:
    small.put("ceilings", 2, "titles", "").put("ceilings", 2, "people", "")
    small.change("policy.toml", "[lending]", "[efficiency]\nvalue_decimals = 9\n[lending]")
    small.put("posts", 2, "approved", 10_000_000).put("pools", 2, "capital", "1.0e7")
    assert small.problem().column == "capital"  # A whole number is not written with an exponent.
    small.put("pools", 2, "capital", 10_000_000)
    assert small.read().tables["posts"]["approved"].max() == 10**7
    small.put("posts", 3, "approved", 10_000_001)
    assert small.problem().column == "approved"


@pytest.mark.parametrize("length", [100_000, 200_000])
def test_very_long_cells(small: Any, length: int) -> None:
    """Read whole, or refused with the line; the csv module stops at 131,072 characters."""
    small.put("units", 2, "name", "长" * length)
    if length < 131_072:
        assert small.read().tables["units"]["name"].str.len().max() == length
    else:
        assert (small.problem().file, small.problem().row) == ("units.csv", 2)


def test_emoji_and_rare_characters_are_text(small: Any) -> None:
    name = "👩‍💼 𠮷野家 {x} %s \\n"
    assert small.put("units", 2, "name", name).read().tables["units"]["name"][0] == name


def test_problems_speak_chinese(small: Any) -> None:
    use_language("zh")
    small.put("units", 2, "name", "").drop_column("posts", "filled")
    texts = [problem.expected for problem in small.problems()]
    assert any("实有人数" in text for text in texts)
    assert any("名称" in text for text in texts)


# --- whatever the files hold ---------------------------------------------------------------

Fixed = settings(
    derandomize=True,
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def spoiled(
    make_small: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Any]:
    folder, written = tmp_path_factory.mktemp("spoiled"), {}

    def fresh() -> Any:
        small = make_small(folder / "small").marked()
        small.written = written
        return small

    return fresh


def outcome(small: Any) -> Scenario | InvalidData:
    try:
        return small.read()
    except InvalidData as refused:
        for problem in refused.problems:
            assert problem.file
            assert problem.found
            assert problem.expected
            assert problem.mend
            str(problem)
        return refused


@Fixed
@given(st.sampled_from(sorted(TABLES)), st.binary(max_size=200), st.data())
def test_any_bytes_in_a_table_are_read_or_refused(
    spoiled: Callable[[], Any], table: str, content: bytes, data: Any
) -> None:
    small = spoiled()
    before = data.draw(st.sampled_from([b"", small.csv(table).encode()]))
    outcome(small.text(f"{table}.csv", before + content))


@Fixed
@given(st.binary(max_size=200), st.sampled_from(["scenario.toml", "policy.toml"]))
def test_any_bytes_in_a_toml_file_are_read_or_refused(
    spoiled: Callable[[], Any], content: bytes, file: str
) -> None:
    small = spoiled()
    outcome(small.text(file, small.files[file] + content))


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "*", "0", "-1", "1e9", "{", "{x}", "}{", "U1", "9" * 30, "2026", "%d"]),
)


@Fixed
@given(st.data())
def test_any_text_in_any_cell_is_read_or_refused(spoiled: Callable[[], Any], data: Any) -> None:
    small = spoiled()
    for _ in range(data.draw(st.integers(1, 4))):
        table = data.draw(st.sampled_from(sorted(small.cells)))
        rows = small.cells[table]
        line = data.draw(st.integers(2, len(rows)))
        small.put(table, line, data.draw(st.sampled_from(rows[0])), data.draw(CELLS))
    for name, rows in small.cells.items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows)
        small.text(f"{name}.csv", text.getvalue().encode("utf-8", "replace"))
    outcome(small)
