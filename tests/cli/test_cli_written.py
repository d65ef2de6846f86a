"""Commands that write a scenario or a policy model tell as JSON what they have written where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "name", "made_of"),
    [
        (
            ("new", "{}", "--policy", "suining", "--base-year", 2030),
            "ours",
            {"policy": "suining", "base_year": 2030},
        ),
        (
            ("new", "{}", "--base-year", 2030),
            "ours.xlsx",
            {"policy": "s-county", "base_year": 2030},
        ),
        (
            ("generate", "--units", 3, "--seed", 7, "--out", "{}"),
            "ours",
            {"units": 3, "seed": 7},
        ),
        (("scenarios", "copy", "s-county", "{}"), "ours", {"scenario": "s-county"}),
        (("scenarios", "copy", "gansu-ahp", "{}"), "ours.xlsx", {"scenario": "gansu-ahp"}),
        (("models", "copy", "suining", "{}"), "ours.toml", {"policy": "suining"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_as_json(
    cli: Call, tmp_path: Path, command: tuple[object, ...], name: str, made_of: dict[str, Any]
) -> None:
    place = tmp_path / name
    done = cli(*(str(place) if part == "{}" else part for part in command), "--json")
    assert (done.status, done.err) == (0, "")
    files = sorted(str(path) for path in tmp_path.rglob("*") if path.is_file())
    assert done.json() == made_of | {"written_to": str(place), "files": files}


@pytest.mark.parametrize("more", [(), ("--xlsx",), ("--json",)])
def test_a_policy_model_that_is_not_built_in(
    cli: Call, tmp_path: Path, more: tuple[str, ...]
) -> None:
    done = cli("new", tmp_path / "ours", "--policy", "nix", *more)
    assert (done.status, done.out) == (2, "")
    assert "--policy: “nix”" in done.err
    assert "s-county" in done.err
    assert "suining" in done.err
    assert not (tmp_path / "ours").exists()
    # Where it is an argument, it is called by that.
    assert "NAME: “nix”" in cli("models", "show", "nix").err
