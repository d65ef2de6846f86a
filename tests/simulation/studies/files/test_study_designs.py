"""Designs: their rows in order, and what samples promise."""

from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from scipy.stats import sobol_indices

from allocator.simulation.studies.declared import Factor, Rows
from allocator.simulation.studies.design.designs import points, size, weights
from allocator.simulation.studies.design.sampling import placed, unit_points
from allocator.simulation.studies.study_file import study_of

TERMS = {"id": "terms", "key": "lending.terms", "values": [[3], [3, 5]]}
BANK = {"id": "bank", "key": "pools[B1].capital", "values": [4, 6.0, 8]}
SHARE = {"id": "share", "key": "deposit.share", "low": 0.1, "high": 0.4}
POSTS = {"id": "posts", "key": "pools[B2].capital", "low": 3, "high": 7, "whole": True}
LAW = {"id": "law", "levels": [{"name": "old"}, {"name": "new", "set": {"a": {"b": 1}, "c": 2}}]}


def study(levers: list[Any], kind: str = "full_factorial", **design: Any) -> Any:
    """A study of these levers."""
    return study_of(
        {
            "schema": 1,
            "name": "designs",
            "measures": ["posts_granted"],
            "levers": levers,
            "design": {"levers": {"kind": kind, **design}},
        }
    )


def test_full_factorial_counts_with_the_last_factor_fastest() -> None:
    made = study([TERMS, BANK])
    rows = points(made, "levers")
    assert [tuple(row.levels.values()) for row in rows] == [
        ("[3]", "4"), ("[3]", "6"), ("[3]", "8"), ("[3, 5]", "4"), ("[3, 5]", "6"), ("[3, 5]", "8"),
    ]  # fmt: skip
    assert rows[4].overrides == (("lending.terms", [3, 5]), ("pools[B1].capital", Decimal("6.0")))
    assert size(made, "levers") == 6


def test_levels_set_several_keys_or_none() -> None:
    old, new = points(study([LAW]), "levers")
    assert (old.levels, old.overrides) == ({"law": "old"}, ())
    assert (new.levels, new.overrides) == ({"law": "new"}, (("a.b", 1), ("c", 2)))


def test_no_factors_are_one_row() -> None:
    made = study([])
    assert [row.levels for row in points(made, "levers")] == [{}]
    assert size(made, "levers") == 1


def test_a_list_is_as_it_is_written() -> None:
    made = study([TERMS, LAW], "list", rows=[{"law": "new", "terms": [3]}, {}, {"law": "old"}])
    assert [row.levels for row in points(made, "levers")] == [
        {"terms": "[3]", "law": "new"}, {}, {"law": "old"},
    ]  # fmt: skip
    assert size(made, "levers") == 3


def test_weights_are_products_in_proportion() -> None:
    """3 : 1 and 1 : 1 : 2 — sixteenths 3, 3, 6, 1, 1, 2."""
    made = study_of(
        {
            "schema": 1,
            "name": "weights",
            "measures": ["posts_granted"],
            "uncertainties": [TERMS | {"weights": [3, 1]}, BANK | {"weights": [1, 1, 2]}],
        }
    )
    assert weights(made) == pytest.approx(np.array([3, 3, 6, 1, 1, 2]) / 16)
    assert weights(study([])) == pytest.approx([1])


def test_weights_of_samples_are_alike() -> None:
    made = study_of(
        {
            "schema": 1,
            "name": "alike",
            "measures": ["posts_granted"],
            "uncertainties": [SHARE],
            "design": {"uncertainties": {"kind": "saltelli", "points": 4}},
        }
    )
    assert weights(made) == pytest.approx(np.full(12, 1 / 12))


def sampled(kind: Any, count: int, ids: str, seed: int = 7, side: Any = "levers") -> Any:
    """Points of the unit cube."""
    return unit_points(Rows(kind=kind, points=count), list(ids), seed, side)


def test_a_latin_hypercube_has_one_point_in_each_stratum() -> None:
    cube = sampled("latin_hypercube", 13, "abc")
    for column in cube.T:
        assert sorted(np.floor(column * 13)) == list(range(13))
    assert len({tuple(np.floor(column * 13)) for column in cube.T}) == 3  # not all alike


def test_a_column_of_a_latin_hypercube_is_its_factors_own() -> None:
    alone, among = sampled("latin_hypercube", 9, "b"), sampled("latin_hypercube", 9, "abc")
    assert among[:, 1].tolist() == alone[:, 0].tolist()


def test_sobol_points_are_balanced() -> None:
    """16 points: one in each sixteenth of either factor, one in each cell of 4 × 4."""
    cube = sampled("sobol", 16, "ab")
    for column in cube.T:
        assert sorted(np.floor(column * 16)) == list(range(16))
    cells = Counter(map(tuple, np.floor(cube * 4).astype(int).tolist()))
    assert set(cells.values()) == {1}
    assert len(cells) == 16


