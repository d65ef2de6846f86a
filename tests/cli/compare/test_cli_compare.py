"""`compare`: what it writes and says, which runs it plays, and what plays them."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import allocator.simulation.studies.compare as library
from allocator.simulation.studies.results.comparison_files import STORE
from allocator.simulation.studies.results.comparison_read import read_comparison
from tests.cli.compare.tiny import STUDY
from tests.simulation.studies.results.made_up import made_up, record, tables

Call = Callable[..., Any]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_it_writes_the_files_and_shows_the_settings(compare: Call, out: Path) -> None:
    done = compare()
    assert (done.status, done.err) == (0, "")
    assert {"summary.csv", "summary.parquet", "summary.tex", "study.json", STORE} <= names(out)
    found = read_comparison(out)
    assert found.record["stopping"]["replications"] == 3
    summary = found.tables["summary"].query("measure == 'posts_granted'").set_index("setting")
    (row,) = [line for line in done.out.splitlines() if line.startswith("tier_order ")]
    # Two decimals of the mean and of both ends of the interval.
    shown = [f"{summary.loc['S2', name]:.2f}" for name in ("mean", "low", "high")]
    assert row.split()[1:4] == shown
    assert "3 replications, the most that the study allows." in done.out
    assert f"Study written to {out}" in done.out


EVERYTHING = """
[[levers]]
id = "rate"
key = "simulation.demand.rate"
values = [0.2, 2]

[[uncertainties]]
id = "success"
key = "simulation.recruitment.success"
values = [0.3, 1]
weights = [1, 3]

[curve]
lever = "rate"
measure = "posts_granted"
reaches = 4

[pareto]
measures = ["posts_granted", "waiting_months"]
"""


@pytest.fixture(scope="module")
def everything_played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Store of the runs of it, which the first to ask for them plays."""
    return tmp_path_factory.mktemp("everything") / STORE


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "tier_order, rate = 2",
                "3 replications, the most that the study allows.",
                "“posts granted” reaches 4.00 ",
                "Beaten by no other in “posts granted”, “wait of a post until it is granted”",
                "“posts granted” has its best mean in tier_order, rate = 2, whichever",
            ),
        ),
        ("zh", ("order）、rate = 2", "批准编制数：", "最大遗憾", "没有其他方案同时更优的：")),
    ],
)
def test_a_study_of_everything_is_shown_to_the_end(
    compare: Call,
    study: Path,
    out: Path,
    everything_played: Path,
    language: str,
    said: tuple[str, ...],
) -> None:
    study.write_text(STUDY + EVERYTHING, encoding="utf-8")
    done = compare("--lang", language, "--store", everything_played)
    assert (done.status, done.err) == (0, "")
    for each in said:
        assert each in done.out
    assert {"curve.csv", "pareto.csv"} <= names(out)


def test_runs_that_are_there_are_not_played_again(
    compare: Call, out: Path, played: list[int]
) -> None:
    first = compare()
    assert sorted(played) == [0, 0, 1, 1, 2, 2]  # two lenders
    bytes_of = {path.name: path.read_bytes() for path in out.iterdir()}
    assert compare().out == first.out
    assert len(played) == 6
    for name, before in bytes_of.items():
        assert name in ("effort.json", STORE) or (out / name).read_bytes() == before, name
    assert compare("--no-resume").out == first.out
    assert len(played) == 12


def test_studies_may_share_a_store(
    compare: Call, out: Path, tmp_path: Path, played: list[int]
) -> None:
    shared, other = out / "mine.db", tmp_path / "other"
    assert compare("--store", shared).status == 0
    assert compare("--store", shared, "--out", other).status == 0
    assert len(played) == 6
    assert "mine.db" in names(out)
    assert STORE not in names(out) | names(other)


def test_as_json(compare: Call, out: Path) -> None:
    done = compare("--json", "--lang", "zh")
    assert (done.status, done.err) == (0, "")
    said = done.json()
    assert len(said["differences"]) == 2  # one setting beside the baseline, two measures
    assert said["best"][0]["may_be_best"] in (True, False)
    assert {row["measure"] for row in said["summary"]} == {"posts_granted", "waiting_months"}
    record = json.loads((out / "study.json").read_text(encoding="utf-8"))
    for name in set(record) - {"best", "tables"}:
        assert said[name] == record[name]


def test_a_study_by_its_name_in_the_scenario(small: Any, cli: Call, out: Path) -> None:
    folder = small.write()
    (folder / "studies").mkdir()
    (folder / "studies" / "mine.toml").write_text(STUDY, encoding="utf-8")
    assert cli("compare", folder, "mine", "--out", out, "--workers", 1).status == 0
    assert read_comparison(out).record["declared"]["name"] == "tiny"
    assert cli("check", folder).err == ""


@pytest.mark.parametrize(
    ("arguments", "handed"),
    [
        ((), {"workers": 0, "cluster": None, "resume": True}),
        (("--workers", "3", "--no-resume"), {"workers": 3, "cluster": None, "resume": False}),
        (("--cluster", "tcp://127.0.0.1:8786"), {"workers": 0, "cluster": "tcp://127.0.0.1:8786"}),
    ],
)
def test_what_plays_the_runs_is_handed_on(
    small: Any,
    cli: Call,
    study: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    handed: dict[str, Any],
) -> None:
    def compared(ready: Any, **options: Any) -> Any:
        assert ready.study.name == "tiny"
        assert ready.scenario.settings.simulation.recruitment.success == Decimal("0.5")
        assert options | handed == options
        return made_up(tables(), record())

    monkeypatch.setattr(library, "compared", compared)
    changed = ("--set", "simulation.recruitment.success=0.5")
    done = cli("compare", small.write(), study, "--out", out, *changed, *arguments)
    assert (done.status, done.err) == (0, "")
    assert read_comparison(out).record == record()
