"""What `compare` shows of settings, effects and shares of variance."""

from pathlib import Path

import pytest

from allocator.cli.compare_shown import show_comparison
from allocator.text import use_language
from tests.cli.compare.shown import PLAIN, VERBOSE, shown
from tests.cli.compare.told import declared, told
from tests.simulation.studies.results.made_up import (
    drawn,
    failures,
    indices,
    made_up,
    record,
    tables,
)


def test_settings_under_one_assumption(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, made_up(tables(), record()))
    assert rows[0] == ["How long"]
    assert rows[1] == ["posts granted: mean and 95% interval, and difference from the baseline"]
    assert rows[3] == ["no_bank", "10.00", "9.30", "10.70"]
    assert rows[4] == [
        *("optimal, longest term = 3", "12.50", "11.80", "13.20"),
        *("2.50", "2.25", "2.75", "<0.001", "yes"),
    ]
    assert rows[5] == ["20 replications, the most that the study allows."]
    assert rows[-1] == ["Study written to out"]


def test_titles_are_in_the_language_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    use_language("zh")
    show_comparison(made_up(tables(), record()), Path("out"), PLAIN)
    said = capsys.readouterr().out
    assert said.startswith("期限研究\n")
    assert "最长期限 = 3" in said


def test_every_measure_where_more_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, made_up(tables(), record()), VERBOSE)
    (place,) = (n for n, row in enumerate(rows) if row[0].startswith("share of what a pool owns"))
    assert " [P1]: mean" in rows[place][0]
    # A share, in per cent, its difference in points; neither way is better: none may be the best.
    assert rows[place + 3] == [
        *("optimal, longest term = 3", "1250.0%", "1180.0%", "1320.0%"),
        *("250.0 pp", "225.0 pp", "275.0 pp", "<0.001"),
    ]


def test_settings_over_several_assumptions(capsys: pytest.CaptureFixture[str]) -> None:
    made = made_up(tables(("A1", "A2")), record())
    rows = shown(capsys, made)
    assert rows[1] == [
        "posts granted: mean over all assumptions and 95% interval, difference from the baseline, "
        "and largest regret"
    ]
    assert rows[3] == ["no_bank", "10.00", "9.30", "10.70", "2.50", "law = before"]
    # 1.5 posts more on the mean of 2.5 and 0.5, ±0.25.
    assert rows[4] == [
        *("optimal, longest term = 3", "11.50", "10.80", "12.20"),
        *("1.50", "1.25", "1.75", "<0.001", "yes", "0.00"),
    ]
    assert not any("under law" in row[0] for row in rows)


def test_each_assumption_where_more_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, made_up(tables(("A1", "A2")), record()), VERBOSE)
    titles = [row[0] for row in rows]
    assert (
        "posts granted: mean and 95% interval, and difference from the baseline, under law = after"
    ) in titles
    # Neither way is better in the other measure, so there is no regret.
    (place,) = (
        n for n, each in enumerate(titles) if each.startswith("share") and "over all" in each
    )
    assert titles[place].endswith(
        "[P1]: mean over all assumptions and 95% interval, and difference from the baseline"
    )
    assert rows[place + 1][-1] == "may be best"


def test_effects_where_more_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(capsys, made_up(tables(), record()), VERBOSE)
    place = rows.index(["posts granted: effects of changes and 95% intervals"])
    assert rows[place + 2 : place + 4] == [
        ["lender: no_bank → optimal; longest term: 1 → 3", "alone",
         "2.50", "2.25", "2.75", "0.040"],
        ["longest term: 1 → 3", "on average", "-0.50", "-1.00", "0.00", "0.050"],
    ]  # fmt: skip
    several = shown(capsys, made_up(tables(("A1", "A2")), record()), VERBOSE)
    assert ["longest term: 1 → 3", "on average", "law = before", "-0.50", "-1.00", "0.00",
            "0.050"] in several  # fmt: skip


def test_indices_in_place_of_settings_that_are_samples(capsys: pytest.CaptureFixture[str]) -> None:
    made = made_up(tables() | indices("levers", "A1"), record())
    for shared, measures in ((PLAIN, 1), (VERBOSE, 2)):
        rows = shown(capsys, made, shared)
        assert "posts granted: share of its variance that is due to each factor" in rows[1][0]
        assert rows[2] == ["lender", "factor", "first order", "interval from", "interval to",
                           "total order", "interval from", "interval to"]  # fmt: skip
        found = ["optimal", "longest term", "0.75", "0.50", "1.00", "0.90", "0.70", "1.10"]
        assert rows.count(found) == measures
        # Nothing is said of any setting.
        assert not any("no_bank" in cell or "best" in cell for row in rows for cell in row)


def test_indices_of_uncertainties_beside_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    made = made_up(tables(("A1", "A2")) | indices("uncertainties", "S2"), record())
    rows = shown(capsys, made, VERBOSE)
    assert rows[3][:3] == ["optimal, longest term = 3", "law", "0.75"]
    assert "over all assumptions" in rows[4][0]
    # Assumptions are samples: nothing is told under one of them, of a curve neither.
    assert not any("under law" in row[0] for row in rows)
    reached = {"lender": "optimal", "other": "epsilon=2", "assumption": "A1", "reaches": 12.0,
               "estimated": 12.0, "surely_from": None, "possibly_from": 12.0}  # fmt: skip
    more = declared(curve={"lever": "terms", "measure": "posts_granted"})
    curve = drawn() | indices("uncertainties", "S2")
    assert not any("reaches" in line for line in told(curve, ("A1", "A2"), curve=[reached], **more))
    assert any("reaches" in line for line in told(drawn(), ("A1", "A2"), curve=[reached], **more))


def test_where_a_failure_is_told_where_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    for traceback, told_where in (("Traceback", True), ("", False)):
        failed = failures(("a1b2", "S2", "A1", 3, "Contradiction: of rules", traceback))
        show_comparison(made_up(tables() | {"failures": failed}, record()), Path("out"), PLAIN)
        said = capsys.readouterr().err
        assert "The first: Contradiction: of rules." in said
        assert "--rerun a1b2" in said
        assert ("with where it fails" in said) == told_where
