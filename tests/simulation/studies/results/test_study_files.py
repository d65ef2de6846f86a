"""The files of a study: all or none, each tells its study, and they come back as they were."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from allocator.folders import FolderTaken
from allocator.scenario.problems import InvalidData
from allocator.simulation.result_files import RECORD as SIMULATION
from allocator.simulation.studies.results.comparison_files import (
    STORE,
    refuse_taken_folder,
    write_comparison,
)
from allocator.simulation.studies.results.comparison_read import read_comparison
from allocator.text import use_language
from tests.simulation.studies.results.made_up import front, made_up, record, tables

PRINTED = {"summary", "differences", "best", "regret", "robustness", "effects"}
ROOT = Path(__file__).parents[4]


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def files_of(names):
    parts = {f"{name}.{suffix}" for name in names for suffix in ("csv", "parquet")}
    return parts | {f"{name}.tex" for name in PRINTED} | {"study.json", "effort.json"}


@pytest.fixture
def made():
    return made_up(tables(("A1", "A2")), record())


@pytest.fixture
def folder(tmp_path):
    """A folder that is not there yet."""
    return tmp_path / "study"


def test_it_comes_back_as_it_was(made, folder):
    write_comparison(made, folder)
    assert set(content(folder)) == files_of(made.tables)
    after = read_comparison(folder)
    assert after.record == made.record
    assert after.effort == made.effort
    # In the order in which they are read, which is that of the documentation.
    assert list(after.tables) == list(made.tables)
    for name, table in made.tables.items():
        pd.testing.assert_frame_equal(after.tables[name], table)


def test_csv_says_the_same_as_parquet(made, folder):
    write_comparison(made, folder)
    for name, table in made.tables.items():
        text = (folder / f"{name}.csv").read_bytes()
        assert b"\r" not in text
        kinds = {"study": "str"} | table.dtypes.to_dict()
        read = pd.read_csv(folder / f"{name}.csv", dtype=kinds)
        assert read.columns[0] == "study"
        assert set(read["study"]) <= {"0123456789abcdef"}
        texts = table.columns[table.dtypes == "str"]
        # The empty text is not told from a missing one.
        read[texts] = read[texts].fillna("")
        pd.testing.assert_frame_equal(
            read.drop(columns="study"), table.fillna(dict.fromkeys(texts, ""))
        )


def test_flags_are_true_and_false_as_in_the_tables_of_scenarios(made, folder):
    write_comparison(made, folder)
    lines = (folder / "settings.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "study,setting,lender,terms,baseline",
        "0123456789abcdef,S1,no_bank,,true",
        "0123456789abcdef,S2,optimal,3,false",
    ]


def test_a_ratio_may_be_infinite_and_floats_are_written_whole(folder):
    odd = tables()
    odd["differences"].loc[0, "variance_reduction"] = float("inf")
    write_comparison(made_up(odd, record()), folder)
    assert (folder / "differences.csv").read_text(encoding="utf-8").splitlines()[1].endswith("inf")
    # 0.1 + 0.2 is not 0.3 in binary; the shortest text that is the same number again.
    assert "0.30000000000000004" in (folder / "runs.csv").read_text(encoding="utf-8")
    again = read_comparison(folder).tables["differences"]
    pd.testing.assert_frame_equal(again, odd["differences"])


def test_the_record_is_strict_json_and_in_every_parquet_file(folder):
    one = made_up(tables(), record(pareto={"hypervolume": float("nan")}))
    write_comparison(one, folder)
    said = json.loads(
        (folder / "study.json").read_text(encoding="utf-8"), parse_constant=pytest.fail
    )
    assert said.pop("tables") == list(one.tables)
    assert said == dict(one.record) | {"pareto": {"hypervolume": None}}
    for name in one.tables:
        metadata = pq.read_schema(folder / f"{name}.parquet").metadata
        assert set(metadata) == {b"allocator"}
        assert json.loads(metadata[b"allocator"]) == said


def test_only_the_effort_may_differ(made, folder, tmp_path):
    write_comparison(made, folder)
    write_comparison(made_up(made.tables, made.record, workers=4), tmp_path / "other")
    one, other = content(folder), content(tmp_path / "other")
    assert {name for name in one if one[name] != other[name]} == {"effort.json"}


def test_language_is_seen_in_latex_only(made, folder, tmp_path):
    write_comparison(made, folder)
    use_language("zh")
    write_comparison(made, tmp_path / "zh")
    english, chinese = content(folder), content(tmp_path / "zh")
    differ = {name for name in english if english[name] != chinese[name]}
    assert differ <= {f"{name}.tex" for name in PRINTED}
    assert "编".encode() in chinese["summary.tex"]  # 编制: posts


def test_the_same_bytes_whatever_else_has_been_imported(made, folder, tmp_path):
    """Pandas notes in the metadata of Parquet files what it finds imported."""
    write_comparison(made, folder)
    program = (
        "import sys\n"
        "from tests.simulation.studies.results.made_up import made_up, record, tables\n"
        "from allocator.simulation.studies.results.comparison_files import write_comparison\n"
        "from pathlib import Path\n"
        "write_comparison(made_up(tables(('A1', 'A2')), record()), Path(sys.argv[1]))\n"
    )
    alone = tmp_path / "alone"
    subprocess.run([sys.executable, "-c", program, str(alone)], cwd=ROOT, check=True)
    assert content(alone) == content(folder)


def test_a_former_study_is_replaced_with_its_tables_and_other_files_stay(folder):
    pareto = {"pareto": {"measures": ["posts_granted", "waiting_months"]}}
    declared = record()["declared"] | pareto
    write_comparison(made_up(tables() | front(), record(declared=declared)), folder)
    assert (folder / "pareto.csv").is_file()
    assert (folder / "pareto.tex").is_file()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "curve.csv").write_text("mine too: it had no curve", encoding="utf-8")
    (folder / STORE).write_bytes(b"runs")
    short = made_up(tables(level="5"), record(study="f" * 16))
    write_comparison(short, folder)
    assert set(content(folder)) == files_of(short.tables) | {"notes.txt", "curve.csv", STORE}
    assert read_comparison(folder).record["study"] == "f" * 16


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"tables": 5}', '{"tables": [["pareto"]]}'])
def test_a_spoilt_record_of_a_former_study_does_not_matter(made, folder, text):
    write_comparison(made, folder)
    (folder / "study.json").write_text(text, encoding="utf-8")
    write_comparison(made, folder)
    assert read_comparison(folder).record == made.record


def test_what_an_interrupted_study_left_is_no_other_thing(made, folder):
    folder.mkdir()
    for more in ("", "-wal", "-shm", "-journal"):
        (folder / f"{STORE}{more}").write_bytes(b"runs")
    refuse_taken_folder(folder)
    write_comparison(made, folder)
    assert (folder / STORE).read_bytes() == b"runs"


def test_a_store_of_another_name_may_be_in_the_folder(folder, monkeypatch):
    folder.mkdir()
    (folder / "mine.db").write_bytes(b"runs")
    with pytest.raises(FolderTaken):
        refuse_taken_folder(folder)
    monkeypatch.chdir(folder)
    refuse_taken_folder(folder, Path("mine.db"))


@pytest.mark.parametrize("file", ["notes.txt", SIMULATION, "runs.csv", "other.sqlite3"])
def test_a_folder_of_other_things_is_refused(made, folder, file):
    folder.mkdir()
    (folder / file).write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken, match="other files and no study"):
        write_comparison(made, folder)
    with pytest.raises(FolderTaken, match="is a file"):
        write_comparison(made, folder / file)
    assert set(content(folder)) == {file}


@pytest.mark.parametrize("fails_at", [1, 12, 30])
def test_a_failure_while_writing_leaves_the_former_study(made, folder, monkeypatch, fails_at):
    write_comparison(made, folder)
    before = content(folder)
    left = [fails_at]  # of the 30 files that are moved into place: 11 tables twice, 6, and 2
    replace = Path.replace

    def full(*arguments):
        left[0] -= 1
        if left[0] == 0:
            raise OSError("no space left on device")
        return replace(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="no space"):
            write_comparison(made_up(tables(level="5"), record(study="f" * 16)), folder)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["study"]


def _problems(folder):
    with pytest.raises(InvalidData) as refused:
        read_comparison(folder)
    return {problem.file: str(problem) for problem in refused.value.problems}


def test_what_is_missing_or_spoilt_is_told_at_once(made, folder):
    write_comparison(made, folder)
    (folder / "best.parquet").unlink()
    (folder / "effort.json").unlink()
    (folder / "runs.parquet").write_bytes(b"PAR1 but not really")
    told = _problems(folder)
    assert set(told) == {"best.parquet", "effort.json", "runs.parquet"}
    assert "found no such file; expected a file of the study" in told["best.parquet"]
    assert "compare again" in told["best.parquet"]
    assert "expected a Parquet file" in told["runs.parquet"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "expected a JSON object"),
        ("[]", "expected a study of schema 1"),
        ("{}", "expected a study of schema 1"),
        ('{"schema": 2, "tables": []}', "found 2; expected a study of schema 1"),
        (None, "found no such file"),
    ],
)
def test_a_record_that_is_none(made, folder, text, said):
    write_comparison(made, folder)
    path = folder / "study.json"
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    told = _problems(folder)
    assert set(told) == {"study.json"}
    assert said in told["study.json"]


def test_tables_of_another_study(made, folder, tmp_path):
    write_comparison(made, folder)
    write_comparison(made_up(made.tables, record(study="f" * 16)), tmp_path / "two")
    (tmp_path / "two" / "runs.parquet").replace(folder / "runs.parquet")
    pd.DataFrame({"setting": ["S1"]}).to_parquet(folder / "best.parquet")
    told = _problems(folder)
    assert set(told) == {"runs.parquet", "best.parquet"}
    assert (
        "found the study ffffffffffffffff; expected a table of the study 0123456789"
        in (told["runs.parquet"])
    )
    assert "found no study;" in told["best.parquet"]


def test_a_folder_that_is_nowhere(folder):
    assert "expected the folder of a study" in "".join(_problems(folder).values())
