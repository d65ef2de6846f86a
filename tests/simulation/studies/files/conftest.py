"""Studies of the small scenario, laid out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.scenario.problems import InvalidData, Problem
from allocator.simulation.lenders import LENDERS
from allocator.simulation.studies.design.laid_out import layout_of
from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.design.variants import Variants
from allocator.simulation.studies.study_file import study_of


@pytest.fixture
def source(small: Any) -> Path:
    """The small scenario, written."""
    folder: Path = small.write()
    return folder


Lay = Callable[..., tuple[Layout, Variants]]


@pytest.fixture
def lay(source: Path) -> Lay:
    """Lays a study of the small scenario out."""

    def laid_out(
        *overrides: tuple[str, Any], own: dict[str, Any] | None = None, **keys: Any
    ) -> tuple[Layout, Variants]:
        study = {"schema": 1, "name": "laid out", "measures": ["posts_granted"], **keys}
        known = {*LENDERS, *(own or {})}
        return layout_of(
            study_of(study, lenders=known), source, overrides, own or {}, file="study.toml"
        )

    return laid_out


@pytest.fixture
def refused(lay: Lay) -> Callable[..., tuple[Problem, ...]]:
    """Every problem of a study that cannot be laid out."""

    def problems(*overrides: tuple[str, Any], **keys: Any) -> tuple[Problem, ...]:
        with pytest.raises(InvalidData) as error:
            lay(*overrides, **keys)
        return error.value.problems

    return problems
