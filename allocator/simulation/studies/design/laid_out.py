"""A study → its settings and assumptions, and the checked scenario of every cell."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from allocator.scenario.relations.data import Data
from allocator.simulation.lenders import LENDERS, Lender
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.designs import point_named, points, weights
from allocator.simulation.studies.design.layout import Assumption, Layout, Override, Setting
from allocator.simulation.studies.design.variants import Variants
from allocator.simulation.studies.design.variants_read import variants_of


def layout_of(
    study: Study,
    source: str | Path,
    overrides: Iterable[Override] = (),
    lenders: Mapping[str, Lender] = MappingProxyType({}),
    *,
    file: str = "study",
    checks: Iterable[Callable[[Data], Any]] = (),
) -> tuple[Layout, Variants]:
    """Lay a checked study out, and read and check every scenario that it compares.

    Parameters
    ----------
    source : str or Path
        Folder of the scenario, or name of a built-in one.
    overrides : iterable of Override
        Keys and cells that the whole study sets, after its own ``[set]``.
    lenders : mapping
        Lenders of the caller's own by name.
    file : str
        Name of the study's file, for problems.
    checks : iterable of callable
        Further checks, as :func:`allocator.scenario.reading.read_scenario` takes them.

    Raises
    ------
    InvalidData
        With every problem of every scenario, each once, and where in the study it comes from.
    """
    layout = _laid_out(study, {**LENDERS, **lenders})
    return layout, variants_of(study, layout, source, tuple(overrides), file, tuple(checks))


def _laid_out(study: Study, known: Mapping[str, Lender]) -> Layout:
    """Lender by lender the rows of the levers; the baseline last where it is none of them."""
    rows = points(study, "levers")
    pairs = [(lender, point) for lender in study.lenders for point in rows]
    if study.baseline:
        lender = study.baseline.get("lender", study.lenders[0])
        pairs.append((lender, point_named(study.levers, study.baseline)))
    said = pairs[-1] if study.baseline else pairs[0]
    alike = [(lender, point.levels) == (said[0], said[1].levels) for lender, point in pairs]
    baseline = alike.index(True)
    if study.baseline and baseline < len(pairs) - 1:
        del pairs[-1]
    settings = [Setting(f"S{place}", *pair) for place, pair in enumerate(pairs, start=1)]
    assumptions = [
        Assumption(f"A{place}", point, float(weight))
        for place, (point, weight) in enumerate(
            zip(points(study, "uncertainties"), weights(study), strict=True), start=1
        )
    ]
    used = {setting.lender: known[setting.lender] for setting in settings}
    return Layout(tuple(settings), tuple(assumptions), baseline, used)
