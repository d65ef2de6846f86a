"""Codes of the data that policy and settings refer to: each may be written by its name too."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from allocator.scenario.code_names import code_of
from allocator.scenario.policy.values import Weight, distinct
from allocator.text import _


def _purpose(text: str) -> str:
    return code_of("purpose", text)


def _sector(text: str) -> str:
    return code_of("sector", text)


def _quota_type(text: str) -> str:
    return code_of("quota_type", text)


def _purposes_apart(given: Any) -> Any:
    return _apart("purpose", given)


def _sectors_apart(given: Any) -> Any:
    return _apart("sector", given)


def _apart(column: str, given: Any) -> Any:
    """What is given, no two keys of which may mean one code."""
    if isinstance(given, Mapping):
        named: dict[str, Any] = {}
        for key in given:
            other = named.setdefault(code_of(column, str(key)), key)
            if other != key:
                raise ValueError(
                    _("each code once: “{one}” and “{other}” are the same").format(
                        one=other, other=key
                    )
                )
    return given


Purpose = Annotated[str, AfterValidator(_purpose)]
Sector = Annotated[str, AfterValidator(_sector)]
QuotaType = Annotated[str, AfterValidator(_quota_type)]
Purposes = Annotated[tuple[Purpose, ...], AfterValidator(distinct)]
Sectors = Annotated[tuple[Sector, ...], AfterValidator(distinct)]
QuotaTypes = Annotated[tuple[QuotaType, ...], AfterValidator(distinct)]
PurposeWeights = Annotated[dict[Purpose, Weight], BeforeValidator(_purposes_apart)]
SectorWeights = Annotated[dict[Sector, Weight], BeforeValidator(_sectors_apart)]