def test_saltelli_exchanges_one_column_at_a_time() -> None:
    cube = sampled("saltelli", 8, "abc")
    assert cube.shape == (8 * (3 + 2), 3)
    a, b, *ab = np.split(cube, 5)
    for factor, exchanged in enumerate(ab):
        for column in range(3):
            expected = b if column == factor else a
            assert exchanged[:, column].tolist() == expected[:, column].tolist()
    assert not set(a.ravel()) & set(b.ravel())


def test_saltelli_blocks_are_what_scipy_takes() -> None:
    """f = 4x + 2y + z, independent: variances in the proportion 16 : 4 : 1."""
    n = 512
    a, b, *ab = np.split(sampled("saltelli", n, "xyz"), 5)
    of = np.array([4, 2, 1])
    indices = sobol_indices(
        func={"f_A": (a @ of)[None], "f_B": (b @ of)[None],
              "f_AB": np.array([(each @ of)[None] for each in ab])},
        n=n,
    )  # fmt: skip
    # Of the order of the sampling error of 512 points; the exact answer is 16/21, 4/21, 1/21.
    assert indices.first_order.ravel() == pytest.approx([16 / 21, 4 / 21, 1 / 21], abs=0.01)
    assert indices.total_order.ravel() == pytest.approx([16 / 21, 4 / 21, 1 / 21], abs=0.01)


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "saltelli"])
def test_points_depend_on_the_seed_and_on_the_side(kind: str) -> None:
    first = sampled(kind, 8, "ab")
    assert first.tolist() == sampled(kind, 8, "ab").tolist()
    assert first.tolist() != sampled(kind, 8, "ab", seed=8).tolist()
    assert first.tolist() != sampled(kind, 8, "ab", side="uncertainties").tolist()
    assert first.min() >= 0
    assert first.max() < 1


def test_points_are_the_same_from_one_version_to_the_next() -> None:
    """Computed once with SciPy 1.17 and NumPy 2: a study that is continued must find its runs."""
    assert sampled("latin_hypercube", 3, "ab").ravel() == pytest.approx([
        0.8938532889192534, 0.2043670937570453, 0.4635210059301464, 0.38003246645132527,
        0.2952808593600853, 0.9940651011349196,
    ])  # fmt: skip
    assert sampled("sobol", 2, "ab").ravel() == pytest.approx([
        0.7756090378388762, 0.722186011262238, 0.39929135143756866, 0.2768055209890008,
    ])  # fmt: skip


def test_more_uncertainties_leave_the_levers_alone() -> None:
    def levers_of(*uncertainties: Any) -> Any:
        keys = {
            "schema": 1, "name": "apart", "measures": ["posts_granted"], "levers": [SHARE, POSTS],
            "uncertainties": list(uncertainties),
            "design": {"levers": {"kind": "sobol", "points": 8}},
        }  # fmt: skip
        return points(study_of(keys), "levers")

    assert levers_of() == levers_of(TERMS, BANK)


def factor(**keys: Any) -> Factor:
    """A factor from keys of a file."""
    return Factor.model_validate({"id": "f", "key": "k", **keys})


@pytest.mark.parametrize(
    ("keys", "u", "name"),
    [
        ({"low": Decimal("0.1"), "high": Decimal("0.4")}, 0.0, "0.1"),
        ({"low": Decimal("0.1"), "high": Decimal("0.4")}, 0.5, "0.25"),
        # 0.3 × 2/3 = 0.2 with the first six digits of 0.1999…
        ({"low": Decimal("0.1"), "high": Decimal("0.4")}, 2 / 3, "0.3"),
        ({"low": Decimal("0.1"), "high": Decimal("0.4")}, 1 / 7, "0.1428571"),
        # A narrow range far from 0 keeps its six digits.
        ({"low": 1_000_000, "high": 1_000_001}, 1 / 3, "1000000.333333"),
        # Never above the highest, though 0.1234567 in six digits would be.
        ({"low": 0, "high": Decimal("0.1234567")}, 1 - 2**-53, "0.1234567"),
        ({"low": 3, "high": 7, "whole": True}, 0.0, "3"),
        ({"low": 3, "high": 7, "whole": True}, 0.19, "3"),
        ({"low": 3, "high": 7, "whole": True}, 0.2, "4"),
        ({"low": 3, "high": 7, "whole": True}, 1 - 2**-53, "7"),
        ({"values": [True, "x", [1, 2]]}, 0.3, "true"),
        ({"values": [True, "x", [1, 2]]}, 0.34, "x"),
        ({"values": [True, "x", [1, 2]]}, 1 - 2**-53, "[1, 2]"),
    ],
)
def test_where_a_factor_stands_at_a_coordinate(keys: dict[str, Any], u: float, name: str) -> None:
    assert placed(factor(**keys), u).name == name


def test_whole_numbers_are_whole() -> None:
    made = study([POSTS], "latin_hypercube", points=10)
    values = [value for point in points(made, "levers") for _key, value in point.overrides]
    assert Counter(values) == {3: 2, 4: 2, 5: 2, 6: 2, 7: 2}
    assert {type(value) for value in values} == {int}
