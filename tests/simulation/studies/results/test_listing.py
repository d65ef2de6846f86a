"""Several names in one sentence."""

from allocator.simulation.studies.results.listing import first_of
from allocator.text.listing import listed


def test_names_are_separated():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(iter(["a", "b", "c"])) == "a, b, c"


def test_of_many_the_first_three_are_named():
    names = [f"optimal, terms = {each}" for each in range(1, 6)]
    three = "optimal, terms = 1; optimal, terms = 2; optimal, terms = 3"
    assert first_of(names[:3]) == three
    assert first_of(names) == f"{three}; and 2 more"
