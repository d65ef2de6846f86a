"""Tables of a whole study: form, order, and numbers worked out by hand."""

import json

import numpy as np
import pandas as pd
import pytest
from synthetic_studies import layout, outcomes, study

from allocator.simulation.studies.results.outcomes import Item
from allocator.simulation.studies.statistics import statistics_of

NAN = np.nan
COLUMNS = {
    "summary": "setting assumption measure key replications mean sd low high",
    "years": "setting assumption year measure key replications mean sd low high",
    "differences": "setting assumption measure key replications baseline difference low high "
    "low_all high_all p p_holm correlation variance_reduction",
    "best": "assumption measure key setting mean may_be_best behind",
    "regret": "assumption measure key setting regret low high",
    "robustness": "measure key setting max_regret max_low max_high worst_assumption "
    "expected_regret expected_low expected_high",
    "pareto": "setting on_front contribution granted wait",
    "effects": "assumption measure key kind setting change replications effect low high p p_holm",
    "sensitivity": "of within lender measure key factor first first_low first_high "
    "total total_low total_high",
    "curve": "lender other assumption setting value replications mean low high",
}
TEXTS = {
    "setting", "assumption", "measure", "key", "worst_assumption", "kind", "change", "lender",
    "other", "of", "within", "factor",
}  # fmt: skip
FLAGS, COUNTS = {"may_be_best", "on_front"}, {"replications", "year"}

ITEMS = (Item("granted"), Item("wait"))
DIRECTIONS = {"granted": "more", "wait": "less"}
STUDY = study(
    measures=["granted", "wait"],
    levers=[{"id": "terms", "key": "k", "values": [3, 5]}],
    pareto={"measures": ["granted", "wait"]},
    curve={"lever": "terms", "measure": "granted", "reaches": 12},
    replications={"half_width": [{"measure": "granted", "absolute": 1}]},
)
SETTINGS = [(lender, {"terms": terms}) for lender in ("a", "b") for terms in ("3", "5")]
LAYOUT = layout(SETTINGS, [(), ()], [0.25, 0.75])

VALUES = np.zeros((4, 2, 3, 2))
"""Settings, assumptions, replications, items; wait is 1, 2, 3, 4 in the settings."""
VALUES[..., 1] = np.array([1, 2, 3, 4])[:, None, None]
VALUES[:, 0, :, 0] = [[10, 11, 12], [14, 16, 15], [9, NAN, 13], [NAN, NAN, NAN]]
VALUES[:, 1, :, 0] = [[20, 21, 22], [20, 21, 22], [30, 31, 32], [20, 21, 22]]


@pytest.fixture(scope="module")
def found():
    return statistics_of(STUDY, LAYOUT, outcomes(VALUES, ITEMS), DIRECTIONS)


@pytest.fixture(scope="module")
def tables(found):
    return found[0]


def row(table, **where):
    """The one row that has these texts."""
    for name, text in where.items():
        table = table[table[name] == text]
    assert len(table) == 1
    return table.iloc[0]


def test_form(tables):
    assert list(tables) == [name for name in COLUMNS if name != "sensitivity"]
    for name in tables:
        assert list(tables[name].columns) == COLUMNS[name].split()
        for column, values in tables[name].items():
            kind = "str" if column in TEXTS else "bool" if column in FLAGS else None
            kind = kind or ("int64" if column in COUNTS else "float64")
            assert (name, column, str(values.dtype)) == (name, column, kind)
        assert list(tables[name].index) == list(range(len(tables[name])))


def test_summary(tables):
    summary = tables["summary"]
    assert len(summary) == 4 * 3 * 2
    assert summary["setting"].tolist()[:7] == ["S1"] * 6 + ["S2"]
    assert summary["assumption"].tolist()[:6] == ["A1", "A1", "A2", "A2", "all", "all"]
    assert summary["measure"].tolist()[:3] == ["granted", "wait", "granted"]
    # 9 and 13: mean 11, sd √8, t = 12.706 for 1 degree of freedom: ± 12.706 × 2.
    one = row(summary, setting="S3", assumption="A1", measure="granted")
    assert (one["replications"], one["mean"]) == (2, 11)
    assert (one["sd"], one["high"]) == (pytest.approx(8**0.5), pytest.approx(36.412, abs=1e-3))
    none = row(summary, setting="S4", assumption="A1", measure="granted")
    assert none["replications"] == 0
    assert none[["mean", "sd", "low", "high"]].isna().all()
    # ¼ (14, 16, 15) + ¾ (20, 21, 22): 18.5, 19.75, 20.25.
    whole = row(summary, setting="S2", assumption="all", measure="granted")
    assert (whole["replications"], whole["mean"]) == (3, 19.5)


