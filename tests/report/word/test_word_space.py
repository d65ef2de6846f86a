"""Room on the two pages of the summary."""

import pytest

from allocator.report.word.space import PAGE, Space


def test_what_is_whole_goes_to_the_next_page_where_it_has_no_room() -> None:
    space = Space()
    space.take(PAGE - 5)
    space.take(4, whole=True)
    assert space.left == pytest.approx(PAGE + 1)
    space.take(4, whole=True)  # the last centimetre of the first page stays empty
    assert space.left == pytest.approx(PAGE - 4)


def test_text_goes_on_over_the_end_of_a_page() -> None:
    space = Space()
    space.take(PAGE - 1)
    space.take(4)
    assert space.left == pytest.approx(PAGE - 3)
