"""What `compare` shows of differences of shares, and what it calls lenders in Chinese."""

import json
from pathlib import Path

import pytest

from allocator.cli.compare_shown import show_comparison
from allocator.cli.options import Shared
from allocator.simulation.measures.quantity import difference
from allocator.text import use_language
from tests.cli.compare.shown import PLAIN, VERBOSE, shown
from tests.cli.compare.told import told
from tests.simulation.studies.results.made_up import made_up, record, tables


def test_a_difference_of_shares_is_in_points() -> None:
    assert difference(0.233, "share") == "23.3 pp"
    assert difference(-0.0001, "share") == "0.0 pp"
    assert difference(float("nan"), "share") == "–"
    assert difference(2.5, "posts") == "2.50"


def test_regret_of_a_share_is_in_points() -> None:
    robust = tables()["robustness"].replace({"posts_granted": "priority_met"})
    robust["max_regret"] = [0.25, 0.05]
    summary = tables(("A1", "A2"))["summary"].replace({"posts_granted": "priority_met"})
    said = told({"robustness": robust, "summary": summary}, ("A1", "A2"))
    assert any("optimal, longest term = 3, 5.0 pp behind the best" in line for line in said)


def test_effects_on_a_share_are_in_points(capsys: pytest.CaptureFixture[str]) -> None:
    changed = {
        name: tables()[name].replace({"posts_granted": "priority_met"})
        for name in ("effects", "summary")
    }
    rows = shown(capsys, made_up(tables() | changed, record()), VERBOSE)
    both = "lender: no_bank → optimal; longest term: 1 → 3"
    assert [both, "alone", "250.0 pp", "225.0 pp", "275.0 pp", "0.040"] in rows


def test_lenders_have_names_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    use_language("zh")
    show_comparison(made_up(tables(), record()), Path("out"), VERBOSE)
    said = capsys.readouterr().out
    assert "优化方案（optimal）、最长期限 = 3" in said
    assert "（no_bank） → 优化方案（optimal）" in said
    show_comparison(made_up(tables(), record()), Path("out"), PLAIN)
    assert "\nno_bank" not in capsys.readouterr().out


def test_json_keeps_the_codes(capsys: pytest.CaptureFixture[str]) -> None:
    use_language("zh")
    shared = Shared(json=True, quiet=False, verbose=False)
    show_comparison(made_up(tables(), record()), Path("out"), shared)
    answer = json.loads(capsys.readouterr().out)
    assert {row["setting"] for row in answer["summary"]} == {"S1", "S2"}
    assert answer["summary"][0]["measure"] == "posts_granted"
