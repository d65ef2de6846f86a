"""`report`: the files of a plan's report, and what stands in the way of one."""

import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
MADE = ("report.html", "report.xlsx", "summary.docx")


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from allocator.allocation.plan.files import write_plan
    from allocator.allocation.solve import solve
    from allocator.cli.reading import read_checked
    from allocator.scenario.writing import copy_scenario

    parent = tmp_path_factory.mktemp("solved")
    copy_scenario("s-county", parent / "county")
    write_plan(solve(read_checked(str(parent / "county"))), parent / "plan")
    return parent


@pytest.fixture
def county(solved: Path, tmp_path: Path) -> Path:
    """A scenario and its plan where the plan says that the scenario is: of the test's own."""
    shutil.copytree(solved / "plan", tmp_path / "plan")
    shutil.copytree(solved / "county", tmp_path / "county")
    record = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    record["origin"]["source"] = str(tmp_path / "county")
    text = json.dumps(record, ensure_ascii=False)
    (tmp_path / "plan" / "plan.json").write_text(text, encoding="utf-8")
    return tmp_path


def test_in_both_languages_side_by_side(county: Path, cli: Call) -> None:
    plan = county / "plan"
    before = {path.name: path.read_bytes() for path in plan.iterdir()}
    for language, title in (("en", "Decisions"), ("zh", "申请结果")):
        done = cli("report", plan, "--lang", language)
        assert done.status == 0, done.err
        made = plan / f"report-{language}"
        assert {path.name for path in made.iterdir()} == {*MADE, "charts"}
        assert str(made) in done.out
        assert title in (made / "report.html").read_text(encoding="utf-8")
        drawn = {path.suffix for path in (made / "charts").iterdir()}
        assert ".svg" in drawn
        for name in MADE[1:]:
            assert zipfile.ZipFile(made / name).testzip() is None
    assert before == {path.name: path.read_bytes() for path in plan.iterdir() if path.is_file()}


def test_elsewhere_and_as_json(county: Path, cli: Call) -> None:
    done = cli("report", county / "plan", "--out", county / "for-the-committee", "--json")
    assert done.status == 0
    files = [Path(name) for name in done.json()["files"]]
    assert [path.name for path in files[:3]] == list(MADE)
    assert all(path.is_file() for path in files)
    assert not (county / "plan" / "report-en").exists()


