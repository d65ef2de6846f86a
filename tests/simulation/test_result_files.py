"""The files of a simulation: all or none, each tells its run, and they come back as they were."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from played import logged, two

from allocator.allocation.plan.files import RECORD as PLAN_RECORD
from allocator.folders import FolderTaken
from allocator.scenario.problems import InvalidData
from allocator.simulation.provenance import Effort
from allocator.simulation.reading_back import read_simulation
from allocator.simulation.result_files import write_simulation

TABLES = {
    f"{name}.{suffix}" for name in ("years", "runs", "summary") for suffix in ("csv", "parquet")
}
LOG = {"log.csv", "log.parquet"}
FILES = TABLES | {"simulation.json"}


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def scenario(small):
    return small.read()


@pytest.fixture
def folder(tmp_path):
    """A folder that is not there yet."""
    return tmp_path / "sim"


@pytest.mark.parametrize("made", [two, logged])
def test_it_comes_back_as_it_was(scenario, tmp_path, made):
    before = made(scenario)
    write_simulation(before, tmp_path / "new" / "sim")
    assert set(content(tmp_path / "new" / "sim")) == FILES | (LOG if made is logged else set())
    after = read_simulation(tmp_path / "new" / "sim")
    assert after.record == before.record
    assert list(after.tables) == list(before.tables)
    for name, table in before.tables.items():
        pd.testing.assert_frame_equal(after.tables[name], table)


def test_csv_says_the_same_as_parquet(scenario, tmp_path):
    made = logged(scenario)
    write_simulation(made, tmp_path / "sim")
    for name, table in made.tables.items():
        text = (tmp_path / "sim" / f"{name}.csv").read_bytes()
        assert b"\r" not in text
        read = pd.read_csv(
            tmp_path / "sim" / f"{name}.csv",
            dtype=table.dtypes.to_dict(),
            keep_default_na=False,
            na_values={
                each: [""] for each in ("value", "year", "mean", "sd", "low", "high", "before")
            },
        )
        assert read.columns[0] == "run"
        assert set(read["run"]) == {made.record["run"]}
        table = table.fillna({"after": ""}) if name == "log" else table
        pd.testing.assert_frame_equal(read.drop(columns="run"), table)


def test_floats_are_written_whole(scenario, tmp_path):
    write_simulation(two(scenario), tmp_path / "sim")
    lines = (tmp_path / "sim" / "runs.csv").read_text(encoding="utf-8").splitlines()
    # 0.1 + 0.2 is not 0.3 in binary; the shortest text that is the same number again.
    assert lines[2].endswith(",0,granted,talent,0.30000000000000004")


def test_every_parquet_file_holds_the_record_but_for_timings(scenario, tmp_path):
    made = logged(scenario)
    write_simulation(made, tmp_path / "sim")
    for name in made.tables:
        metadata = pq.read_schema(tmp_path / "sim" / f"{name}.parquet").metadata
        assert set(metadata) == {b"allocator"}
        record = json.loads(metadata[b"allocator"])
        assert record | {"timings": made.record["timings"]} == made.record
        assert "timings" not in record


def test_the_same_numbers_are_the_same_bytes(scenario, tmp_path):
    write_simulation(two(scenario), tmp_path / "one")
    write_simulation(two(scenario, effort=Effort(7.0, 2)), tmp_path / "two")
    one, other = content(tmp_path / "one"), content(tmp_path / "two")
    assert {name for name in FILES if one[name] != other[name]} == {"simulation.json"}


def test_a_former_simulation_is_replaced_and_other_files_stay(scenario, folder):
    write_simulation(logged(scenario), folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    write_simulation(two(scenario, [5, 7]), folder)
    assert set(content(folder)) == FILES | {"notes.txt"}
    assert read_simulation(folder).runs["value"].iloc[0] == 6


def test_a_file_that_is_merely_called_log_stays(scenario, folder):
    write_simulation(two(scenario), folder)
    (folder / "log.csv").write_text("mine", encoding="utf-8")
    write_simulation(two(scenario), folder)
    assert (folder / "log.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("file", ["notes.txt", PLAN_RECORD])
def test_a_folder_of_other_things_is_refused(scenario, folder, file):
    folder.mkdir()
    (folder / file).write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken, match="other files and no simulation"):
        write_simulation(two(scenario), folder)
    with pytest.raises(FolderTaken, match="is a file"):
        write_simulation(two(scenario), folder / file)
    assert set(content(folder)) == {file}


@pytest.mark.parametrize("fails_at", [1, 4, 7])
def test_a_failure_while_writing_leaves_the_former_simulation(
    scenario, tmp_path, monkeypatch, fails_at
):
    folder = tmp_path / "sims" / "sim"
    write_simulation(two(scenario), folder)
    before = content(folder)
    left = [fails_at]  # of the seven files that are moved into place
    replace = Path.replace

    def full(*arguments):
        left[0] -= 1
        if left[0] == 0:
            raise OSError("no space left on device")
        return replace(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="no space"):
            write_simulation(two(scenario, [5, 7]), folder)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["sim"]


def _problems(folder):
    with pytest.raises(InvalidData) as refused:
        read_simulation(folder)
    return {problem.file: str(problem) for problem in refused.value.problems}


def test_what_is_missing_or_spoilt_is_told_at_once(scenario, tmp_path):
    write_simulation(two(scenario), tmp_path / "sim")
    (tmp_path / "sim" / "years.parquet").unlink()
    (tmp_path / "sim" / "runs.parquet").write_bytes(b"PAR1 but not really")
    told = _problems(tmp_path / "sim")
    assert set(told) == {"years.parquet", "runs.parquet"}
    assert "found no such file; expected a file of the simulation" in told["years.parquet"]
    assert "expected a Parquet file" in told["runs.parquet"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "expected a JSON object"),
        ("[]", "expected a simulation of schema 1"),
        ('{"schema": 2}', "found 2; expected a simulation of schema 1"),
        (None, "found no such file"),
    ],
)
def test_a_record_that_is_none(scenario, folder, text, said):
    write_simulation(two(scenario), folder)
    record = folder / "simulation.json"
    record.unlink() if text is None else record.write_text(text, encoding="utf-8")
    told = _problems(folder)
    assert set(told) == {"simulation.json"}
    assert said in told["simulation.json"]


def test_tables_of_another_run(scenario, tmp_path):
    write_simulation(two(scenario), tmp_path / "one")
    write_simulation(two(scenario, seed=1), tmp_path / "two")
    (tmp_path / "two" / "runs.parquet").replace(tmp_path / "one" / "runs.parquet")
    pd.DataFrame({"year": [2026]}).to_parquet(tmp_path / "one" / "years.parquet")
    told = _problems(tmp_path / "one")
    assert set(told) == {"runs.parquet", "years.parquet"}
    assert f"found the run {two(scenario, seed=1).record['run']};" in told["runs.parquet"]
    assert "found no run;" in told["years.parquet"]


def test_a_folder_that_is_nowhere(tmp_path):
    told = _problems(tmp_path / "nowhere")
    assert "found no such folder; expected the folder of a simulation" in "".join(told.values())