def test_years_are_those_of_the_runs(tables):
    years = tables["years"]
    assert set(years["year"]) == {2026}
    pd.testing.assert_frame_equal(years.drop(columns="year"), tables["summary"])


def test_differences(tables):
    differences = tables["differences"]
    assert differences["setting"].unique().tolist() == ["S2", "S3", "S4"]
    # 4, 5, 3: mean 4, sd 1; t = 4.303: ± 2.484. Seven of nine have an interval (S4 has none under
    # A1, and so none over all), so each of them together is at 1 − 0.05 ÷ 7: t = 11.769, ± 6.795.
    # p of t = 4 √3 = 6.928 is 0.020204; one is constant and 10 apart, p 0, so Holm has × 6.
    one = row(differences, setting="S2", assumption="A1", measure="granted")
    assert (one["replications"], one["baseline"], one["difference"]) == (3, 11, 4)
    assert one["high"] == pytest.approx(6.484, abs=1e-3)
    assert one["high_all"] == pytest.approx(10.795, abs=1e-3)
    assert one["p"] == pytest.approx(0.020204, abs=1e-6)
    assert one["p_holm"] == pytest.approx(6 * 0.020204, abs=6e-6)
    # Both have variance 1, and so has their difference.
    assert one["variance_reduction"] == pytest.approx(2)
    # With S3 there are two pairs: 9 − 10 and 13 − 12; the baseline over them is 11.
    pair = row(differences, setting="S3", assumption="A1", measure="granted")
    assert (pair["replications"], pair["difference"], pair["baseline"]) == (2, 0, 11)
    # ¼ (4, 5, 3) + ¾ × 0.
    whole = row(differences, setting="S2", assumption="all", measure="granted")
    assert (whole["difference"], whole["p"]) == (1, pytest.approx(0.020204, abs=1e-6))
    same = row(differences, setting="S4", assumption="A2", measure="granted")
    assert (same["difference"], same["p"], same["variance_reduction"]) == (0, 1, np.inf)


def test_best(found):
    tables, record = found
    best = tables["best"]
    assert best["assumption"].unique().tolist() == ["A1", "A2", "all"]
    assert len(best) == 3 * 2 * 4
    none = row(best, assumption="A1", measure="granted", setting="S4")
    assert not none["may_be_best"]
    assert np.isnan([none["mean"], none["behind"]]).all()
    # Constant, 10 ahead of all others.
    assert row(best, assumption="A2", measure="granted", setting="S1")["behind"] == 10
    # Means over both: ¼ (10, 11, 12) + ¾ (20, 21, 22) = 17.5, …; of S3 ¼ (9, 13) + ¾ (30, 32).
    whole = best[(best["assumption"] == "all") & (best["measure"] == "granted")]
    np.testing.assert_allclose(whole["mean"], [18.5, 19.5, 26, NAN])
    assert record["best"][0]["assumption"] == "A1"
    chosen = {(each["measure"], each["assumption"]): each["settings"] for each in record["best"]}
    assert chosen["granted", "A2"] == ["S3"]
    # Less of it is better.
    assert chosen["wait", "A1"] == chosen["wait", "all"] == ["S1"]


def test_regret_and_robustness(tables):
    # S1 under A1: S2 is 4 ahead, S3 0; under A2 S3 is 10 ahead.
    assert row(tables["regret"], assumption="A1", measure="granted", setting="S1")["regret"] == 4
    one = row(tables["robustness"], measure="granted", setting="S1")
    assert (one["max_regret"], one["worst_assumption"]) == (10, "A2")
    assert one["expected_regret"] == 0.25 * 4 + 0.75 * 10
    assert row(tables["robustness"], measure="wait", setting="S1")["worst_assumption"] == ""
    assert row(tables["robustness"], measure="wait", setting="S4")["max_high"] == 3


