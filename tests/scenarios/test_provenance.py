"""Every key of every policy model says where it was published, or why it is assumed."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from worked import ROOT

MODELS = sorted((ROOT / "models").glob("*.toml"))
MARK = re.compile(r"(?:published|assumed): ")
KEY = re.compile(r"^(\w+) = ")
LISTED = re.compile(r"^\[\[(.+)\]\]$")


def unmarked(lines: list[str]) -> Iterator[str]:
    """Keys without a marked remark above; a list of tables has one above its first entry."""
    remark: list[str] = []
    listed, covered = "", set()
    for line in lines:
        if line.startswith("#"):
            remark.append(line)
        elif found := LISTED.match(line):
            listed = found[1]
            if MARK.search("\n".join(remark)):
                covered.add(listed)
            remark = []
        elif line.startswith("["):
            listed, remark = "", []
        elif found := KEY.match(line):
            if (listed and listed not in covered) or (
                not listed and not MARK.search("\n".join(remark))
            ):
                yield f"{listed}.{found[1]}".lstrip(".")
            remark = []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_every_key_is_explained(model: Path) -> None:
    lines = model.read_text(encoding="utf-8").splitlines()
    assert not list(unmarked(lines))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_the_model_says_what_it_is(model: Path) -> None:
    policy = tomllib.loads(model.read_text(encoding="utf-8"))
    assert policy["name"] == model.stem
    assert all(policy["title"][language] for language in ("zh", "en"))
    assert policy["source"]
    assert policy["effective"]


def test_a_key_without_a_remark_is_found() -> None:
    lines = ["# assumed: a name", 'name = "x"', "[lending]", "terms = [1]", "# 1", "confidence = 1"]
    assert list(unmarked(lines)) == ["terms", "confidence"]


def test_a_list_without_a_remark_is_found() -> None:
    lines = ["# assumed: all", "[[a]]", "id = 1", "[[a]]", "id = 2", "[[b]]", "id = 3"]
    assert list(unmarked(lines)) == ["b.id"]
