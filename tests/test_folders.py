"""Files that appear together: in folders of their own too, all or none."""

from pathlib import Path

import pytest

from allocator.folders import FolderTaken, appearing_together, refuse_taken


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write(folder: Path, files: dict[str, str], outdated: tuple[str, ...] = ()) -> None:
    with appearing_together(folder, last="last.txt", outdated=outdated) as work:
        for name, text in files.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text)


def refuse(folder: Path) -> None:
    """Refuse what holds no ``last.txt``."""
    refuse_taken(
        folder,
        replaceable=lambda folder: (folder / "last.txt").is_file(),
        a_file="{folder} is a file",
        taken="{folder} is taken",
    )


def test_what_may_be_replaced_is_not_refused(tmp_path: Path) -> None:
    refuse(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    refuse(tmp_path / "empty")
    write(tmp_path / "former", {"last.txt": "1", "a.txt": "2"})
    refuse(tmp_path / "former")


def test_all_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine{}.txt").write_text("mine")
    with pytest.raises(FolderTaken) as taken:
        refuse(tmp_path)
    assert str(taken.value) == f"{tmp_path} is taken"
    with pytest.raises(FolderTaken) as file:
        refuse(tmp_path / "mine{}.txt")
    assert str(file.value) == f"{tmp_path / 'mine{}.txt'} is a file"


def test_a_new_folder(tmp_path: Path) -> None:
    write(tmp_path / "new", {"last.txt": "1", "charts/a.svg": "2"})
    assert content(tmp_path / "new") == {"last.txt": "1", "charts/a.svg": "2"}
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_files_are_replaced_and_others_stay(tmp_path: Path) -> None:
    write(tmp_path / "f", {"last.txt": "1", "charts/a.svg": "2", "charts/old.svg": "3"})
    (tmp_path / "f" / "charts" / "mine.txt").write_text("mine")
    write(tmp_path / "f", {"last.txt": "4", "charts/a.svg": "5"}, ("charts/old.svg", "no.txt"))
    assert content(tmp_path / "f") == {
        "last.txt": "4",
        "charts/a.svg": "5",
        "charts/mine.txt": "mine",
    }


def test_what_is_written_anew_is_not_outdated(tmp_path: Path) -> None:
    write(tmp_path / "f", {"last.txt": "1", "a.txt": "2"})
    write(tmp_path / "f", {"last.txt": "3", "a.txt": "4"}, ("a.txt",))
    assert content(tmp_path / "f") == {"last.txt": "3", "a.txt": "4"}


def test_where_one_cannot_be_moved_all_are_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = {"last.txt": "1", "charts/a.svg": "2", "old.txt": "3"}
    write(tmp_path / "f", former)
    move = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "last.txt" and path.parent.name.startswith(".f-"):
            raise PermissionError("open in another program")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write(tmp_path / "f", {"last.txt": "4", "charts/a.svg": "5", "new.txt": "6"}, ("old.txt",))
    assert content(tmp_path / "f") == former
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def half_written(folder: Path) -> None:
    with appearing_together(folder, last="last.txt") as work:
        (work / "last.txt").write_text("1")
        raise ValueError("stop")


def test_a_failure_before_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"):
        half_written(tmp_path / "f")
    assert not list(tmp_path.iterdir())
