"""`simulate`: what it writes, what it says, and how it ends."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import allocator.simulation.lenders as lenders
import allocator.simulation.running as running
from allocator.allocation.plan.decisions import Decisions
from allocator.simulation.lender_names import LENDER_NAMES
from allocator.simulation.lenders import LENDERS, Round, nothing_lent
from allocator.simulation.measures import MEASURES
from allocator.simulation.measures.key_measures import KEY_MEASURES
from allocator.simulation.reading_back import read_simulation

Call = Callable[..., Any]
FILES = {
    *("years.csv", "runs.csv", "summary.csv", "simulation.json"),
    *("years.parquet", "runs.parquet", "summary.parquet"),
}
SHORT = ("--lender", "tier_order", "--years", 2, "--workers", 1)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def sim(tmp_path: Path) -> Path:
    """Where the simulation goes."""
    return tmp_path / "sim"


def test_the_names_of_lenders_and_measures_are_theirs() -> None:
    assert tuple(LENDERS) == LENDER_NAMES
    assert set(KEY_MEASURES) < {measure.id for measure in MEASURES}


def test_it_writes_the_files_and_shows_the_means(small: Any, cli: Call, sim: Path) -> None:
    done = cli("simulate", small.write(), *SHORT, "--replications", 3, "--out", sim)
    assert (done.status, done.err) == (0, "")
    assert names(sim) == FILES
    assert "2026–2027, rounds decided by tier_order: mean of 3 replications" in done.out
    assert f"Simulation written to {sim}" in done.out
    assert "With 3 replications the intervals are unreliable" in done.out
    found = read_simulation(sim)
    assert set(found.record["titles"]) == {"scenario", "policy"}
    assert found.record["replications"] == {"first": 0, "asked": 3, "finished": 3}
    assert set(found.years["year"]) == {2026, 2027}
    summary = found.summary[found.summary["year"].isna()].set_index("measure")
    (row,) = [line for line in done.out.splitlines() if line.startswith("posts granted ")]
    # Two decimals of the mean and of both ends of the interval.
    shown = [f"{summary.loc['posts_granted', name]:.2f}" for name in ("mean", "low", "high")]
    assert row.split()[2:] == shown


def test_more_of_it_in_words_and_in_chinese(small: Any, cli: Call, sim: Path) -> None:
    run = ("simulate", small.write(), *SHORT, "--replications", 2, "--out", sim)
    assert "people recruited" not in cli(*run).out
    assert "people recruited" in cli(*run, "-v").out
    quiet = cli(*run, "--quiet")
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")
    assert cli(*run, "--lang", "zh").status == 0


def test_as_json(small: Any, cli: Call, sim: Path) -> None:
    done = cli("simulate", small.write(), *SHORT, "--replications", 1, "--out", sim, "--json")
    assert done.err == ""
    said = done.json()
    summary = said.pop("summary")
    assert said == json.loads((sim / "simulation.json").read_text(encoding="utf-8"))
    asked = next(row for row in summary if row["measure"] == "posts_asked")
    # One replication has no interval.
    assert (asked["replications"], asked["low"], asked["high"]) == (1, None, None)


def test_processes_change_nothing(small: Any, cli: Call, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run = ("simulate", small.write(), *SHORT[:4], "--replications", 4, "--seed", 3)
    said = [
        cli(*run, "--workers", workers, "--out", out).out.replace(str(out), "")
        for workers, out in ((1, one), (2, two))
    ]
    assert said[0] == said[1]
    for file in FILES - {"simulation.json"}:
        assert (one / file).read_bytes() == (two / file).read_bytes(), file


def test_one_replication_alone_is_as_among_the_others(small: Any, cli: Call, sim: Path) -> None:
    run = ("simulate", small.write(), *SHORT, "--seed", 3, "--out", sim)
    assert cli(*run, "--replications", 4).status == 0
    among = read_simulation(sim).years
    assert cli(*run, "--replication", 2, "--log").status == 0
    alone = read_simulation(sim)
    among = among[among["replication"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.years, among)
    assert names(sim) == FILES | {"log.csv", "log.parquet"}
    assert len(alone.log) > 0
    assert set(alone.log["replication"]) == {2}
    assert cli(*run, "--replications", 1).status == 0
    assert names(sim) == FILES


def test_settings_and_seed_matter(small: Any, cli: Call, sim: Path) -> None:
    run = ("simulate", small.write(), *SHORT, "--replications", 2, "--out", sim, "--json")
    first = cli(*run).json()
    assert cli(*run).json()["run"] == first["run"]
    assert cli(*run, "--seed", 1).json()["run"] != first["run"]
    other = cli(*run, "--set", "simulation.recruitment.success=0.5").json()
    assert other["run"] != first["run"]
    assert other["simulation"]["recruitment"]["success"] == "0.5"
    assert cli(*run, "--confidence", 0.5).json()["confidence"] == 0.5


def gives_all_that_is_asked(given: Round) -> Decisions:
    """A lender that breaks rules."""
    numbers = given.numbers
    own = {name: request.asked for name, request in numbers.requests.items()}
    return replace(nothing_lent(numbers), own=own)


def test_a_round_that_breaks_rules_ends_with_a_status_of_its_own(
    small: Any, cli: Call, sim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lenders, "LENDERS", {"tier_order": gives_all_that_is_asked})
    done = cli("simulate", small.write(), *SHORT, "--replications", 1, "--out", sim, "--audit")
    assert done.status == 6
    assert "the round of 2026 by “gives_all_that_is_asked” breaks rules: " in done.err
    assert "own_vacancies_first" in done.err
    assert not sim.exists()


def test_a_warm_up_is_left_out_of_the_whole_run(small: Any, cli: Call, sim: Path) -> None:
    short = ("simulate", small.write(), *SHORT, "--replications", 1, "--out", sim)
    assert cli(*short, "--warm-up", 1).status == 0
    result = read_simulation(sim)
    assert result.record["warm_up"] == 1
    asked = result.years.query("measure == 'posts_asked' and year == 2027")["value"].tolist()
    assert result.runs.query("measure == 'posts_asked'")["value"].tolist() == asked
    done = cli(*short, "--warm-up", 2)
    assert done.status == 2
    assert "--warm-up 2: expected fewer than the 2 years" in done.err


def test_every_round_can_be_audited(small: Any, cli: Call, sim: Path) -> None:
    done = cli("simulate", small.write(), *SHORT, "--replications", 1, "--out", sim, "--audit")
    assert (done.status, done.err) == (0, "")
    assert read_simulation(sim).record["audited"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--lender", "optimum"), "optimal"),
        (("--years", "0"), "0"),
        (("--replications", "0"), "0"),
        (("--replication", "-1"), "-1"),
        (("--seed", "-1"), "-1"),
        (("--workers", "-1"), "-1"),
        (("--confidence", "1"), "1"),
        (("--confidence", "nan"), "nan"),
        (("--log",), "add --replication 0 (or the number of another), or --replications 1"),
        (("--log", "--replications", "2"), "not of 2"),
        (("--replication", "3", "--replications", "9"), "give one of the two"),
    ],
)
def test_wrong_usage(cli: Call, sim: Path, arguments: tuple[str, ...], said: str) -> None:
    done = cli("simulate", "s-county", "--out", sim, *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert not sim.exists()


def test_a_folder_of_other_things_is_refused_before_anything_else(cli: Call, sim: Path) -> None:
    sim.mkdir()
    (sim / "notes.txt").write_text("mine", encoding="utf-8")
    done = cli("simulate", "nowhere", *SHORT, "--out", sim)
    assert (done.status, done.out) == (1, "")
    assert "holds other files and no simulation" in done.err
    assert names(sim) == {"notes.txt"}


@pytest.mark.parametrize("lender", ["optimal", "first_come"])
def test_rules_that_contradict_each_other_at_once_are_4(
    small: Any, cli: Call, sim: Path, lender: str
) -> None:
    # B1 has lent 5 of its 6 posts and must keep 2 back, one more than it has.
    small.put("loans", 2, "posts", 5).put("pools", 2, "reserve", 2)
    done = cli("simulate", small.write(), "--lender", lender, "--years", 1, "--out", sim)
    assert (done.status, done.out) == (4, "")
    assert "pool B1 lacks 1 post(s) in 2026" in done.err
    assert not sim.exists()


@pytest.fixture
def cut_short(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets Ctrl-C come after so many replications."""
    whole = running.finished_replications

    def cut(after: int) -> None:
        def replications(*arguments: Any, **options: Any) -> Any:
            for place, each in enumerate(whole(*arguments, **options)):
                if place == after:
                    raise KeyboardInterrupt
                yield each

        monkeypatch.setattr(running, "finished_replications", replications)

    return cut


