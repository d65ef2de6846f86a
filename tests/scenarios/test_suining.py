"""Suining. Places in the article: practice (2) is 主要做法（二）, results (3) is 工作成效（三）."""

from decimal import Decimal

from worked import collected, first_year, lent, own, page, plan, reasons, scenario

from allocator.evaluation.evaluation import evaluate
from allocator.scenario.tables.codes import ORGANISATION_TYPES, SOURCES

NAME = "suining"


def trees() -> dict[str, tuple[int, int, int, Decimal]]:
    """Type → first-, second-, third-level indicators, and what the last weigh together."""
    evaluation = scenario(NAME).policy.evaluation
    above = {indicator.id: indicator.parent for indicator in evaluation.indicators}
    found = {}
    for kind in ORGANISATION_TYPES:
        weights = {leaf.id: leaf.weight_for(kind) for leaf in evaluation.leaves()}
        own_leaves = {leaf: weight for leaf, weight in weights.items() if weight is not None}
        second = {above[leaf] for leaf in own_leaves}
        first = {above[indicator] for indicator in second}
        assert all(above[indicator] == "" for indicator in first)
        found[kind] = (len(first), len(second), len(own_leaves), sum(own_leaves.values()))
    return found


def test_six_types_with_the_published_counts_of_indicators() -> None:
    """Practice (2): 6 first-level, 17 to 19 second-level, 36 to 41 third-level, six types."""
    found = trees()
    assert set(found) == {
        "party", "government", "public_institution", "park", "township", "street",
    }  # fmt: skip
    assert {first for first, *_ in found.values()} == {6}
    assert {second for _, second, *_ in found.values()} == {17, 18, 19}
    assert {third for _, _, third, _ in found.values()} == set(range(36, 42))
    assert {weights for *_, weights in found.values()} == {100}


def test_every_type_has_indicators_of_its_own() -> None:
    """Practice (2): individual indicators for the main duties."""
    leaves = scenario(NAME).policy.evaluation.leaves()
    for kind in ORGANISATION_TYPES:
        assert any(set(leaf.weight) == {kind} for leaf in leaves), kind


def test_every_indicator_is_scored_by_all_five_sources() -> None:
    """Practice (2): five sources."""
    scores = scenario(NAME).tables["scores"]
    units = scenario(NAME).tables["units"].set_index("unit_id")["organisation_type"]
    third = {kind: counts[2] for kind, counts in trees().items()}
    for unit, rows in scores.groupby("unit_id", observed=True):
        assert len(rows) == third[units[unit]] * 5
        assert set(rows["source"]) == set(SOURCES)
    assert set(units[list(scores["unit_id"].unique())]) == set(ORGANISATION_TYPES)
    assert sum(scenario(NAME).policy.evaluation.sources.values()) == 1


LEVELS = {
    # unit: level of the unit, main duties above it, weight of the main duties
    "A1": (93, 2, 12), "A2": (70, -5, 12),
    "B1": (91, 2, 10), "B2": (84, 3, 10), "B3": (68, -4, 10),
    "C1": (66, -5, 12), "C2": (92, 1, 12),
    "K1": (90, 2, 15), "K2": (72, -6, 15),
    "T1": (91, 3, 12), "T2": (86, 2, 12), "T3": (82, 1, 12),
    "S1": (80, -1, 12),
}  # fmt: skip


def test_the_scores_by_hand() -> None:
    """Pairs and sources cancel out, so a score is level + main duties × weight ÷ 100."""
    found = evaluate(scenario(NAME)).set_index("unit_id")["score"].dropna()
    assert {unit: round(value, 6) for unit, value in found.items()} == {
        unit: level + main * weight / 100 for unit, (level, main, weight) in LEVELS.items()
    }
    assert "91 + 2 × 0.10 = 91.20" in page(NAME)


def test_122_posts_are_taken_from_units_whose_duties_weakened() -> None:
    """Results (3): 122 posts."""
    assert collected(NAME) == {"A2": 12, "B3": 38, "C1": 50, "K2": 22}
    assert sum(collected(NAME).values()) == 122
    tiers = evaluate(scenario(NAME)).set_index("unit_id")["tier"]
    assert set(tiers[list(collected(NAME))]) == {3}


def test_the_published_moves() -> None:
    """Results (3): ecology and emergency management 52, health and education 504, a town 13."""
    schedule = plan(NAME).tables["schedule"]
    moved = schedule.groupby("purpose")["posts"].sum().to_dict()
    assert moved["ecology_emergency"] == 52
    assert moved["health_education"] == 504
    units = scenario(NAME).tables["units"].set_index("unit_id")["organisation_type"]
    towns = schedule[schedule["unit_id"].map(units) == "township"].groupby("unit_id")["posts"].sum()
    assert towns.tolist() == [12, 13, 14]
    assert towns.mean() == 13
    assert moved["grassroots"] == towns.sum() == 39


def test_titles_stay_where_they_are() -> None:
    """The engine moves use: all that is lent is capital or collected, to the post."""
    pools = first_year(NAME)
    owned = pools["capital"] + pools["collected"]
    assert (pools["out"] + pools["reserve"] + pools["free"] == owned).all()
    assert pools["collected"].sum() == 122
    titles = scenario(NAME).tables["ceilings"].set_index("quota_type")["titles"]
    approved = scenario(NAME).tables["posts"].groupby("quota_type")["approved"].sum()
    capital = scenario(NAME).tables["pools"].groupby("quota_type")["capital"].sum()
    assert (approved + capital).to_dict() == titles.to_dict()


def test_the_revolving_pool_and_the_talent_pool_lend() -> None:
    """Results (3): a revolving pool of administrative posts, a pool of posts for talent."""
    schedule = plan(NAME).tables["schedule"]
    by_pool = schedule.groupby("pool_id")["posts"].sum().to_dict()
    assert by_pool == {"RC": 6, "SY": 586, "XZ": 14}
    assert set(schedule[schedule["pool_id"] == "RC"]["purpose"]) == {"talent"}
    assert set(schedule[schedule["pool_id"] == "XZ"]["quota_type"]) == {"administrative"}


def test_what_holds_the_others_back() -> None:
    assert {request: lent(NAME)[request] for request in ("R14", "R15", "R16", "R17", "R18")} == {
        "R14": 4,
        "R15": 2,
        "R16": 4,
        "R17": 0,
        "R18": 0,
    }
    assert {request: posts for request, posts in own(NAME).items() if posts} == {"R15": 1}
    assert reasons(NAME) == {
        "R14": "borrowing_limit",
        "R17": "response",
        "R18": "response",
        "R19": "borrowing_limit",
    }
