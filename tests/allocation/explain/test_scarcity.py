"""What scarce things are worth: step tables by hand."""

from decimal import Decimal

from explaining import explainer_of


def tables(world):
    """Kind, change and gains of each step table."""
    made = [table() for table in explainer_of(world).scarcity.tables()]
    return [(steps[0].kind, str(steps[0].change), [s.gain for s in steps]) for steps in made]


def test_capital_is_worth_what_its_posts_make_possible(rivals):
    # R1 is of use only with all 3, worth 3; R2's two are worth 2 each. 2 posts: R2, 4. 3: the
    # same. 4: R1 and one of R2, 5. 5: both, 7.
    rivals.put("requests.R1.min_posts", 3).put("pools.B1.capital", 2)
    kind, change, gains = tables(rivals)[0]
    assert (kind, change, gains) == ("capital", "pools[B1].capital=3", [0, 1, 3])


def test_pools_that_serve_nobody_are_left_out(one):
    found = tables(one.pool("B2", 5, purpose="talent"))
    assert [(kind, change) for kind, change, _ in found] == [
        ("capital", "pools[B1].capital=6"),
        ("confidence", "lending.confidence=0.91"),
    ]


def test_people(one):
    # 12 − 10 = 2 of 3 posts: one more is worth 1, the others nothing.
    kind, change, gains = tables(one.people(12))[1]
    assert (kind, change, gains) == ("people", "ceilings[*,*,public].people=13", [1, 1, 1])


def test_confidence_stays_a_probability(one):
    # Those who leave by the table leavers are certain: no confidence changes anything.
    explainer = explainer_of(one.put("policy.lending.confidence", 1))
    worths = explainer.scarcity.tables()[-1]()
    assert [(w.more, w.gain) for w in worths] == [
        (Decimal("-0.01"), 0), (Decimal("-0.02"), 0), (Decimal("-0.05"), 0),
    ]  # fmt: skip
