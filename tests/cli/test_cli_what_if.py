"""`solve --what-if`: the plan as it is, and how that of the changed scenario differs."""

import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from allocator.allocation.solver.highs import Ending

solving: Any = importlib.import_module("allocator.allocation.solve")

Call = Callable[..., Any]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "plan"


def files(folder: Path) -> dict[str, str]:
    """The files of a plan, but for how long it took."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    record = json.loads(texts.pop("plan.json"))
    del record["timings"]
    return texts | {"plan.json": json.dumps(record)}


def test_the_plan_is_that_of_the_scenario_as_it_is(
    small: Any, cli: Call, out: Path, tmp_path: Path
) -> None:
    plain = cli("solve", small.write(), "--out", tmp_path / "plain")
    done = cli("solve", small.path, "--out", out, "--what-if", "requests[R1].posts=1")
    assert (done.status, done.err) == (0, "")
    assert files(out) == files(tmp_path / "plain")
    assert done.out.startswith(plain.out.replace(str(tmp_path / "plain"), str(out)))
    assert "What if requests[R1].posts=1" in done.out


def test_who_gets_less_and_why(small: Any, cli: Call, out: Path) -> None:
    granted = cli("solve", small.write(), "--out", out, "--json").json()["counts"]
    assert granted["posts_lent"] > 0
    done = cli("solve", small.path, "--out", out, "--what-if", "grades[U1].tier=3",
               "--what-if", "grades[U1].colour=yellow",
               "--what-if", "response.yellow.lending=suspended")  # fmt: skip
    assert done.status == 0, done.err
    assert "grades[U1].tier=3, grades[U1].colour=yellow" in done.out
    assert "Why one of the plans grants less" in done.out
    assert "(response)" in done.out
    assert "R1" in done.out.partition("Requests that get")[2]


def test_nothing_changes(small: Any, cli: Call, out: Path) -> None:
    done = cli("solve", small.write(), "--out", out, "--what-if", "pools[B1].capital=6")
    assert done.status == 0
    assert done.out.endswith("Nothing changes: goals and plan stay as they are.\n")


def test_what_if_goes_on_top_of_set(small: Any, cli: Call, out: Path) -> None:
    done = cli("solve", small.write(), "--out", out, "--set", "pools[B1].capital=5",
               "--what-if", "pools[B1].capital=5")  # fmt: skip
    assert "Nothing changes" in done.out
    tables = (out / "pools.csv").read_text(encoding="utf-8")
    assert "B1,2026,5," in tables


def test_as_json(small: Any, cli: Call, out: Path) -> None:
    arguments = ("solve", small.write(), "--out", out, "--json")
    record = cli(*arguments).json()
    answer = cli(*arguments, "--what-if", "requests[R1].posts=1").json()
    assert set(answer) == {"plan", "what_if"}
    assert answer["plan"] | {"timings": 0} == record | {"timings": 0}
    what_if = answer["what_if"]
    assert what_if["changes"] == ["requests[R1].posts=1"]
    assert what_if["status"] == "optimal"
    assert what_if["fingerprint"] == small.read(("requests[R1].posts", 1)).fingerprint
    (request,) = what_if["requests"]
    assert (request["request_id"], request["less"]) == ("R1", "after")
    assert request["after"]["granted"] == request["after"]["asked"] == 1
    nothing = cli(*arguments, "--what-if", "pools[B1].capital=6").json()["what_if"]
    assert nothing["nothing_differs"] is True
    assert nothing["requests"] == []


def test_quiet_says_nothing(small: Any, cli: Call, out: Path) -> None:
    done = cli("solve", small.write(), "--out", out, "--quiet", "--what-if", "requests[R1].posts=1")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (out / "plan.json").is_file()


@pytest.mark.parametrize(
    ("what_if", "place"),
    [
        ("pools[B1].capital=many", "--what-if, column pools[B1].capital: found “many”"),
        ("lending.confidense=0.9", "--what-if, column lending.confidense: found"),
        ("requests[R1].min_term=4", "--what-if, column requests[R1].min_term: found 4"),
        ("loans[L1].posts=7", "pools.csv with --what-if, row 2, column capital"),
    ],
)
def test_an_invalid_change_is_3_before_anything_is_solved(
    small: Any, cli: Call, out: Path, what_if: str, place: str
) -> None:
    done = cli("solve", small.write(), "--out", out, "--what-if", what_if)
    assert (done.status, done.out) == (3, "")
    assert place in done.err
    assert not out.exists()
    assert cli("solve", small.path, "--out", out, "--what-if", what_if, "--json").status == 3


def test_not_an_assignment_is_2(small: Any, cli: Call, out: Path) -> None:
    done = cli("solve", small.write(), "--out", out, "--what-if", "pools[B1].capital")
    assert done.status == 2
    assert not out.exists()


def test_a_contradiction_is_4_and_the_plan_is_written(small: Any, cli: Call, out: Path) -> None:
    done = cli("solve", small.write(), "--out", out, "--what-if", "loans[L1].posts=5",
               "--what-if", "pools[B1].reserve=2")  # fmt: skip
    assert done.status == 4
    assert "pool_balance" in done.err
    assert done.out.splitlines()[-1] == "What if loans[L1].posts=5, pools[B1].reserve=2"
    assert (out / "plan.json").is_file()
    assert cli("audit", small.path, out).status == 0


def test_in_chinese(small: Any, cli: Call, out: Path) -> None:
    done = cli("solve", small.write(), "--out", out, "--lang", "zh",
               "--what-if", "requests[R1].posts=1")  # fmt: skip
    assert "假如 requests[R1].posts=1" in done.out
    assert "结果不同的申请" in done.out


# --- how it ends, with the search stood in for -------------------------------------------------


def ending_with(*statuses: str) -> Callable[..., Any]:
    """A search whose plans have these statuses, one after the other."""
    left, real = list(statuses), solving.solve

    def search(*arguments: Any) -> Any:
        return replace(real(*arguments), status=left.pop(0))

    return search


@pytest.mark.parametrize(
    ("statuses", "status", "compared"),
    [
        (("optimal", "interrupted"), 130, True),
        (("interrupted",), 130, False),
        (("time_limit", "optimal"), 0, True),
        (("gap", "gap"), 0, True),
    ],
)
def test_a_search_that_was_cut_short(
    small: Any,
    cli: Call,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    statuses: tuple[str, ...],
    status: int,
    compared: bool,
) -> None:
    monkeypatch.setattr(solving, "solve", ending_with(*statuses))
    done = cli("solve", small.write(), "--out", out, "--what-if", "requests[R1].posts=1")
    assert done.status == status
    assert ("Not both plans are proven optimal" in done.out) == compared
    assert ("What if" in done.out) == compared
    assert (out / "plan.json").is_file()


def test_no_plan_of_the_changed_scenario_is_5(
    small: Any, cli: Call, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = solving.solve

    def search(*arguments: Any) -> Any:
        if (out / "plan.json").exists():
            raise solving.NoPlan(Ending.TIME_LIMIT)
        return real(*arguments)

    monkeypatch.setattr(solving, "solve", search)
    done = cli("solve", small.write(), "--out", out, "--what-if", "requests[R1].posts=1")
    assert done.status == 5
    assert "time limit" in done.err
    assert cli("audit", small.path, out).status == 0
