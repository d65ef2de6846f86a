"""How people leave: the law on retirement, and leaving otherwise."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.scenario.policy.values import Section, Share, key
from allocator.text import _


class Flexible(Section):
    """Flexible retirement."""

    early_share: Share = key("share who leave early", "提前退休比例", default=Decimal(0))
    early_months: Annotated[int, Field(strict=True, ge=0, le=36)] = key(
        "months earlier", "提前月数", default=0
    )
    late_share: Share = key(
        "share of those who may, who stay longer", "延迟退休比例", default=Decimal(0)
    )
    late_months: Annotated[int, Field(strict=True, ge=0, le=36)] = key(
        "months later", "延迟月数", default=0
    )

    @model_validator(mode="after")
    def _at_most_all(self) -> "Flexible":
        if self.early_share + self.late_share > 1:
            raise ValueError(_("early_share and late_share that add up to at most 1"))
        return self


class Retirement(Section):
    """The law on statutory retirement."""

    law: Literal["decision_2024", "before_2025"] = key(
        "law in force", "适用的退休规定", default="decision_2024"
    )
    flexible: Flexible = key("flexible retirement", "弹性退休", default=Flexible())


class Band(Section):
    """Rate of leaving other than by retirement, for an age band."""

    from_age: Annotated[int, Field(strict=True, ge=0, le=120)] = key("first age", "起始年龄")
    to_age: Annotated[int, Field(strict=True, ge=0, le=120)] = key("last age", "终止年龄")
    rate: Share = key("yearly rate", "年离职率")


class Attrition(Section):
    """Leaving other than by retirement."""

    bands: tuple[Band, ...] = key("rates by age band", "各年龄段离职率", default=())

    @model_validator(mode="after")
    def _apart(self) -> "Attrition":
        bands = sorted(self.bands, key=lambda band: band.from_age)
        if any(band.from_age > band.to_age for band in bands) or any(
            first.to_age >= second.from_age for first, second in pairwise(bands)
        ):
            raise ValueError(_("age bands that do not overlap, from_age not above to_age"))
        return self
