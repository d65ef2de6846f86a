"""Codes that a column can be chosen from: those of the policy model, and those in use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allocator.scenario.policy import Policy
from allocator.scenario.relations.codes import purposes_of, sectors_of
from allocator.scenario.tables import ANY, TABLES
from allocator.scenario.workbook_form.content import Content

QUOTA_TYPES = ("administrative", "public_institution", "civil_service_managed")
"""Kinds of posts that are usual; a scenario may have others."""


@dataclass(frozen=True)
class KnownCodes:
    """Codes for a column.

    Attributes
    ----------
    codes : tuple of str
    only : bool
        Reading refuses every other code.
    """

    codes: tuple[str, ...]
    only: bool


def known_codes(content: Content, table: str, column: str) -> KnownCodes | None:
    """What is known of the codes of a column; ``None`` where nothing is."""
    free = _FREE.get(column)
    if free is not None:
        codes = tuple(dict.fromkeys([*free(content.policy), *_in_use(content, column)]))
    else:
        codes = tuple(_declared(content.policy, table, column))
    return KnownCodes(codes, only=free is None) if codes else None


def _declared(policy: Policy, table: str, column: str) -> Iterator[str]:
    """Codes that the policy model declares; reading knows no others."""
    if column == "class":
        yield from sorted(policy.classes())
    elif column == "grade":
        yield from (grade.id for grade in policy.evaluation.grades)
    elif column == "indicator":
        for leaf in policy.evaluation.leaves():
            if table != "measures" or leaf.scale is not None:
                yield leaf.id


def _quota_types(policy: Policy) -> Iterator[str]:
    yield from QUOTA_TYPES
    yield from policy.deposit.exempt_types


_FREE: dict[str, Callable[[Policy], Iterator[str]]] = {
    "purpose": purposes_of,
    "sector": sectors_of,
    "quota_type": _quota_types,
}


def _in_use(content: Content, column: str) -> Iterator[str]:
    """Codes that the rows of any table have in a column of this name."""
    for name in TABLES:
        frame = content.tables.get(name)
        if frame is not None and column in frame:
            yield from (str(code) for code in frame[column].unique() if code not in ("", ANY))