def test_pareto(found):
    tables, record = found
    pareto = tables["pareto"]
    # S4 has no mean over both assumptions. S1, S2 and S3: more granted, longer wait.
    assert pareto["on_front"].tolist() == [True, True, True, False]
    np.testing.assert_allclose(pareto["granted"], [18.5, 19.5, 26, NAN])
    # The worst: 18.5 and a wait of 3. S2 spans 1 × 1, the others lie on the edge.
    assert record["pareto"] == {
        "measures": ["granted", "wait"], "reference": [18.5, 3.0], "hypervolume": 1.0,
    }  # fmt: skip
    assert pareto["contribution"].tolist() == [0, 1, 0, 0]


def test_effects(tables):
    effects = tables["effects"]
    of = effects[(effects["assumption"] == "A2") & (effects["measure"] == "granted")]
    rows = of[["kind", "setting", "change", "effect", "p"]].to_dict("split")["data"]
    assert rows == [
        ["alone", "S2", "terms: 3 → 5", 0, 1],
        ["alone", "S3", "lender: a → b", 10, 0],
        ["interaction", "S4", "terms: 3 → 5; lender: a → b", -10, 0],
        ["average", "", "terms: 3 → 5", -5, 0],
        ["average", "", "lender: a → b", 5, 0],
    ]
    # Under A1 the interaction has no replication, as S4 has none.
    none = row(effects, assumption="A1", measure="granted", kind="interaction", setting="S4")
    assert none["replications"] == 0
    assert np.isnan(none["p_holm"])


def test_curve(found):
    tables, record = found
    curve = tables["curve"]
    assert curve["lender"].tolist() == ["a"] * 4 + ["b"] * 4
    assert curve["value"].tolist() == [3, 5] * 4
    # 11 at 3 and 15 at 5: 12 is reached at 3.5. Together each is at 97.5 per cent: t = 6.205,
    # ± 3.583: 7.4 … 14.6 and 11.4 … 18.6.
    assert record["curve"][0] == {
        "lender": "a", "other": "", "assumption": "A1",
        "reaches": 12.0, "estimated": 3.5, "surely_from": None, "possibly_from": 3.0,
    }  # fmt: skip
    assert curve["high"].iloc[0] == pytest.approx(14.583, abs=1e-3)


def test_the_record_is_plain_data(found):
    _tables, record = found
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    # Three of six differences of S2, S3 and S4 never vary; S3 under A1 has − 1 and 1.
    assert record["precision"][0]["intervals"] == 5
    assert record["precision"][0]["widest_half"] == pytest.approx(12.706, abs=1e-3)
    assert record["precision"][0]["too_wide"] == 2


def test_one_setting_and_no_better_way():
    tables, record = statistics_of(
        study(), layout([("a", {})]), outcomes(np.ones((1, 1, 4, 1))), {"m": "neither"}
    )
    assert list(tables) == [
        "summary", "years", "differences", "best", "regret", "robustness", "effects",
    ]  # fmt: skip
    for name, table in tables.items():
        assert list(table.columns) == COLUMNS[name].split()
        assert (len(table) == 1) == (name in ("summary", "years"))
    assert record == {"best": [], "precision": []}


def test_parts_of_a_measure_stand_apart():
    items = (Item("out", "P1"), Item("out", "P2"), Item("m"))
    values = np.arange(2.0 * 1 * 2 * 3).reshape(2, 1, 2, 3)
    given = study(
        measures=["out", "m"], pareto={"measures": ["m", "out [P2]"], "reference": [9, 2]}
    )
    tables, record = statistics_of(
        given, layout([("a", {}), ("b", {})]), outcomes(values, items), {"out": "more", "m": "less"}
    )
    assert tables["summary"]["key"].tolist() == ["P1", "P2", ""] * 2
    assert set(tables["best"]["key"]) == {"P1", "P2", ""}
    # Means of m are 3.5 and 9.5, of P2 2.5 and 8.5: better than (9, 2) by 5.5 and 0.5, and by
    # less than nothing.
    assert record["pareto"] == {
        "measures": ["m", "out[P2]"], "reference": [9, 2], "hypervolume": 5.5 * 0.5,
    }  # fmt: skip
    assert tables["pareto"]["out[P2]"].tolist() == [2.5, 8.5]


