"""Study files are found, read as text, and come out as Python callers give them."""

from decimal import Decimal
from pathlib import Path

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.simulation.studies.study_file import read_study, studies_in, study_of

TOML = """\
schema = 1
name = "bank"
measures = ["posts_granted", { measure = "utilisation[B1]", better = "more" }]

[set]
"lending.confidence" = 0.9
simulation.gap = 0.01

[[levers]]
id = "terms"
key = "lending.terms"
values = [[3], [3, 5]]

[[uncertainties]]
id = "late"
levels = [{ name = "few" }, { name = "many", set = { simulation.recall.late_share = 0.2 } }]

[replications]
half_width = [{ measure = "posts_granted", relative = 0.05 }]
"""


def refused(source: str | Path, folder: Path | None = None) -> Problem:
    """The one problem of a study that cannot be read."""
    with pytest.raises(InvalidData) as error:
        read_study(source, folder)
    (problem,) = error.value.problems
    return problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scenario's folder with one ready study."""
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "bank.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def test_a_study_is_read_by_path_or_by_name(folder: Path) -> None:
    by_name = read_study("bank", folder)
    assert by_name == read_study(folder / "studies" / "bank.toml")
    assert list(studies_in(folder)) == ["bank"]
    assert by_name.levers[0].values == ([3], [3, 5])
    assert by_name.measures[1].better == "more"
    assert by_name.replications.half_width[0].relative == Decimal("0.05")


def test_a_file_wins_over_a_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bank").write_text(TOML.replace('"bank"', '"the file"'), encoding="utf-8")
    monkeypatch.chdir(folder)
    assert read_study("bank", folder).name == "the file"


def test_a_byte_order_mark_is_no_part_of_the_file(folder: Path) -> None:
    path = folder / "studies" / "marked.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TOML.encode())
    assert read_study("marked", folder) == read_study("bank", folder)


def test_a_wrong_name_is_told_with_the_names_there_are(folder: Path) -> None:
    problem = refused("bnak", folder)
    assert problem.file == "bnak"
    assert problem.expected.endswith(": bank")
    assert problem.mend == "Did you mean “bank”?"
    assert "it has none" in refused("bank", folder / "studies").expected
    assert refused(folder, folder).found == "no such file"


@pytest.mark.parametrize(
    ("content", "row"),
    [(b"name = \xff", 0), (b"schema = 1\nname = \n", 2), (b"a = 1\na = 1\n", 2)],
)
def test_what_is_no_toml_is_told(folder: Path, content: bytes, row: int) -> None:
    (folder / "studies" / "bad.toml").write_bytes(content)
    problem = refused("bad", folder)
    assert (problem.file, problem.row) == ("bad.toml", row)


def test_problems_name_the_file(folder: Path) -> None:
    text = TOML.replace("values", "vlues")
    (folder / "studies" / "bank.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidData) as error:
        read_study("bank", folder)
    assert [(p.file, p.column) for p in error.value.problems] == [("bank.toml", "levers[1].vlues")]


def test_own_lenders_are_known_where_they_are_named(folder: Path) -> None:
    path = folder / "own.toml"
    path.write_text('lenders = ["mine"]\n' + TOML, encoding="utf-8")
    assert refused(path).column == "lenders[1]"
    assert read_study(path, lenders={"mine"}).lenders == ("mine",)


def test_floats_are_as_they_are_written() -> None:
    """0.1 is a tenth, wherever it stands, as in a file."""
    study = study_of(
        {
            "schema": 1,
            "name": "floats",
            "measures": ("posts_granted",),
            "set": {"lending.confidence": 0.1},
            "levers": [{"id": "share", "key": "deposit.share", "values": (0.1, 0.3)}],
        }
    )
    assert study.set == {"lending.confidence": Decimal("0.1")}
    assert study.levers[0].values == (Decimal("0.1"), Decimal("0.3"))
