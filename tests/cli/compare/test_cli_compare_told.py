"""What `compare` says follows from a study, in sentences."""

from typing import Any

import pytest

from tests.cli.compare.told import declared, told
from tests.simulation.studies.results.made_up import (
    NAN,
    drawn,
    frame,
    front,
    tables,
)


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
