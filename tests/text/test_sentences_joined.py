"""Sentences one after the other, and names beside codes, by the language in use."""

import pytest

from allocator.simulation.measures import MEASURES
from allocator.simulation.measures.item_names import item_title
from allocator.text import use_language
from allocator.text.codes import named_code
from allocator.text.sentences import joined

BY_ID = {measure.id: measure for measure in MEASURES}


@pytest.mark.parametrize(
    ("language", "sentences", "text"),
    [
        ("en", ["One.", "", "Two."], "One. Two."),
        ("zh", ["一。", "", "二。"], "一。二。"),
        ("zh", [], ""),
    ],
)
def test_chinese_sentences_have_no_space_between(
    language: str, sentences: list[str], text: str
) -> None:
    use_language(language)
    assert joined(sentences) == text


def test_a_code_stands_behind_its_chinese_name_only() -> None:
    assert named_code("public institution", "public_institution") == "public_institution"
    use_language("zh")
    assert named_code("事业", "public_institution") == "事业（public_institution）"
    assert named_code("P1", "P1") == "P1"


def test_a_purpose_is_told_by_its_name_and_a_pool_by_its_id() -> None:
    assert item_title(BY_ID["utilisation"], "P1").endswith(" [P1]")
    (by_purpose, *_others) = (each for each in MEASURES if each.by == "purpose")
    assert item_title(by_purpose, "key_project").endswith(" [key project]")