def test_a_number_that_no_run_has_is_unknown():
    given = study(
        pareto={"measures": ["m", "out[P9]"]},
        curve={"lever": "terms", "measure": "out[P9]", "reaches": 1},
        replications={"half_width": [{"measure": "out[P9]", "absolute": 1}]},
    )
    tables, record = statistics_of(
        given, layout([("a", {"terms": "3"})]), outcomes(np.ones((1, 1, 4, 1))), {"m": "more"}
    )
    assert not tables["pareto"]["on_front"].any()
    assert record["pareto"]["reference"] == [None, None]
    assert np.isnan(tables["curve"]["mean"]).all()
    assert record["curve"][0]["estimated"] is None
    assert record["precision"][0]["widest_half"] is None


def test_a_lever_that_no_setting_moves_has_no_curve():
    given = study(curve={"lever": "terms", "measure": "m", "reaches": 1})
    tables, record = statistics_of(given, layout([("a", {})]), outcomes(np.ones((1, 1, 4, 1))), {})
    assert "curve" not in tables
    assert record["curve"] == []


def saltelli(kind, places):
    """Values x₁ of two factors x₁, x₂ at the points of a design, and where the blocks are."""
    rng = np.random.default_rng(3)
    first, second = rng.random((8, 2)), rng.random((8, 2))
    points = np.concatenate(
        [first, second, *(np.where(np.arange(2) == i, second, first) for i in range(2))]
    )
    factors = [{"id": each, "key": each, "low": 0, "high": 1} for each in ("x1", "x2")]
    return study(**{kind: factors}, design={kind: {"kind": "saltelli", "points": 8}}, **places), (
        points[:, 0]
    )


def test_sensitivity_of_levers_for_each_lender_and_assumption():
    given, response = saltelli("levers", {"lenders": ["a", "b"]})
    # The second lender's block answers the other way, and a baseline stands at the end.
    values = np.concatenate([response, -response, [9.0]])[:, None, None, None]
    values = np.broadcast_to(values, (65, 2, 3, 1))
    settings = [(lender, {"x1": str(n)}) for lender in "ab" for n in range(32)]
    given_layout = layout([*settings, ("a", {})], [(), ()], baseline=64)
    tables, _record = statistics_of(given, given_layout, outcomes(values), {"m": "more"})
    table = tables["sensitivity"]
    assert list(table.columns) == COLUMNS["sensitivity"].split()
    assert (table["lender"] + table["within"]).unique().tolist() == ["aA1", "aA2", "bA1", "bA2"]
    assert table["factor"].tolist() == ["x1", "x2"] * 4
    # x₂ does nothing: exactly 0. A response and its negative have the same indices.
    assert (
        table.loc[table["factor"] == "x2", ["first", "total"]].to_numpy().tolist() == [[0, 0]] * 4
    )
    # Saltelli et al. (2010): half the mean square of A less AB, over the variance of A and B.
    at_a, at_b, exchanged = response[:8], response[8:16], response[16:24]
    total = np.mean((at_a - exchanged) ** 2) / 2 / np.var([at_a, at_b])
    np.testing.assert_allclose(table.loc[table["factor"] == "x1", "total"], [total] * 4)


def test_sensitivity_of_uncertainties_for_each_setting():
    given, response = saltelli("uncertainties", {})
    values = np.broadcast_to(response[None, :, None, None], (2, 32, 3, 1))
    given_layout = layout([("a", {}), ("b", {})], [()] * 32)
    tables, _record = statistics_of(given, given_layout, outcomes(values), {"m": "more"})
    table = tables["sensitivity"]
    assert (table["of"] + table["within"] + table["lender"]).unique().tolist() == [
        "uncertaintiesS1a",
        "uncertaintiesS2b",
    ]
    assert len(table) == 4


def test_curves_of_other_levers_stand_apart():
    settings = [("a", {"terms": t, "bank": b}) for t in ("10", "9") for b in ("1", "2")]
    given = study(curve={"lever": "terms", "measure": "m", "reaches": 1})
    # The baseline leaves the lever as the scenario has it: it has no place on a curve.
    given_layout = layout([*settings, ("a", {"bank": "1"})], baseline=4)
    values = np.broadcast_to(np.arange(5.0)[:, None, None, None], (5, 1, 3, 1))
    tables, record = statistics_of(given, given_layout, outcomes(values), {})
    curve = tables["curve"]
    assert curve["other"].tolist() == ["bank=1"] * 2 + ["bank=2"] * 2
    # By the number, not by its text.
    assert curve["value"].tolist() == [9, 10, 9, 10]
    assert curve["setting"].tolist() == ["S3", "S1", "S4", "S2"]
    assert [each["surely_from"] for each in record["curve"]] == [9, 9]
