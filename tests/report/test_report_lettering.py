"""How much room text takes."""

from hypothesis import given
from hypothesis import strategies as st

from allocator.report.lettering import cut, lines, width


def test_chinese_characters_are_as_wide_as_two() -> None:
    assert width("ab1") == 3
    assert width("编制") == 4
    assert width("（A类）") == 7  # full-width brackets too
    assert width("short\nlonger line") == 11


def test_text_goes_on_in_the_next_line_where_it_has_no_room() -> None:
    assert lines("", 10) == 1
    assert lines("x" * 10, 10) == 1
    # 40 columns, of which 5 may stay empty at the end of a line: 35 of 80 in each.
    assert lines("编" * 40, 40) == 3
    assert lines("a\n\nb", 10) == 3


def test_what_is_cut_says_so_and_has_room() -> None:
    assert cut("编制银行", 8) == "编制银行"
    assert cut("编制银行", 7) == "编制…"
    assert cut("a long name", 8) == "a long…"


@given(st.text(alphabet="ab 编制，\n", max_size=60), st.integers(4, 40))
def test_more_room_never_takes_more_lines(text: str, across: int) -> None:
    assert lines(text, across + 1) <= lines(text, across)
    assert width(cut(text, across)) <= max(across, 2)
