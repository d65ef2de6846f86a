"""What `compare` says that follows from a study that is made up."""

from collections.abc import Mapping
from typing import Any

from allocator.simulation.studies.told.findings import findings
from allocator.simulation.studies.told.study_names import StudyNames
from tests.simulation.studies.results.made_up import (
    made_up,
    record,
    tables,
)


def told(
    changed: Mapping[str, Any] | None = None, assumptions: tuple[str, ...] = ("A1",), **more: Any
) -> list[str]:
    """What follows from a study."""
    comparison = made_up(tables(assumptions) | dict(changed or {}), record(**more))
    return list(findings(comparison, StudyNames(comparison)))


def declared(**more: Any) -> dict[str, Any]:
    return {"declared": record()["declared"] | more}
