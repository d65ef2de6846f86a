"""``allocator ahp``: weights, ratios, refusals, every problem at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.cli.ahp import TABLES
from allocator.evaluation.ahp import RANDOM_INDICES

Call = Callable[..., Any]

# Saaty 1977 (wealth of nations), here three of the seven: 4, 9, 7.
NATIONS = "nation,US,USSR,China\nUS,1,4,9\nUSSR,,1,7\nChina,,,1\n"
# 2 · 2 · 2 = 8 around: λmax 3.5, CI 0.25, CR 0.25 / 0.58 = 0.431 (by hand in
# tests/evaluation/ahp/test_ahp_mending.py).
CYCLE = ",a,b,c\na,1,2,1/2\nb,1/2,1,2\nc,2,1/2,1\n"
EVEN = ",a,b,c\na,,1,1\nb,,,1\nc,,,\n"


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes a matrix to a file."""

    def write(text: str, name: str = "matrix.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_the_choices_are_the_tables() -> None:
    assert tuple(RANDOM_INDICES) == TABLES


def test_a_table_of_weights(cli: Call, save: Call) -> None:
    """For three items the weights are as the rows' geometric means: 3.3019, 1.2051, 0.2513."""
    done = cli("ahp", save(NATIONS), "--max-ratio", "0.2")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.split() for line in lines[:5]] == [
        ["Weights"],
        ["item", "weight"],
        ["US", "0.6939"],
        ["USSR", "0.2533"],
        ["China", "0.0528"],
    ]
    # The product around is 4 · 7 / 9, its cube root d = 1.4598; λmax = 1 + d + 1 / d = 3.1448.
    assert lines[5] == "λmax = 3.1448, consistency index CI = 0.0724"
    assert lines[6].startswith("random index RI = 0.5800, table saaty (Saaty, ")
    assert lines[7:] == ["consistency ratio CR = 0.1249"]


def test_json(cli: Call, save: Call) -> None:
    path = save(NATIONS)
    answer = cli("ahp", path, "--json", "--max-ratio", "0.2", "--random-index", "saaty_2005").json()
    assert sum(answer["weights"].values()) == pytest.approx(1)
    assert list(answer["weights"]) == ["US", "USSR", "China"]
    assert answer["lambda_max"] == pytest.approx(3.1448, abs=1e-4)
    assert answer["random_index"] == {"name": "saaty_2005", "value": 0.52}
    assert answer["consistency_ratio"] == pytest.approx(answer["consistency_index"] / 0.52)
    assert (answer["accepted"], answer["inconsistent"], answer["mend"]) == (True, [], [])
    assert answer["judges"] == [
        {"file": str(path), "consistency_ratio": answer["consistency_ratio"]}
    ]


def test_above_the_maximum(cli: Call, save: Call) -> None:
    path = save(CYCLE)
    done = cli("ahp", path)
    assert done.status == 3
    assert f"{path}: consistency ratio 0.431034, above the maximum 0.1" in done.err
    assert "  a : b is 2; the weights say 1.00\n" in done.err
    assert done.err.endswith("The smallest change that mends it:\n  a : b from 2 to 1/2\n")


def test_above_the_maximum_as_json(cli: Call, save: Call) -> None:
    path = save(CYCLE)
    done = cli("ahp", path, "--json")
    answer = done.json()
    assert (done.status, done.err, answer["accepted"]) == (3, "", False)
    (change,) = answer["mend"]
    assert change == {"file": str(path), "row": "a", "column": "b", "before": "2", "after": "1/2"}
    assert answer["inconsistent"][0] == {
        "file": str(path),
        "row": "a",
        "column": "b",
        "judgement": "2",
        "consistent": pytest.approx(1),
    }


def test_no_mend_of_two_decimals(cli: Call, save: Call) -> None:
    """1.1 · 1.3 = 1.43 for 5: whichever of the three moves leaves Saaty's scale."""
    done = cli("ahp", save(",a,b,c\na,,1.1,5\nb,,,1.3\nc,,,\n"), "--max-ratio", "0")
    assert done.status == 3
    assert "No small change of judgements was found that reaches the maximum." in done.err


def test_full_width_fractions_gaps_and_gb18030(cli: Call, save: Call) -> None:
    """办案 : 服务 = 2, 服务 : 效率 = 3, the third follows: 6 : 3 : 1."""
    path = save(
        "指标,办案,服务,效率,\n办案,１,２,,\n服务,１／２,,,\n效率,,１／３,,\n", encoding="gb18030"
    )
    done = cli("ahp", path)
    assert (done.status, done.err) == (0, "")
    assert [line.split()[-1] for line in done.out.splitlines()[2:5]] == [
        "0.6000",
        "0.3000",
        "0.1000",
    ]
    assert "unknown judgements: 1" in done.out


