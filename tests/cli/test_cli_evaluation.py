"""Commands around the evaluation: screens, stability, comparisons, and what ``check`` adds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.allocation.standing_warnings import SEVERITY_OF
from allocator.cli.check_tables import (
    MOST_WARNINGS,
    colour_name,
    severity_name,
    trigger_name,
    warning_name,
)
from allocator.evaluation.second_look import TRIGGERS
from allocator.text import use_language

Call = Callable[..., Any]


# --- check ------------------------------------------------------------------------------------


def test_check_prints_standing_warnings(small: Any, cli: Call) -> None:
    small.put("posts", 2, "filled", 32)
    done = cli("check", small.write())
    assert done.status == 0  # a warning is not an error
    assert "overstaffed (overstaffed), medium: 1" in done.out
    assert "First (U1), public: 32 people on 30 approved posts, 2 too many." in done.out


def test_check_prints_a_few_of_each_kind_and_v_all(small: Any, cli: Call) -> None:
    count = MOST_WARNINGS + 2
    small.add("posts", *(f"U1,t{place},1,2,0," for place in range(count)))
    line = "2 people on 1 approved posts, 1 too many"
    few = cli("check", small.write()).out
    assert few.count(line) == MOST_WARNINGS
    assert "2 more (-v for all)" in few
    assert cli("check", small.path, "-v").out.count(line) == count


def test_check_as_json_has_warnings_looks_weights_and_input(small: Any, cli: Call) -> None:
    small.put("posts", 2, "filled", 32)
    report = cli("check", small.write(), "--json", "--set",
                 "evaluation.second_look.bottom_share=1").json()  # fmt: skip
    (overstaffed,) = [w for w in report["standing_warnings"] if w["rule"] == "overstaffed"]
    assert overstaffed["severity"] == "medium"
    assert overstaffed["numbers"] == {"approved": 30, "filled": 32, "overstaff": 2}
    assert overstaffed["suggestion"]
    assert report["second_look"] == [{"unit_id": "U1", "trigger": "bottom"}]
    assert report["weights"] == {"A": {"cases": "60", "savings": "40"}}
    assert report["points"] == {"U1": {"cases": 48, "savings": 36.4}}
    assert report["input_output"][0]["posts"] == 32
    assert report["tiers"][0]["rank"] == 1
    assert report["tiers"][1]["frozen_until"] is None


def test_check_counts_the_frozen(small: Any, cli: Call) -> None:
    small.text("grades.csv", "unit_id,year,tier,colour\nU2,2025,3,yellow\n")
    done = cli("check", small.write(), "--set", "response.yellow.freeze_years=2")
    assert any(line.split()[-1] == "frozen" for line in done.out.splitlines() if line)
    assert ["U2", "2026"] in [line.split() for line in done.out.splitlines()]
    frozen = cli("check", small.path, "--json", "--set", "response.yellow.freeze_years=2").json()
    assert [tier["frozen_until"] for tier in frozen["tiers"]] == [None, 2026]


def test_check_shows_the_evaluation_with_v(small: Any, cli: Call) -> None:
    out = cli("check", small.write(), "-v").out
    line = next(line for line in out.splitlines() if line.startswith("A") and " U1 " in line)
    assert line.split() == ["A", "U1", "green", "1", "84.40", "2", "29", "84.40", "1.00"]


def judged(small: Any, judgements: str) -> None:
    """Weights by pairwise judgements instead of given ones."""
    for weight in ("weight = { A = 60 }", "weight = { A = 40 }"):
        small.change("policy.toml", weight, "")
    small.change("policy.toml", "[evaluation]", '[evaluation]\nmethod = "ahp"')
    small.change("policy.toml", "[lending]", f"{judgements}[lending]")


def test_check_shows_weights_of_pairwise_judgements(small: Any, cli: Call) -> None:
    judged(small, '[[evaluation.pairwise]]\nmatrix = [[1, 3], ["1/3", 1]]\n')
    out = cli("check", small.write(), "-v").out
    # The first level is output and savings, 3 to 1; cases is the only indicator of output.
    assert [
        line.split() for line in out.splitlines() if line.startswith(("cases", "savings "))
    ] == [
        ["cases", "75.000000"],
        ["savings", "25.000000"],
    ]


def test_judgements_that_contradict_each_other_are_refused_with_a_mend(
    small: Any, cli: Call, tmp_path: Path
) -> None:
    judged(
        small,
        '[[evaluation.indicators]]\nid = "speed"\n[[evaluation.pairwise]]\njudge = "office"\n'
        'matrix = [[1, 2, "1/4"], ["", 1, 3], ["", "", 1]]\n',
    )
    small.add("scores", "U1,speed,office,1,1")
    done = cli("check", small.write())
    assert done.status == 3
    assert (
        "policy.toml, column evaluation.pairwise[1] (office): found a consistency ratio of"
        in done.err
    )
    assert "what contradicts most: " in done.err
    assert "The smallest change that is enough:" in done.err
    small.rows("scores")  # also before anybody is scored, and with everything else
    small.put("requests", 2, "posts", "three")
    done = cli("audit", small.write(), tmp_path)
    assert done.status == 3
    assert "policy.toml, column evaluation.pairwise[1] (office)" in done.err
    assert "requests.csv, row 2, column posts" in done.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_warning_severity_and_trigger_has_a_name(language: str) -> None:
    use_language(language)
    names = [
        *map(warning_name, SEVERITY_OF),
        *map(severity_name, set(SEVERITY_OF.values())),
        *map(trigger_name, TRIGGERS),
        *map(colour_name, ("green", "blue", "yellow")),
    ]
    assert len(set(names)) == len(names)
    assert all(name.isascii() == (language == "en") for name in names)


# --- efficiency -------------------------------------------------------------------------------


def test_the_efficiency_screen(small: Any, cli: Call) -> None:
    done = cli("efficiency", small.write())
    assert (done.status, done.err) == (0, "")
    assert "U1 First: 30 approved posts, value per post δ = 3.33; one post needs 3.33 points" in (
        done.out
    )
    assert "R1, livelihood: 3 post(s) for 14.5 points; at most 4 post(s) pay" in done.out
    assert "1: 435.44 %, 2: 217.72 %, 3: 145.15 %, 4: 108.86 %, 5: 87.09 %" in done.out
    assert "R2, talent: 1 post(s) for 0 points; exempt: its duties grew" in done.out


def test_the_efficiency_screen_of_some_units(small: Any, cli: Call) -> None:
    small.text("assessments.csv", "unit_id,item,previous,current\nU2,classes,,4\nU2,fees,3,2\n")
    done = cli("efficiency", small.write(), "--unit", "U2")
    assert "U1" not in done.out
    lines = [line.split() for line in done.out.splitlines()]
    assert ["classes", "–", "4", "4"] in lines
    assert ["fees", "3", "2", "-1"] in lines


def test_the_efficiency_screen_as_json(small: Any, cli: Call) -> None:
    u1, u2 = cli("efficiency", small.write(), "--json").json()
    assert u1["value_per_post"] == "3.33"
    (request,) = u1["requests"]
    assert request["carrying"] == ["flood control", "roads"]
    assert (request["points"], request["most_posts"], request["exempt"]) == ("14.5", 4, "")
    assert request["items"][0] == {
        "item": "flood control", "previous": "-1", "current": "9.5", "gain": "10.5", "posts": 2,
    }  # fmt: skip
    assert u2["requests"][0]["rates"] == []


def test_the_efficiency_screen_takes_settings(small: Any, cli: Call) -> None:
    out = cli("efficiency", small.write(), "--set", "efficiency.threshold=2").out
    assert "one post needs 6.66 points" in out
    assert "at most 2 post(s) pay" in out


WRONG = [
    (("--approved", 30, "--unit", "U1"), "--unit and --set need a SCENARIO"),
    (("SCENARIO", "--approved", 30), "--approved: a scenario has these numbers itself"),
    ((), "give either SCENARIO or --approved"),
    (("SCENARIO", "--unit", "U9"), "“U9” is not a unit of the scenario"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_wrong_usage_of_efficiency(
    small: Any, cli: Call, arguments: tuple[Any, ...], message: str
) -> None:
    given = [small.write() if word == "SCENARIO" else word for word in arguments]
    done = cli("efficiency", *given)
    assert done.status == 2
    assert message in done.err


# --- stability --------------------------------------------------------------------------------


@pytest.fixture
def two(small: Any) -> Any:
    small.rows("grades")
    small.rows("scores", "U1,cases,office,80,100", "U1,savings,office,60,100",
               "U2,cases,office,70,100", "U2,savings,office,70,100")  # fmt: skip
    return small.change("policy.toml", "A = [0.2, 0.6, 0.2]", "A = [0.5, 0, 0.5]")


def test_stability(two: Any, cli: Call) -> None:
    done = cli("stability", two.write(), "--samples", 50)
    assert (done.status, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    first = next(line for line in lines if line[0] == "U1")
    assert first[1:3] == ["1", "3"]
    assert 10 <= float(first[3].rstrip("%")) <= 12
    assert "First change of the plan" not in done.out


def test_stability_of_the_plan(two: Any, cli: Call) -> None:
    report = cli("stability", two.write(), "--samples", 10, "--plan", "--json").json()
    assert report["samples"] == 10
    assert {request["request_id"] for request in report["requests"]} == {"R1", "R2"}
    assert report["plans_solved"] == 2
    out = cli("stability", two.path, "--samples", 10, "--plan").out
    assert "First change of the plan" in out
    assert "Plans solved: 2" in out


def test_stability_is_the_same_for_the_same_seed(two: Any, cli: Call) -> None:
    said = [
        cli("stability", two.write(), "--samples", 20, "--seed", seed, "--json").out
        for seed in (3, 3, 4)
    ]
    assert said[0] == said[1] != said[2]


def test_stability_without_scores(small: Any, cli: Call) -> None:
    small.rows("scores")
    assert "No unit is ranked by scores" in cli("stability", small.write()).out


def test_stability_where_nothing_changes(two: Any, cli: Call) -> None:
    two.change("policy.toml", "tier_shares = { A = [0.5, 0, 0.5] }", "")
    out = cli("stability", two.write(), "--samples", 3).out
    assert "No weights were found under which a tier or grade changes." in out


# --- models compare ---------------------------------------------------------------------------


def test_models_are_compared(cli: Call) -> None:
    out = cli("models", "compare", "s-county", "gansu-ahp").out
    blocks = out.split("\nevaluation.method\n")
    assert len(blocks) == 2
    assert blocks[1].splitlines()[:2] == ["  s-county   weights", "  gansu-ahp  ahp"]


def test_a_model_of_ones_own_is_compared(cli: Call, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    assert cli("models", "copy", "s-county", own).status == 0
    text = own.read_text(encoding="utf-8")
    assert text.count("confidence = 0.95") == 1
    own.write_text(text.replace("confidence = 0.95", "confidence = 0.9"), encoding="utf-8")
    found = cli("models", "compare", "s-county", own, "--json").json()
    # Both are called s-county, so they are told apart as they were given.
    assert found == {"lending.confidence": {"s-county": "0.95", str(own): "0.9"}}


def test_an_unknown_model_is_wrong_usage(cli: Call) -> None:
    done = cli("models", "compare", "nowhere")
    assert done.status == 2
    assert "give two models or more" in done.err
    done = cli("models", "compare", "nowhere", "s-county")
    assert done.status == 2
    assert "“nowhere” is neither a file nor one of" in done.err
    assert cli("models", "compare", "s-county", "s-county").out == "No difference.\n"
