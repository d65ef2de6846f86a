"""`retirement`: of one person, and of a table of people."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


HEADER = "birth,class,month,age_years,age_months,delay_months,earliest,latest"


# Decision of 2024, its table for men: who was born from 1965-01 to 1965-04 retires at 60 years and
# 1 month; up to 3 years earlier, never before 60, or 3 years later. Before 1965: at 60, as ever.
ROWS = [
    "1964-12,men60,2024-12,60,0,0,2024-12,2024-12",
    "1965-01,men60,2025-02,60,1,1,2025-01,2028-02",
]


def test_retirement_of_one(cli: Call) -> None:
    done = cli("retirement", "--birth", "1965-01", "--class", "men60")
    assert "2025-02, aged 60 years 1 months (1 months later" in done.out
    answer = cli("retirement", "--birth", "1965年1月", "--class", "men60", "--json").json()
    assert answer["month"] == "2025-02"
    assert ",".join(answer) == HEADER
    before = cli("retirement", "--birth", "1965-01", "--class", "men60", "--law", "before_2025")
    assert "2025-01" in before.out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("headers", ["birth,class,remark", "出生年月,退休类别,备注"])
def test_retirement_of_a_table(
    shell: Call, cli: Call, tmp_path: Path, encoding: str, headers: str
) -> None:
    given = f"{headers}\n1964-12,男60,甲\n1965/1,men60,乙\n".encode(encoding)
    (tmp_path / "people.csv").write_bytes(given)
    done = cli("retirement", "--table", tmp_path / "people.csv")
    assert (done.status, done.out) == (0, "\n".join([HEADER, ROWS[0], ROWS[1], ""]))
    if encoding == "gb18030":  # the same bytes on standard input, where no locale may decode them
        piped = shell("retirement", "--table", "-", given=given, LC_ALL="C")
        assert (piped.status, piped.out) == (0, done.out)


def test_retirement_of_a_table_as_json(shell: Call) -> None:
    done = shell("retirement", "--table", "-", "--json", given=b"class,birth\nmen60,1965-01\n")
    assert [row["month"] for row in done.json()] == ["2025-02"]


def test_bad_rows_of_a_table_are_all_told_and_nothing_is_answered(
    shell: Call, cli: Call, tmp_path: Path
) -> None:
    given = b"birth,class\n1965-01,men60\n1965-13,men60\n1965-01,men65\n\n,men60\n1,2,3\n"
    done = shell("retirement", "--table", "-", given=given)
    assert (done.status, done.out) == (3, "")
    told = [line.split(": found")[0] for line in done.err.splitlines()[:-1]]
    assert told == [
        "standard input, row 3, column birth",
        "standard input, row 4, column class",
        "standard input, row 6, column birth",
        "standard input, row 7",
    ]
    (tmp_path / "people.csv").write_bytes(given)
    report = cli("retirement", "--table", tmp_path / "people.csv", "--json").json()
    assert [problem["row"] for problem in report["problems"]] == [3, 4, 6, 7]


@pytest.mark.parametrize("given", [b"", b"birth\n1965-01\n", b"\x00", b'birth,class\n"1965'])
def test_a_table_without_its_columns(cli: Call, tmp_path: Path, given: bytes) -> None:
    (tmp_path / "people.csv").write_bytes(given)
    done = cli("retirement", "--table", tmp_path / "people.csv")
    assert (done.status, done.out) == (3, "")


def test_a_table_that_is_nowhere(cli: Call, tmp_path: Path) -> None:
    assert cli("retirement", "--table", tmp_path / "people.csv").status == 3
    assert cli("retirement", "--table", tmp_path).status == 3
