"""Codes may be written by their names, in either language; what nothing knows is warned of."""

from decimal import Decimal
from typing import Any

import pytest

from allocator.scenario.code_names import code_of
from allocator.text import use_language

WEIGHTS = "[priority]\npurposes = { livelihood = 1.4, talent = 1.2 }\nsectors = { education = 2 }\n"


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("purpose", "民生", "livelihood"),
        ("purpose", "People's livelihood", "livelihood"),
        ("purpose", "Livelihood", "livelihood"),
        ("sector", "教育", "education"),
        ("quota_type", "事业", "public_institution"),
        ("quota_type", "事业编制", "public_institution"),
        ("purpose", "教育", "教育"),  # the name of a sector is none of a purpose
        ("item", "民生", "民生"),
    ],
)
def test_a_name_is_its_code(column: str, text: str, code: str) -> None:
    assert code_of(column, text) == code


def test_names_in_tables_are_read_as_their_codes(small: Any) -> None:
    expected = small.read().fingerprint
    small.put("requests", 2, "purpose", "民生").put("loans", 2, "purpose", "people's livelihood")
    small.put("units", 3, "sector", "教育").put("pools", 3, "purpose", "人才")
    assert small.read().fingerprint == expected


def test_names_in_policy_and_settings_are_read_as_their_codes(small: Any) -> None:
    small.change("policy.toml", "[lending]", f"{WEIGHTS}[lending]")
    expected = small.read(("simulation.demand.rates.livelihood", 2))
    assert expected.policy.priority.purposes["livelihood"] == Decimal("1.4")
    small.change("policy.toml", "livelihood = 1.4", '"民生" = 1.4')
    small.change("policy.toml", "education = 2", '"教育" = 2')
    named = small.read(("simulation.demand.rates.民生", 2))
    assert named.policy == expected.policy
    assert named.settings == expected.settings
    assert not named.warnings


def test_a_code_and_its_name_are_one_key(small: Any) -> None:
    twice = WEIGHTS.replace("talent = 1.2", '"民生" = 1.2')
    small.change("policy.toml", "[lending]", f"{twice}[lending]")
    problem = small.problem()
    assert problem.column == "priority.purposes"
    assert "民生" in problem.expected


UNKNOWN = {
    "a purpose of requests": ("requests", 2, "purpose", "livelihod", "“livelihood”?"),
    "a purpose in Chinese": ("requests", 2, "purpose", "民生工程", "“livelihood”?"),
    "a purpose of the book": ("loans", 2, "purpose", "livelihod", "“livelihood”?"),
    "a purpose like none": ("requests", 2, "purpose", "xyz", "weight 1"),
    "a sector": ("units", 3, "sector", "eduction", "“education”"),
    "a purpose of a pool": ("pools", 3, "purpose", "talnt", "“talent”"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_code_that_nothing_knows_is_warned_of(small: Any, name: str) -> None:
    table, row, column, code, mend = UNKNOWN[name]
    small.change("policy.toml", "[lending]", f"{WEIGHTS}[lending]")
    assert not small.read().warnings
    warning = small.put(table, row, column, code).warning()
    assert (warning.file, warning.row, warning.column) == (f"{table}.csv", row, column)
    assert code in warning.found
    assert mend in warning.mend


def test_a_code_is_warned_of_once(small: Any) -> None:
    small.change("policy.toml", "[lending]", f"{WEIGHTS}[lending]")
    small.put("requests", 2, "purpose", "{x}").put("requests", 3, "purpose", "{x}")
    assert small.warning().row == 2


def test_a_type_of_posts_that_no_pool_has_is_warned_of(small: Any) -> None:
    small.add("posts", "U1,publick,0,0,0,")
    warning = small.warning()
    assert (warning.file, warning.row, warning.column) == ("posts.csv", 4, "quota_type")
    assert "“public”" in warning.mend


def test_codes_are_offered_with_their_chinese_names(small: Any) -> None:
    small.change("policy.toml", "[lending]", f"{WEIGHTS}[lending]")
    small.put("requests", 2, "purpose", "民生工程")
    use_language("zh")
    assert "livelihood（民生）、talent（人才）" in small.warning().expected


def test_what_is_proposed_can_be_typed_in(small: Any) -> None:
    small.change("policy.toml", "[lending]", f"{WEIGHTS}[lending]")
    small.put("requests", 2, "purpose", "livelihod")
    use_language("zh")
    assert "“民生”" in small.warning().mend
    assert not small.put("requests", 2, "purpose", "民生").read().warnings
