"""Layouts, and the checked scenario of every cell."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from allocator.scenario.reading import read_scenario
from allocator.simulation.lenders import LENDERS, nothing_lent
from allocator.simulation.studies.design.layout import Layout
from allocator.simulation.studies.design.variants import Variants
from tests.simulation.studies.files.small_factors import BANK, LATE, TERMS

Lay = Callable[..., tuple[Layout, Variants]]


def names(layout: Layout) -> list[tuple[str, ...]]:
    """Settings, as id, lender and levels."""
    return [(s.id, s.lender, *s.point.levels.values()) for s in layout.settings]


def test_settings_are_lenders_by_levers(lay: Lay) -> None:
    layout, _variants = lay(lenders=["optimal", "first_come"], levers=[TERMS])
    assert names(layout) == [
        ("S1", "optimal", "[3]"), ("S2", "optimal", "[1, 2, 3]"),
        ("S3", "first_come", "[3]"), ("S4", "first_come", "[1, 2, 3]"),
    ]  # fmt: skip
    assert layout.baseline == 0
    assert dict(layout.lenders) == {name: LENDERS[name] for name in ("optimal", "first_come")}
    assert [(a.id, dict(a.point.levels), a.weight) for a in layout.assumptions] == [("A1", {}, 1)]


def test_assumptions_have_their_weights(lay: Lay) -> None:
    layout, _variants = lay(uncertainties=[LATE])
    assert [(a.id, a.point.levels["late"], a.weight) for a in layout.assumptions] == [
        ("A1", "0", 0.75), ("A2", "0.2", 0.25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("baseline", "place", "settings"),
    [
        ({}, 0, 4),
        ({"lender": "first_come", "terms": [3]}, 2, 4),
        ({"terms": [1, 2, 3]}, 1, 4),  # of the first lender
        ({"lender": "no_bank", "terms": [3]}, 4, 5),
        ({"lender": "optimal"}, 4, 5),  # the terms as the scenario has them
    ],
)
def test_the_baseline_is_found_or_added(
    lay: Lay, baseline: dict[str, Any], place: int, settings: int
) -> None:
    layout, variants = lay(lenders=["optimal", "first_come"], levers=[TERMS], baseline=baseline)
    assert (layout.baseline, len(layout.settings)) == (place, settings)
    added = layout.settings[place]
    assert added.lender == baseline.get("lender", "optimal")
    assert added.id == f"S{place + 1}"
    assert set(layout.lenders) == {"optimal", "first_come", added.lender}
    assert variants(place, 0).scenario.policy.lending.terms == (
        (3,) if added.point.levels.get("terms") == "[3]" else (1, 2, 3)
    )


def test_a_baseline_within_a_range_is_added(lay: Lay) -> None:
    layout, variants = lay(
        levers=[{"id": "bank", "key": "pools[B1].capital", "low": 3, "high": 6, "whole": True}],
        design={"levers": {"kind": "sobol", "points": 4}},
        baseline={"bank": 5},
    )
    assert layout.settings[layout.baseline].point.levels == {"bank": "5"}
    capital = [
        int(variants(s, 0).scenario.tables["pools"]["capital"][0])
        for s in range(len(layout.settings))
    ]
    assert [str(each) for each in capital] == [s.point.levels["bank"] for s in layout.settings]


def test_a_lender_of_ones_own(lay: Lay) -> None:
    layout, _variants = lay(own={"mine": nothing_lent}, lenders=["mine", "optimal"])
    assert layout.lenders["mine"] is nothing_lent


def test_every_cell_is_the_scenario_with_its_overrides(lay: Lay, source: Path) -> None:
    """As read_scenario reads them one by one."""
    keys = {
        "set": {"lending.confidence": 0.8},
        "levers": [TERMS, BANK | {"values": [3, 6]}],
        "uncertainties": [LATE],
    }
    given = ("simulation.gap", 0)
    layout, variants = lay(given, **keys)
    assert len(variants) == 2 * 2 * 2
    for setting, each in enumerate(layout.settings):
        for assumption, other in enumerate(layout.assumptions):
            whole = (("lending.confidence", Decimal("0.8")), given)
            overrides = (*whole, *each.point.overrides, *other.point.overrides)
            expected = read_scenario(source, overrides)
            variant = variants(setting, assumption)
            assert variant.fingerprint == expected.fingerprint
            assert variant.simulation == expected.settings.simulation.model_dump(mode="json")
            assert variant.warnings == expected.warnings
            for name, table in expected.tables.items():
                pd.testing.assert_frame_equal(variant.scenario.tables[name], table)


def test_cells_alike_in_content_are_one(lay: Lay) -> None:
    """Two lenders share a variant; 16 points of two levels make two of them."""
    layout, variants = lay(
        lenders=["optimal", "no_bank"],
        levers=[TERMS],
        design={"levers": {"kind": "sobol", "points": 16}},
    )
    assert len(layout.settings) == 32
    assert len(variants) == 2
    assert variants(0, 0) is variants(16, 0)


def test_untouched_tables_are_shared(lay: Lay) -> None:
    _layout, variants = lay(levers=[BANK], uncertainties=[LATE])
    first, last = variants(0, 0).scenario, variants(2, 1).scenario
    assert first.tables["pools"] is not last.tables["pools"]
    assert all(first.tables[n] is last.tables[n] for n in first.tables if n != "pools")


def test_a_pickled_variant_is_the_scenario(lay: Lay) -> None:
    _layout, variants = lay(levers=[BANK])
    again = pickle.loads(variants(1, 0).pickled())  # noqa: S301 - our own
    assert again.fingerprint == variants(1, 0).fingerprint


def test_set_on_the_command_line_comes_last(lay: Lay) -> None:
    _layout, variants = lay(("lending.confidence", 1), set={"lending.confidence": 0.8})
    assert variants(0, 0).scenario.policy.lending.confidence == 1


def test_warnings_are_told_once_where_they_are(lay: Lay) -> None:
    """Late by no months, and a region where nobody is, under both assumptions."""
    late = {"id": "months", "key": "simulation.recall.late_months", "values": [0, 6]}
    share = {"id": "late", "key": "simulation.recall.late_share", "values": [0.1, 0.2]}
    region = {"id": "region", "key": "pools[B2].region", "values": ["Q"]}
    _layout, variants = lay(levers=[late, region], uncertainties=[share])
    assert [(warning.file, warning.column) for warning in variants.warnings] == [
        ("study.toml", "levers[2] “region”: pools[B2].region"),
        ("scenario.toml", "simulation.recall.late_months"),
    ]
    assert variants(0, 1).warnings == variants.warnings
    assert variants(1, 0).warnings == variants.warnings[:1]
