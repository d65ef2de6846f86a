"""The files of a plan appear all together, or none of them."""

from pathlib import Path

import pandas as pd
import pytest

from allocator.allocation.audit import audit, read_plan
from allocator.allocation.plan.files import CONTRADICTION_FILES, write_contradiction, write_plan
from allocator.allocation.repair.tables import CONTRADICTION_TABLES
from allocator.folders import FolderTaken


@pytest.fixture
def outcomes(world):
    """A plan that lends 3 posts, and one that lends 2."""
    world.unit("U1").pool("B1", 3).request("R1", "U1", 3)
    return world.solve(), world.put("pools.B1.capital", 2).solve()


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_plan_is_written_and_read_back(outcomes, tmp_path):
    first, _ = outcomes
    folder = tmp_path / "new" / "plan"
    write_plan(first.plan, folder)
    assert sorted(content(folder)) == sorted(
        [f"{t}.csv" for t in first.plan.tables] + ["plan.json"]
    )
    found = read_plan(folder)
    for name, table in first.plan.tables.items():
        pd.testing.assert_frame_equal(found.frames[name], table, check_dtype=False)
    report = audit(first.scenario, found.frames, found.report)
    assert (report.violations, report.remarks) == ((), ())
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


def test_a_former_plan_is_replaced_and_other_files_stay(outcomes, tmp_path):
    first, second = outcomes
    folder = tmp_path / "plan"
    write_plan(first.plan, folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    write_plan(second.plan, folder)
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert read_plan(folder).frames["schedule"]["posts"].tolist() == [2]


def test_a_folder_of_other_things_is_refused(outcomes, tmp_path):
    first, _ = outcomes
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken):
        write_plan(first.plan, tmp_path)
    with pytest.raises(FolderTaken):
        write_plan(first.plan, tmp_path / "notes.txt")
    assert list(tmp_path.glob("*.csv")) == []


class DiskFull:
    """A function that fails the n-th time it is called."""

    def __init__(self, function, fails_at):
        self.function, self.left = function, fails_at

    def __call__(self, *arguments, **options):
        self.left -= 1
        if self.left == 0:
            raise OSError("no space left on device")
        return self.function(*arguments, **options)


@pytest.mark.parametrize("fails_at", [1, 4, 7])
def test_a_failure_while_writing_leaves_no_plan(outcomes, tmp_path, monkeypatch, fails_at):
    first, _ = outcomes
    full = DiskFull(pd.DataFrame.to_csv, fails_at)
    monkeypatch.setattr(pd.DataFrame, "to_csv", lambda *a, **o: full(*a, **o))
    with pytest.raises(OSError, match="no space"):
        write_plan(first.plan, tmp_path / "plans" / "plan")
    assert list((tmp_path / "plans").iterdir()) == []


@pytest.mark.parametrize("function", ["to_csv", "replace"])
@pytest.mark.parametrize("fails_at", [1, 4, 7, 8])
def test_a_failure_while_writing_leaves_the_former_plan(
    outcomes, tmp_path, monkeypatch, function, fails_at
):
    first, second = outcomes
    folder = tmp_path / "plans" / "plan"
    write_plan(first.plan, folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    before = content(folder)
    with monkeypatch.context() as patch:
        if function == "to_csv":
            full = DiskFull(pd.DataFrame.to_csv, min(fails_at, 7))
            patch.setattr(pd.DataFrame, "to_csv", lambda *a, **o: full(*a, **o))
        else:
            full = DiskFull(Path.replace, fails_at)
            patch.setattr(Path, "replace", lambda *a: full(*a))
        with pytest.raises(OSError, match="no space"):
            write_plan(second.plan, folder)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


CONTRADICTION = {name: pd.DataFrame({"rule": ["pool_balance"]}) for name in CONTRADICTION_TABLES}


def test_a_plan_takes_the_place_of_a_contradiction(outcomes, tmp_path):
    first, _ = outcomes
    folder = tmp_path / "plan"
    for _again in range(2):
        write_contradiction(CONTRADICTION, folder)
        assert set(content(folder)) == set(CONTRADICTION_FILES)
    write_plan(first.plan, folder)
    assert sorted(content(folder)) == sorted(
        [f"{t}.csv" for t in first.plan.tables] + ["plan.json"]
    )


def test_a_contradiction_takes_the_place_of_nothing_else(outcomes, tmp_path):
    first, _ = outcomes
    folder = tmp_path / "plan"
    write_plan(first.plan, folder)
    before = content(folder)
    with pytest.raises(FolderTaken):
        write_contradiction(CONTRADICTION, folder)
    assert content(folder) == before
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken):
        write_contradiction(CONTRADICTION, tmp_path)


def test_a_file_beside_a_plan_that_is_called_conflicts_stays(outcomes, tmp_path):
    first, second = outcomes
    folder = tmp_path / "plan"
    write_plan(first.plan, folder)
    (folder / "conflicts.csv").write_text("mine", encoding="utf-8")
    write_plan(second.plan, folder)
    assert (folder / "conflicts.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("fails_at", [1, 3, 6, 8])
def test_a_failure_while_writing_leaves_the_contradiction(
    outcomes, tmp_path, monkeypatch, fails_at
):
    first, _ = outcomes
    folder = tmp_path / "plans" / "plan"
    write_contradiction(CONTRADICTION, folder)
    before = content(folder)
    with monkeypatch.context() as patch:
        full = DiskFull(Path.replace, fails_at)
        patch.setattr(Path, "replace", lambda *a: full(*a))
        with pytest.raises(OSError, match="no space"):
            write_plan(first.plan, folder)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]
