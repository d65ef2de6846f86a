"""How much room text takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.report.lettering import cut, lines, measured, width


def test_chinese_characters_are_as_wide_as_two() -> None:
    assert width("ab1") == 3
    assert width("编制") == 4
    assert width("（A类）") == 7  # full-width brackets too
    assert width("short\nlonger line") == 11


# Pixels of 7, the digits of a column, in Carlito 11, which has the metrics of Calibri.
IN_CALIBRI = {
    "Compared within": 14.71,
    "posts asked for, by purpose": 23.41,
    "all: every vacancy above the line": 27.53,
    "MAXIMUM OF WORKING MEN": 26.16,
    "illicit filling till July": 15.41,
    "2,031–2,044 (46.3 %)": 18.02,
    "as_needed: U00001-B": 18.77,
}


@pytest.mark.parametrize(("text", "digits"), IN_CALIBRI.items())
def test_letters_take_what_they_take_in_calibri_and_hardly_more(text: str, digits: float) -> None:
    assert digits <= measured(text, "en") <= digits * 1.07


def test_chinese_characters_take_what_they_take_beside_digits_of_their_language() -> None:
    # 10 points of Microsoft YaHei are 13.3 pixels, 11 of Calibri 14.7; both have digits of 7.
    assert 4 * 13.33 / 7 <= measured("编制银行", "zh") <= 4 * 13.33 / 7 * 1.05
    assert 4 * 14.67 / 7 <= measured("编制银行", "en") <= 4 * 14.67 / 7 * 1.05


def test_text_goes_on_in_the_next_line_where_it_has_no_room() -> None:
    assert lines("", 10, "en") == 1
    assert lines("a" * 9, 10, "en") == 1
    assert lines("编" * 40, 40, "zh") == 2  # 20 of 1.95 digits in each
    assert lines("a\n\nb", 10, "en") == 3


def test_words_stay_together() -> None:
    # 11 letters of about one digit each: two words of them do not fit 20
    assert lines("application application application", 20, "en") == 3
    assert lines("application application application", 26, "en") == 2


def test_a_word_longer_than_a_line_begins_a_new_one_and_is_broken() -> None:
    digest = "0123456789abcdef" * 4  # 68 digits
    assert lines(digest, 25, "en") == 3
    assert lines("hash " + digest, 25, "en") == 4


def test_a_mark_that_closes_never_begins_a_line() -> None:
    assert lines("编制银行", 8, "zh") == 1
    assert lines("编制银行。", 8, "zh") == 2
    assert lines("编制银行编制。", 8, "zh") == 2


def test_what_is_cut_says_so_and_has_room() -> None:
    assert cut("编制银行", 8) == "编制银行"
    assert cut("编制银行", 7) == "编制…"
    assert cut("a long name", 8) == "a long…"


@given(st.text(alphabet="ab 编制，\n", max_size=60), st.integers(4, 40))
def test_more_room_never_takes_more_lines(text: str, across: int) -> None:
    assert lines(text, across * 2, "zh") <= lines(text, across, "zh")
    assert width(cut(text, across)) <= max(across, 2)