def test_ctrl_c_keeps_what_has_finished(
    small: Any, cli: Call, sim: Path, cut_short: Callable[[int], None]
) -> None:
    cut_short(2)
    done = cli("simulate", small.write(), *SHORT, "--replications", 5, "--out", sim)
    assert done.status == 130
    assert "2 of 5 replications have finished and are kept" in done.err
    found = read_simulation(sim)
    assert found.record["status"] == "interrupted"
    assert found.record["replications"] == {"first": 0, "asked": 5, "finished": 2}
    assert set(found.runs["replication"]) == {0, 1}


def test_ctrl_c_before_any_has_finished_leaves_nothing(
    small: Any, cli: Call, sim: Path, cut_short: Callable[[int], None]
) -> None:
    cut_short(0)
    done = cli("simulate", small.write(), *SHORT, "--replications", 5, "--out", sim)
    assert (done.status, done.out) == (130, "")
    assert not sim.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_real_ctrl_c_on_a_terminal(small: Any, sim: Path, ctrl_c: Call) -> None:
    """Pressed when the bar says that some have finished; all processes of the group get it."""
    arguments = ("simulate", small.write(), *SHORT[:4], "--replications", 100_000, "--out", sim)
    status, said = ctrl_c(*arguments, "--workers", 2, at=r"\b[1-9]\d*/100000")
    assert status == 130, said
    assert "Simulating" in said
    assert "Traceback" not in said
    assert "leaked" not in said
    finished = read_simulation(sim).record["replications"]["finished"]
    assert 1 <= finished < 100_000
