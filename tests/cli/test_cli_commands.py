"""Every command does what it says, and says it as asked: tables, JSON, nothing."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import highspy
import pytest

from allocator.scenario import builtin

Call = Callable[..., Any]
PLAN = {
    *("schedule.csv", "decisions.csv", "repayments.csv", "renewals.csv", "deposits.csv"),
    *("transfers.csv", "pools.csv", "plan.json"),
}
ESCAPE = "\x1b"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def plan(small: Any, cli: Call, tmp_path: Path) -> Path:
    done = cli("solve", small.write(), "--out", tmp_path / "plan")
    assert (done.status, done.err) == (0, "")
    return tmp_path / "plan"


# --- check, solve, audit ------------------------------------------------------------------


def test_check(small: Any, cli: Call) -> None:
    done = cli("check", small.write())
    assert (done.status, done.err) == (0, "")
    assert "2 units, 31 people, 2 requests; policy small" in done.out
    assert "U2" in cli("check", small.path, "-v").out


def test_check_as_json(small: Any, cli: Call) -> None:
    small.add("posts", "U1,other,0,0,0,")  # A type without posts has no median vacancy rate.
    report = cli("check", small.write(), "--json").json()
    assert report["fingerprint"] == small.read().fingerprint
    assert report["reference_lines"][0]["median_vacancy_rate"] is None
    u1 = next(cell for cell in report["stock"] if cell["quota_type"] == "public")
    assert u1["leavers"]["2027"] == 2
    assert u1["limits"]["2026-2027"] == 3
    assert [tier["score"] for tier in report["tiers"]] == [84.4, None]


def test_check_takes_settings(small: Any, cli: Call) -> None:
    done = cli("check", small.write(), "--set", "deposit.keep_share=0.5", "--set", "horizon=7")
    assert "2032" in done.out


def test_warnings_go_to_stderr_and_into_json(small: Any, cli: Call) -> None:
    small.add("units", "U3,Third,S,,D3,A,,")
    done = cli("check", small.write())
    assert done.err.startswith("Warning: units.csv, row 4, column unit_id")
    assert "U3 without posts" not in done.out
    quiet = cli("check", small.path, "--quiet")
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    done = cli("check", small.path, "--json")
    assert done.err == ""
    assert [warning["row"] for warning in done.json()["warnings"]] == [4]


def test_solve_and_audit(small: Any, plan: Path, cli: Call) -> None:
    assert names(plan) == PLAN
    assert json.loads((plan / "plan.json").read_text(encoding="utf-8"))["status"] == "optimal"
    done = cli("audit", small.path, plan)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("0 violations in ")
    assert cli("audit", small.path, plan, "--json").json()["clean"] is True


def test_solve_as_json_is_what_the_record_says(small: Any, cli: Call, tmp_path: Path) -> None:
    done = cli("solve", small.write(), "--out", tmp_path / "plan", "--json")
    record = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert done.json() == record


def test_solve_again_replaces_the_plan_and_keeps_other_files(
    small: Any, plan: Path, cli: Call
) -> None:
    (plan / "notes.txt").write_text("mine", encoding="utf-8")
    before = (plan / "decisions.csv").read_bytes()
    assert cli("solve", small.path, "--out", plan, "--set", "efficiency.threshold=9").status == 0
    assert names(plan) == PLAN | {"notes.txt"}
    assert (plan / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (plan / "decisions.csv").read_bytes() != before
    assert cli("audit", small.path, plan, "--set", "efficiency.threshold=9").status == 0
    assert names(plan.parent) >= {"plan", "small"}
    assert not [name for name in names(plan.parent) if name.startswith(".")]


def test_solve_into_an_empty_folder(small: Any, cli: Call, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    assert cli("solve", small.write(), "--out", tmp_path / "plan").status == 0
    assert names(tmp_path / "plan") == PLAN


@pytest.mark.parametrize("suffix", [".mps", ".lp", ".LP"])
def test_a_model_is_written_and_highs_reads_it(
    small: Any, cli: Call, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"model{suffix}"
    done = cli("solve", small.write(), "--out", tmp_path / "plan", "--write-model", file, "--json")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(file)) == highspy.HighsStatus.kOk
    highs.run()
    first = done.json()["goals"][0]
    assert highs.getInfo().objective_function_value == pytest.approx(float(first["value"]))


# --- models, scenarios, new, generate -------------------------------------------------------


@pytest.mark.parametrize("group", ["models", "scenarios"])
def test_lists(cli: Call, group: str) -> None:
    assert "s-county" in cli(group).out
    assert cli(group).out == cli(group, "list").out
    listed = cli(group, "list", "--json").json()
    assert "s-county" in [row["name"] for row in listed]
    assert cli(group, "--json").json() == listed
    assert cli(group, "--json", "list").json() == listed


def test_show(cli: Call) -> None:
    assert "[lending]" in cli("models", "show", "s-county").out
    assert cli("models", "show", "s-county", "--json").json()["lending"]["terms"] == [1, 2, 3, 4, 5]
    assert "S County" in cli("scenarios", "show", "s-county").out
    assert cli("scenarios", "show", "s-county", "--json").json()["rows"]["units"] > 0


def test_the_studies_of_a_scenario(cli: Call, tmp_path: Path) -> None:
    ready = sorted(path.stem for path in (builtin.scenarios()["s-county"] / "studies").iterdir())
    assert "lenders" in ready
    listed = {row["name"]: row["studies"] for row in cli("scenarios", "--json").json()}
    assert listed["s-county"] == ready
    (row,) = [line for line in cli("scenarios").out.splitlines() if line.startswith("s-county")]
    assert row.split()[-1] == str(len(ready))
    assert cli("scenarios", "show", "s-county", "--json").json()["studies"] == ready
    assert ", ".join(ready) in cli("scenarios", "show", "s-county").out.splitlines()[-1]
    assert cli("scenarios", "copy", "s-county", tmp_path / "mine").status == 0
    assert sorted(path.stem for path in (tmp_path / "mine" / "studies").iterdir()) == ready


def test_copies_are_usable_and_nothing_is_overwritten(cli: Call, tmp_path: Path) -> None:
    model, folder = tmp_path / "mine.toml", tmp_path / "mine"
    assert cli("models", "copy", "s-county", model).status == 0
    assert cli("scenarios", "copy", "s-county", folder).status == 0
    assert cli("check", folder, "--quiet").status == 0
    for command in (
        ("models", "copy", "s-county", model),
        ("scenarios", "copy", "s-county", folder),
    ):
        done = cli(*command)
        assert (done.status, done.out) == (1, "")
        assert "exists already" in done.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_new_then_check(cli: Call, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "mine"
    assert cli("new", folder, "--lang", language).status == 0
    done = cli("check", folder, "--lang", language)
    assert (done.status, done.err) == (0, "")
    header = (folder / "posts.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.startswith({"en": "unit_id,quota_type", "zh": "单位编码,编制类型"}[language])


@pytest.mark.parametrize("year", [1950, 2150])
def test_new_for_any_year_that_is_allowed(cli: Call, tmp_path: Path, year: int) -> None:
    assert cli("new", tmp_path / "mine", "--base-year", year).status == 0
    assert cli("check", tmp_path / "mine", "--quiet").status == 0


def test_new_here(shell: Call, tmp_path: Path) -> None:
    assert shell("new", ".").status == 0
    assert shell("check", ".").status == 0
    assert ".new" not in "".join(names(tmp_path / "shell"))


def test_new_overwrites_nothing(cli: Call, small: Any) -> None:
    before = {path: path.read_bytes() for path in small.write().iterdir()}
    done = cli("new", small.path)
    assert (done.status, done.out) == (1, "")
    assert {path: path.read_bytes() for path in small.path.iterdir()} == before
    assert cli("generate", "--units", 5, "--seed", 1, "--out", small.path).status == 1


def test_generate_check_solve_audit(cli: Call, tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "plan"
    assert cli("generate", "--units", 12, "--seed", 3, "--out", made).status == 0
    assert cli("check", made, "--json").json()["warnings"] == []
    assert cli("solve", made, "--out", out).status == 0
    assert cli("audit", made, out).status == 0


# --- retirement -------------------------------------------------------------------------------

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
    if encoding != "utf-8-sig":
        piped = shell("retirement", "--table", "-", given=given, LC_ALL="C")
        assert (piped.status, piped.out) == (0, done.out)


def test_retirement_of_a_table_as_json(shell: Call) -> None:
    done = shell("retirement", "--table", "-", "--json", given=b"class,birth\nmen60,1965-01\n")
    assert [row["month"] for row in done.json()] == ["2025-02"]


def test_bad_rows_of_a_table_are_all_told_and_nothing_is_answered(shell: Call) -> None:
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
    report = shell("retirement", "--table", "-", "--json", given=given).json()
    assert [problem["row"] for problem in report["problems"]] == [3, 4, 6, 7]


@pytest.mark.parametrize("given", [b"", b"birth\n1965-01\n", b"\x00", b'birth,class\n"1965'])
def test_a_table_without_its_columns(shell: Call, given: bytes) -> None:
    done = shell("retirement", "--table", "-", given=given)
    assert (done.status, done.out) == (3, "")


def test_a_table_that_is_nowhere(cli: Call, tmp_path: Path) -> None:
    assert cli("retirement", "--table", tmp_path / "people.csv").status == 3
    assert cli("retirement", "--table", tmp_path).status == 3


# --- efficiency -------------------------------------------------------------------------------


def test_efficiency(cli: Call) -> None:
    # δ = 100/30 = 3.33; 7.17/3.33 = 215.315… %, 7.17/6.66 = 107.657… %, 7.17/9.99 = 71.771… %.
    done = cli("efficiency", "--approved", 30, "--points", "7.17")
    delta, *rates, most = done.out.splitlines()
    assert delta == "value per post δ = 3.33"
    assert [re.findall(r"[\d.]+", rate) for rate in rates] == [
        *(["1", "215.32"], ["2", "107.66"], ["3", "71.77"])
    ]
    assert "at most 2" in most
    answer = cli("efficiency", "--approved", 30, "--points", "7.17", "--json").json()
    assert answer["value_per_post"] == "3.33"
    assert [row["rate"] for row in answer["rates"]] == ["215.32", "107.66", "71.77"]
    assert answer["most_posts"] == 2


def test_points_needed(cli: Call) -> None:
    done = cli("efficiency", "--approved", 30, "--posts", 3)
    assert re.findall(r"[\d.]+", done.out.splitlines()[1]) == ["3", "9.99"]
    # Exactly enough for three: 9.99 ÷ 3.33 = 3 without a rounding error.
    answer = cli("efficiency", "--approved", 30, "--points", "9.99", "--json").json()
    assert answer["most_posts"] == 3


# --- how it is said ---------------------------------------------------------------------------


def test_quiet_says_nothing_on_success(small: Any, cli: Call, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    for command in (
        ("check", small.write()),
        ("solve", small.path, "--out", plan),
        ("audit", small.path, plan),
        ("new", tmp_path / "new"),
        ("generate", "--units", 3, "--seed", 1, "--out", tmp_path / "made"),
        ("models", "copy", "s-county", tmp_path / "mine.toml"),
        ("scenarios", "copy", "s-county", tmp_path / "mine"),
    ):
        done = cli(*command, "--quiet")
        assert (done.status, done.out, done.err) == (0, "", ""), command


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_language_is_asked_for_anywhere(cli: Call, place: str) -> None:
    for language in ("zh", "en"):
        asked = ("--lang", language)
        command = (*asked, "models") if place == "before" else ("models", *asked)
        titles = {"zh": "S县编制银行", "en": "S County quota bank"}
        assert titles[language] in cli(*command).out
        assert titles[language] in cli(*(f"--lang={language}",), "models").out


def test_the_language_is_that_of_the_locale(shell: Call) -> None:
    assert "S县编制银行" in shell("models", LC_ALL="zh_CN.UTF-8").out
    assert (
        "S County quota bank" in shell("models", LC_ALL="", LC_MESSAGES="", LANG="en_GB.UTF-8").out
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_color_on_a_terminal(terminal: Call, small: Any, variables: dict[str, str]) -> None:
    said = terminal("check", small.write(), **variables)
    assert "public" in said
    assert "Checking" in said  # a bar moves the cursor, which is no colour
    colours = [int(code) for codes in re.findall(r"\x1b\[([\d;]*)m", said)
               for code in codes.split(";") if code]  # fmt: skip
    # 0, 1, 2, 22 reset and embolden; 30 and above are colours (ECMA-48, 8.3.117)
    assert not [code for code in colours if code >= 30]
    assert ESCAPE not in said[said.index("quota type") :]


def test_colours_on_a_terminal_unless_they_are_not_wanted(terminal: Call, small: Any) -> None:
    assert re.search(r"\x1b\[[\d;]*3\d", terminal("check", small.write(), TERM="xterm-256color"))


def test_no_escape_codes_on_a_pipe(shell: Call, small: Any) -> None:
    done = shell("check", small.write())
    assert ESCAPE not in done.out + done.err


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_shows_progress_and_clears_it(
    terminal: Call, small: Any, tmp_path: Path
) -> None:
    said = terminal("solve", small.write(), "--out", tmp_path / "plan")
    assert "Preparing" in said
    assert "Plan written to" in said
    colours = r"\x1b\[[\d;]*m"
    assert re.search(colours, said)
    plain = terminal("solve", small.path, "--out", tmp_path / "plan", NO_COLOR="1")
    assert not re.search(colours, plain)
