"""What `compare` says of a study, and of a run that it plays again."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from allocator.cli.compare_shown import show_comparison
from allocator.cli.options import Shared
from allocator.cli.rerun_shown import show_rerun
from allocator.simulation.measures import Row
from allocator.simulation.studies.runs.cell import Failure, Run
from allocator.simulation.studies.study_file import study_of
from allocator.simulation.studies.told.findings import findings
from allocator.simulation.studies.told.study_names import StudyNames
from allocator.text import use_language
from tests.simulation.studies.results.made_up import (
    NAN,
    drawn,
    failures,
    frame,
    front,
    indices,
    made_up,
    record,
    tables,
)

PLAIN = Shared(json=False, quiet=False, verbose=False)
VERBOSE = Shared(json=False, quiet=False, verbose=True)


def shown(
    capsys: pytest.CaptureFixture[str], comparison: Any, shared: Shared = PLAIN
) -> list[list[str]]:
    """Rows on the terminal, by cells two spaces apart."""
    show_comparison(comparison, Path("out"), shared)
    lines = capsys.readouterr().out.splitlines()
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]


def told(
    changed: Mapping[str, Any] | None = None, assumptions: tuple[str, ...] = ("A1",), **more: Any
) -> list[str]:
    """What follows from a study."""
    comparison = made_up(tables(assumptions) | dict(changed or {}), record(**more))
    return list(findings(comparison, StudyNames(comparison)))


def declared(**more: Any) -> dict[str, Any]:
    return {"declared": record()["declared"] | more}


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
    # A share, in per cent; neither way is better, so no setting may be the best.
    assert rows[place + 3] == [
        *("optimal, longest term = 3", "1250.0%", "1180.0%", "1320.0%"),
        *("250.0%", "225.0%", "275.0%", "<0.001"),
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


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("half_width", "30 replications: the half-widths that were wanted are reached."),
        ("most", "30 replications, the most that the study allows. The half-widths"),
        ("runs", "30 replications: the budget allows no more runs. The half-widths"),
        ("hours", "30 replications: the hours of the budget are over. The half-widths"),
    ],
)
def test_why_it_stopped(reason: str, said: str) -> None:
    wanted = declared(replications={"half_width": [{"measure": "posts_granted"}]})
    (first, *_others) = told(stopping={"replications": 30, "reason": reason}, **wanted)
    assert first.startswith(said)
    assert ("not reached" in first) == (reason != "half_width")


def test_what_common_random_numbers_are_worth() -> None:
    begins = "Common random numbers divide the variance of differences in “posts granted” by "
    assert told()[1] == f"{begins}12.3."
    two = tables(("A1", "A2"))["differences"]

    def of(*factors: float) -> list[str]:
        rows = two.loc[two["measure"] == "posts_granted"].assign(variance_reduction=factors)
        return told({"differences": rows})[1:]

    assert of(2.0, 12.34, 7.0) == [f"{begins}2.0 to 12.3."]
    # 1 ÷ 0.8 is 1.25: to the even digit.
    assert of(0.8, 5.7, 1.0) == [f"{begins}up to 5.7; some variances they multiply, by up to 1.2."]
    assert of(0.5, 0.9, NAN) == [
        "Common random numbers do not lower the variance of differences in “posts granted”: they "
        "multiply it by up to 2.0."
    ]
    # Nothing is said of 0.98: it is 1.0 as well as the sentence tells.
    assert of(0.98, 3.0, NAN) == [f"{begins}1.0 to 3.0."]
    assert of(NAN, NAN, float("inf")) == []


def test_the_least_regret() -> None:
    robust = tables()["robustness"]
    assert told({"robustness": robust}, ("A1", "A2"))[2] == (
        "“posts granted” has its best mean in optimal, longest term = 3, whichever assumption "
        "holds."
    )
    robust.loc[1, ["max_regret", "worst_assumption"]] = [0.5, "A2"]
    assert told({"robustness": robust}, ("A1", "A2"))[2] == (
        "Least regret of “posts granted” whichever assumption holds: optimal, longest term = 3, "
        "0.50 behind the best under law = after."
    )
    robust["max_regret"] = NAN
    assert len(told({"robustness": robust}, ("A1", "A2"))) == 2
    assert len(told({"robustness": robust})) == 2


def test_settings_that_tie_are_all_named() -> None:
    robust = tables()["robustness"]
    robust["max_regret"] = [0.0, 0.0]
    assert told({"robustness": robust}, ("A1", "A2"))[2] == (
        "“posts granted” has its best mean in no_bank; optimal, longest term = 3, whichever "
        "assumption holds."
    )
    # Equal but for rounding, and each the worst under another assumption.
    robust["max_regret"] = [0.1 + 0.2, 0.3]
    robust["worst_assumption"] = ["A1", "A2"]
    assert told({"robustness": robust}, ("A1", "A2"))[2].endswith(
        "no_bank; optimal, longest term = 3, 0.30 behind the best in the worst case."
    )


def _interactions(*found: tuple[str, float, float]) -> dict[str, Any]:
    """Of posts granted: change, effect ±1, p."""
    columns = ("assumption", "measure", "key", "kind", "setting", "change", "replications",
               "effect", "low", "high", "p", "p_holm")  # fmt: skip
    rows = [
        ("A1", "posts_granted", "", "interaction", "S2", change, 20, size, size - 1, size + 1, p, p)
        for change, size, p in found
    ]
    return {"effects": frame(columns, rows)}


def test_whether_levers_act_together() -> None:
    both = "terms: 1 → 3; lender: no_bank → optimal"
    # The larger is not certain, and the largest certain one makes less of something.
    some = _interactions((both, 4.0, 0.06), (both, -2.0, 0.01), (both, 1.0, 0.02))
    assert told(some)[1:3] == [
        "“posts granted”: 2 of 3 interactions are certain: together the changes do other than the "
        "sum of what each does alone.",
        "The largest: -2.00 (95% interval -3.00 to -1.00) by which “longest term: 1 → 3; lender: "
        "no_bank → optimal” differs from that sum.",
    ]
    several = told(some, ("A1", "A2"))
    assert "2 of 3 interactions under the several assumptions" in several[1]
    assert several[2].endswith("differs from that sum, under law = before.")
    # The confidence is 95 %: 0.05 is not below 1 − 0.95.
    none = _interactions((both, 4.0, 0.05), (both, 4.0, NAN))
    assert told(none)[1] == "“posts granted”: of 2 interactions none is certain."
    assert told(none, ("A1", "A2"))[1].endswith("under the several assumptions none is certain.")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            (12.25, 15.0, 11.0),
            "at about “longest term” = 12.25; with 95% confidence not yet at 10, and surely at 15.",
        ),
        ((12.25, None, 11.0), "not yet at 10, and surely at no value that was played."),
        (
            (11.5, 12.0, 10.0),
            "at about “longest term” = 11.5; of no smaller value that was played is it certain, "
            "with 95% confidence, that it does not.",
        ),
        (
            (None, None, None),
            "does not reach 12.00 at any value of “longest term” that was played.",
        ),
        (
            (10.0, 10.0, 10.0),
            "reaches 12.00 already at the smallest value of “longest term” played, 10, with 95% "
            "confidence.",
        ),
        ((10.0, 12.0, 10.0), "played, 10; with 95% confidence surely at 12."),
        ((10.0, None, 10.0), "played, 10; with 95% confidence surely at no value that was played."),
    ],
)
def test_what_a_curve_reaches(found: tuple[float | None, ...], said: str) -> None:
    names = ("estimated", "surely_from", "possibly_from")
    reached = {
        "lender": "optimal",
        "other": "epsilon=2",
        "assumption": "A1",
        "reaches": 12.0,
        **dict(zip(names, found, strict=True)),
    }
    curve = declared(curve={"lever": "terms", "measure": "posts_granted"})
    one = told(drawn(), curve=[reached], **curve)[-1]
    assert one.startswith("optimal, epsilon = 2: “posts granted” ")
    assert one.endswith(said)
    several = told(drawn(), ("A1", "A2"), curve=[reached], **curve)[-1]
    assert several.startswith("optimal, epsilon = 2, law = before: “posts granted” ")


def test_the_front() -> None:
    pareto = {"measures": ["posts_granted", "waiting_months"]}
    assert told(front(), pareto=pareto)[-1] == (
        "Beaten by no other in “posts granted”, “wait of a post until it is granted” at once: "
        "optimal, longest term = 3."
    )


def test_where_a_failure_is_told_where_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    for traceback, told_where in (("Traceback", True), ("", False)):
        failed = failures(("a1b2", "S2", "A1", 3, "Contradiction: of rules", traceback))
        show_comparison(made_up(tables() | {"failures": failed}, record()), Path("out"), PLAIN)
        said = capsys.readouterr().err
        assert "The first: Contradiction: of rules." in said
        assert "--rerun a1b2" in said
        assert ("with where it fails" in said) == told_where


STUDY = {"schema": 1, "name": "tiny", "measures": ["posts_granted"]}


def test_a_run_that_fails_again(capsys: pytest.CaptureFixture[str]) -> None:
    failure = Failure("ZeroDivisionError: of all things", "Traceback:\n  in fails\n")
    show_rerun(Run(7, failure), study_of(STUDY), PLAIN)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        *("Traceback:", "  in fails"),
        "Error: replication 7 has failed again: ZeroDivisionError: of all things",
    ]
    # Where a process was killed there is no place to show.
    nowhere = Run(7, Failure("WorkerDied: killed", ""))
    show_rerun(nowhere, study_of(STUDY), PLAIN)
    assert len(capsys.readouterr().err.splitlines()) == 1
    show_rerun(nowhere, study_of(STUDY), Shared(json=True, quiet=False, verbose=False))
    assert json.loads(capsys.readouterr().out)["traceback"] is None


class Mended:
    """Stands in for what a run measured."""

    rows = (
        Row(2026, "posts_granted", "", 1.0),
        Row(None, "posts_granted", "", 2.0),
        Row(None, "posts_asked", "", 3.0),
    )


def test_a_run_that_comes_to_something(capsys: pytest.CaptureFixture[str]) -> None:
    show_rerun(Run(7, Mended()), study_of(STUDY), PLAIN)  # type: ignore[arg-type]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Replication 7"
    # The whole run, of the measures of the study alone.
    assert [line.split() for line in lines[2:-1]] == [["posts", "granted", "2.00"]]
    assert "without --rerun" in lines[-1]
    show_rerun(Run(7, Mended()), study_of(STUDY), Shared(json=False, quiet=True, verbose=False))  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""
