"""Near ties: what a plan as good, to a thousandth, would decide otherwise."""

from fractions import Fraction

import pytest
from explaining import explainer_of


@pytest.mark.parametrize(
    ("gain", "lost"),
    # A post for R1 is worth its gain ÷ 10, one for R2 1. In hand is R1's: a thousandth of 1.001
    # is more than the 0.001 that R2's costs, one of 1.002 less than 0.002.
    [("10", Fraction(0)), ("10.01", Fraction(1, 1000)), ("10.02", None)],
)
def test_one_post_for_two(world, gain, lost):
    world.unit("U1").unit("U2").pool("B1", 1)
    world.request("R1", "U1", 1, gains=(gain,)).request("R2", "U2", 1, gains=(10,))
    explainer = explainer_of(world)
    first, second = explainer.explain("R1"), explainer.explain("R2")
    assert (first.granted, second.granted) == (1, 0)
    assert (first.could_get_more, first.could_get_less) == (None, lost)
    assert (second.could_get_more, second.could_get_less) == (lost, None)


def test_posts_that_add_nothing_are_near_ties(world):
    # The only item needs 1 post: a second changes no value.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 2, gains=(15,))
    explanation = explainer_of(world).explain("R1")
    assert (explanation.could_get_more, explanation.could_get_less) == (0, None)
