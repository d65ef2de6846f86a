"""Writing scenarios: what is read back is what was written, and all of it or nothing."""

from pathlib import Path

import pandas as pd
import pytest

from allocator.scenario import builtin
from allocator.scenario.reading import read_scenario
from allocator.scenario.scenario import Scenario
from allocator.scenario.synthetic import Synthetic, generate
from allocator.scenario.tables import TABLES
from allocator.scenario.writing import (
    AlreadyExistsError,
    UnknownBuiltinError,
    copy_model,
    copy_scenario,
    csv_text,
    write_scenario,
)

POSTS = pd.DataFrame(
    {
        "unit_id": ["U1", "U2"],
        "quota_type": ["public_institution"] * 2,
        "approved": [30, 5],
        "filled": [28, 5],
        "reserved": [0, 0],
        "keep": pd.array([1, None], dtype="Int64"),
    }
)


@pytest.fixture(scope="module")
def made() -> Synthetic:
    return generate(40, 1)


@pytest.fixture(scope="module")
def scenario(made: Synthetic, tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    folder = tmp_path_factory.mktemp("scenario") / "made"
    write_scenario(folder, made.settings_toml, made.tables, made.policy_toml)
    return read_scenario(folder)


def assert_same(one: Scenario, other: Scenario) -> None:
    assert one.fingerprint == other.fingerprint
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_read_and_written_reads_the_same(
    made: Synthetic, scenario: Scenario, language: str, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    write_scenario(folder, made.settings_toml, scenario.tables, made.policy_toml, language)
    assert_same(scenario, read_scenario(folder))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_folder_saved_again_in_gb18030_reads_the_same(
    made: Synthetic, scenario: Scenario, language: str, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    write_scenario(folder, made.settings_toml, scenario.tables, made.policy_toml, language)
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().decode("utf-8-sig").encode("gb18030"))
    assert_same(scenario, read_scenario(folder))


def test_what_is_generated_is_read_as_it_was_but_for_defaults(
    made: Synthetic, scenario: Scenario
) -> None:
    for name, frame in made.tables.items():
        read = scenario.tables[name]
        if name == "grades":  # an empty year is the base year
            frame = frame.assign(year=frame["year"].fillna(scenario.base_year))
        frame = frame.sort_values(list(TABLES[name].key))
        assert list(frame.columns) == list(read.columns)
        for column in set(frame) - {"repayment", "previous"}:
            made_cells, read_cells = (
                one[column].astype(object).where(one[column].notna(), None).tolist()
                for one in (frame, read)
            )
            assert made_cells == read_cells, (name, column)


def test_cells_are_written_as_planners_write_them() -> None:
    assert csv_text("posts", POSTS) == (
        "unit_id,quota_type,approved,filled,reserved,keep\n"
        "U1,public_institution,30,28,0,1\n"
        "U2,public_institution,5,5,0,\n"
    )
    staff = pd.DataFrame({"birth": [12 * 1968 + 4], "can_extend": [True]})
    assert csv_text("staff", staff, "zh") == "出生年月,可延迟退休\n1968-05,true\n"


def test_columns_come_in_declared_order() -> None:
    assert csv_text("posts", POSTS[POSTS.columns[::-1]]) == csv_text("posts", POSTS)


def test_files_begin_with_a_byte_order_mark_for_excel(tmp_path: Path) -> None:
    write_scenario(tmp_path / "made", "", {"posts": POSTS}, for_excel=True)
    assert (tmp_path / "made" / "posts.csv").read_bytes().startswith(b"\xef\xbb\xbfunit_id")


def test_an_empty_folder_is_filled_and_folders_above_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_scenario(tmp_path / "empty", "schema = 1\n", {})
    write_scenario(tmp_path / "a" / "b", "schema = 1\n", {})
    assert (tmp_path / "empty" / "scenario.toml").read_text(encoding="utf-8") == "schema = 1\n"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir])
def test_what_is_there_stays(make: object, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir() if make is Path.mkdir else target.touch()
    if target.is_dir():
        (target / "notes.txt").write_text("keep", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(AlreadyExistsError, match="mine"):
        write_scenario(target, "schema = 1\n", {"posts": POSTS})
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_scenario(tmp_path / "made", "schema = 1\n", {"units": None})  # type: ignore[dict-item]
    assert not list(tmp_path.iterdir())


def _content(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_a_builtin_scenario_is_copied_whole(tmp_path: Path) -> None:
    name, source = next(iter(builtin.scenarios().items()))
    copy_scenario(name, tmp_path / "copy")
    copied = _content(tmp_path / "copy")
    assert copied == _content(source)
    assert Path("studies/lenders.toml") in copied
    with pytest.raises(AlreadyExistsError):
        copy_scenario(name, tmp_path / "copy")


def test_a_builtin_model_is_copied(tmp_path: Path) -> None:
    name, source = next(iter(builtin.models().items()))
    copy_model(name, tmp_path / "mine.toml")
    assert (tmp_path / "mine.toml").read_bytes() == source.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]
    with pytest.raises(AlreadyExistsError):
        copy_model(name, tmp_path / "mine.toml")


def test_a_name_that_is_not_built_in_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownBuiltinError, match="s-county"):
        copy_model("s-country", tmp_path / "mine.toml")
    with pytest.raises(UnknownBuiltinError, match="s-country"):
        copy_scenario("s-country", tmp_path / "mine")
    assert not list(tmp_path.iterdir())