def test_again_replaces_the_former_and_keeps_what_is_not_ours(county: Path, cli: Call) -> None:
    made = county / "plan" / "report-en"
    assert cli("report", county / "plan").status == 0
    (made / "notes.txt").write_text("mine", encoding="utf-8")
    (made / "charts" / "gone.svg").write_text("<svg/>", encoding="utf-8")
    (made / "report.html").write_text("older", encoding="utf-8")
    assert cli("report", county / "plan", "--quiet").out == ""
    assert (made / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (made / "charts" / "gone.svg").exists()
    assert (made / "report.html").read_text(encoding="utf-8") != "older"


def test_a_folder_with_other_files_is_left_alone(county: Path, cli: Call) -> None:
    done = cli("report", county / "plan", "--out", county / "county")
    assert done.status == 1
    assert "no report" in done.err
    assert not (county / "county" / "report.html").exists()


@pytest.mark.parametrize("name", ["county", "nothing-here"])
def test_a_folder_without_results(county: Path, cli: Call, name: str) -> None:
    done = cli("report", county / name)
    assert done.status == 3
    assert name in done.err
    assert "plan.json" in done.err
    assert "solve" in done.err


def test_a_scenario_that_has_moved(county: Path, cli: Call) -> None:
    (county / "county").rename(county / "moved")
    done = cli("report", county / "plan")
    assert done.status == 3
    assert str(county / "county") in done.err
    assert "--scenario" in done.err
    assert cli("report", county / "plan", "--scenario", county / "moved").status == 0


def test_a_scenario_that_has_changed(county: Path, cli: Call) -> None:
    units = county / "county" / "units.csv"
    text = units.read_text(encoding="utf-8")
    assert "两山转化发展中心" in text
    units.write_text(text.replace("两山转化发展中心", "两山中心"), encoding="utf-8")
    done = cli("report", county / "plan")
    assert done.status == 3
    assert "plan.json" in done.err
    assert not (county / "plan" / "report-en").exists()


def test_a_plan_made_with_overrides_is_read_with_them(county: Path, cli: Call) -> None:
    out = county / "other"
    setting = ("--set", "lending.confidence=0.8", "--set", "pools[P2].reserve=0")
    assert cli("solve", county / "county", "--out", out, *setting).status == 0
    assert cli("report", out).status == 0
    page = (out / "report-en" / "report.html").read_text(encoding="utf-8")
    assert "lending.confidence=0.8" in page
    assert "pools[P2].reserve=0" in page


def test_a_missing_font_is_told_and_only_its_pictures_are_left_out(county: Path, cli: Call) -> None:
    # A character for private use, which no font has, in the name of a unit that is lent posts.
    units = county / "county" / "units.csv"
    text = units.read_text(encoding="utf-8")
    assert "两山转化发展中心" in text
    units.write_text(text.replace("两山转化", "两山\U000f5a5a转化"), encoding="utf-8")
    out = county / "private"
    assert cli("solve", county / "county", "--out", out).status == 0
    done = cli("report", out)
    assert done.status == 0
    assert "U+F5A5A" in done.err
    drawn = {path.name for path in (out / "report-en" / "charts").iterdir()}
    assert "schedule.svg" in drawn
    assert "schedule.png" not in drawn
    assert "ladder.png" in drawn  # it names no unit
    assert cli("report", out, "--json").json()["missing_characters"] == "\U000f5a5a"


def test_a_failure_on_the_way_leaves_nothing(
    county: Path, cli: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    import allocator.report.page.writing as page

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "report.html")

    monkeypatch.setattr(page, "write_page", full)
    done = cli("report", county / "plan")
    assert done.status == 1
    assert "No space left on device" in done.err
    assert [path.name for path in (county / "plan").iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("helper", ["charts.renderer", "workbook.binder"])
def test_the_end_of_a_process_that_helps_is_told(
    county: Path, cli: Call, monkeypatch: pytest.MonkeyPatch, helper: str
) -> None:
    monkeypatch.setattr(f"allocator.report.{helper}.PROCESS", "allocator.nowhere")
    done = cli("report", county / "plan")
    assert done.status == 1
    assert done.err.startswith("Error: a process that helps with the report ended unexpectedly")
    assert "No module named allocator.nowhere" in done.err
    assert "fault of this software" not in done.err
    assert [path.name for path in (county / "plan").iterdir() if path.is_dir()] == []


class Watching:
    """A bar that notes what it is told."""

    def __init__(self) -> None:
        self.expected: list[Sequence[float]] = []
        self.told: list[str] = []

    def expect_shares(self, shares: Sequence[float]) -> None:
        self.expected.append(shares)

    def tell(self, what: str) -> None:
        assert self.expected, "nobody could say how much is left"
        self.told.append(what)


@pytest.mark.parametrize("kind", ["plan", "simulation"])
def test_every_stage_that_is_expected_is_told(
    county: Path, cli: Call, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = county / kind
    if kind == "simulation":
        simulated = ("simulate", county / "county", "--years", 2, "--replications", 2)
        assert cli(*simulated, "--out", folder).status == 0
    watching = Watching()
    monkeypatch.setattr("allocator.cli.progress.staged", lambda *_: nullcontext(watching))
    assert cli("report", folder).status == 0
    assert len(watching.told) == len(watching.expected[-1])
    drawn = [what for what in watching.told if what.startswith("Drawing: ")]
    assert len(drawn) == len(list((folder / "report-en" / "charts").glob("*.svg")))


def test_a_bar_on_a_terminal_and_nothing_on_a_pipe(
    county: Path, terminal: Call, shell: Call
) -> None:
    said = terminal("report", county / "plan")
    assert "Drawing" in said
    assert shell("report", county / "plan").err == ""