@pytest.mark.parametrize("group", ["judgements", "priorities"])
def test_several_judges(cli: Call, save: Call, group: str) -> None:
    files = save(NATIONS), save("x,China,US,USSR\nChina,,,\nUS,9,,\nUSSR,4,1,\n", "second.csv")
    done = cli("ahp", *files, "--group", group, "--max-ratio", "1", "--judge-weights", "2, 1")
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()[-3:]] == [
        ["matrix", "consistency", "ratio"],
        [str(files[0]), "0.1249"],
        [str(files[1]), "0.0634"],
    ]
    assert ("λmax" in done.out) == (group == "judgements")
    answer = cli("ahp", *files, "--group", group, "--max-ratio", "1", "--json").json()
    assert (answer["lambda_max"] is None) == (group == "priorities")


def test_a_judge_above_the_maximum_is_refused(cli: Call, save: Call) -> None:
    """The mean with an even judge has a product of √8 around: d = √2, CR 0.104 of the group."""
    files = save(CYCLE, "one.csv"), save(EVEN, "two.csv")
    done = cli("ahp", *files, "--max-ratio", "0.2", "--json")
    answer = done.json()
    assert answer["consistency_ratio"] == pytest.approx((2**0.5 + 0.5**0.5 - 2) / 2 / 0.58)
    assert (done.status, answer["accepted"]) == (3, False)
    assert {row["file"] for row in answer["mend"]} == {str(files[0])}
    assert "the group: consistency ratio" in cli("ahp", *files, "--max-ratio", "0.1").err


def test_standard_input(shell: Call) -> None:
    done = shell("ahp", "-", "--json", given=EVEN.encode())
    assert done.status == 0
    assert done.json()["judges"] == [{"file": "standard input", "consistency_ratio": 0}]


def problems(done: Any) -> list[tuple[str, int, str, str]]:
    assert done.status == 3
    return [(p["file"], p["row"], p["column"], p["found"]) for p in done.json()["problems"]]


def test_every_bad_cell_of_every_file_at_once(cli: Call, save: Call, tmp_path: Path) -> None:
    first = save(",a,b,c\n\na,1,3,1月3日\nb,0.5,2,0\nc,,,\n", "first.csv")
    second = save(",a,b\na,1,3\nb,3\n", "second.csv")
    done = cli("ahp", first, second, tmp_path / "none.csv", "--json")
    assert problems(done) == sorted(
        [
            (str(first), 3, "c", "“1月3日”"),
            (str(first), 4, "a", "1/2"),
            (str(first), 4, "b", "2"),
            (str(first), 4, "c", "“0”"),
            (str(second), 3, "", "2 cells"),
            (str(tmp_path / "none.csv"), 0, "", "no such file or folder"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        (",a,b\nb,1,2\na,,1\n", 2, "“b” in the first column"),
        (",a,b\na,1,2\n", 0, "1 rows and 2 columns of judgements"),
        (",a,a\na,1,2\na,,1\n", 3, "the name “a” 2 time(s)"),
        (",a,\na,1,2\n,,1\n", 3, "the name “” 1 time(s)"),
        ("nothing\n", 0, "no item"),
        ("", 0, "an empty file"),
        (",a,b,c\na,,2,\nb,,,\nc,,,\n", 0, "no judgement between these groups: a, b; c"),
        ('"a\n', 1, "a line that is not CSV (unexpected end of data)"),
    ],
)
def test_no_matrix(cli: Call, save: Call, text: str, row: int, found: str) -> None:
    path = save(text)
    first = problems(cli("ahp", path, "--json"))[0]
    assert first == (str(path), row, "", found)
    said = cli("ahp", path)
    assert (said.status, said.out) == (3, "")
    assert found in said.err


def test_more_items_than_the_table_has(cli: Call, save: Call) -> None:
    names = [f"i{place}" for place in range(16)]
    text = "\n".join([",".join(["", *names]), *(",".join([name, *["1"] * 16]) for name in names)])
    assert problems(cli("ahp", save(text), "--json"))[0][3] == "16 items"
    assert cli("ahp", save(text), "--random-index", "donegan_dodd").status == 0


def test_judges_of_other_items(cli: Call, save: Call) -> None:
    files = save(NATIONS), save(EVEN, "even.csv")
    ((file, _row, _column, found),) = problems(cli("ahp", *files, "--json"))
    assert (file, found) == (str(files[1]), "the items a, b, c")


@pytest.mark.parametrize(
    "options",
    [
        ("--max-ratio", "1.1"),
        ("--max-ratio", "-0.1"),
        ("--max-ratio", "nan"),
        ("--random-index", "satty"),
        ("--group", "votes"),
        ("--judge-weights", "1,2"),
        ("--judge-weights", "0"),
        ("--judge-weights", "nan"),
        ("--judge-weights", "much"),
        ("--judge-weights", ""),
    ],
)
def test_wrong_usage(cli: Call, save: Call, options: tuple[str, str]) -> None:
    done = cli("ahp", save(EVEN), *options)
    assert (done.status, done.out) == (2, "")
    assert done.err


@pytest.mark.parametrize("files", [(), ("-", "-")])
def test_wrong_files(cli: Call, files: tuple[str, ...]) -> None:
    assert cli("ahp", *files).status == 2
