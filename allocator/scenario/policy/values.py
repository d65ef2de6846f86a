"""Kinds of values that policy keys take, and how a key is declared."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from allocator.text import _

Tier = Literal["1", "2", "3"]
TierNumber = Annotated[int, Field(strict=True, ge=1, le=3)]
Colour = Literal["green", "blue", "yellow"]
Repayment = Literal["at_term", "as_vacated"]
Source = Literal["self", "peer", "function", "office", "data"]
ANY_GROUP = "*"
"""Stands for every class or organisation type, where a key names some."""


class DoNotFit(ValueError):
    """Keys that contradict each other; tells what was found besides what was expected."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(expected)
        self.found = found


def _exact(value: Any) -> Any:
    """Whole and decimal numbers as they are written; booleans and text are refused."""
    if isinstance(value, float):
        value = Decimal(repr(value))  # as Python writes it: 0.9, not what binary makes of it
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(_("a number"))
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(_("a finite number"))
    return Decimal(value)


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """``values``, none of which may stand twice."""
    if len(set(values)) != len(values):
        raise ValueError(_("each entry once"))
    return values


Number = Annotated[Decimal, BeforeValidator(_exact)]
Share = Annotated[Number, Field(ge=0, le=1)]
Weight = Annotated[Number, Field(ge=0, le=1000)]
Count = Annotated[int, Field(strict=True, ge=0, le=1000)]
Schema = Annotated[int, Field(strict=True, ge=1, le=1)]
Years = Annotated[int, Field(strict=True, ge=1, le=50)]
Codes = Annotated[tuple[str, ...], AfterValidator(distinct)]


def key(description: str, zh: str, **more: Any) -> Any:
    """A policy key with its meaning in both languages."""
    return Field(description=description, json_schema_extra={"zh": zh}, **more)


class Section(BaseModel):
    """A part of the policy model: closed (unknown keys are refused) and immutable.

    Attributes
    ----------
    listed_in : str
        Page that lists the keys of the whole file.
    """

    listed_in: ClassVar[str] = "models/README.md"
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False)


class Title(Section):
    """A title in both languages."""

    zh: str = key("Chinese title", "中文标题", default="")
    en: str = key("English title", "英文标题", default="")
