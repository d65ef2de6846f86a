"""What the bank collects, and what its pools keep back."""

from decimal import Decimal
from typing import Literal

from pydantic import model_validator

from allocator.scenario.policy.codes import QuotaTypes, Sectors
from allocator.scenario.policy.values import Count, Section, Share, key
from allocator.text import _


class Deposit(Section):
    """What the bank collects."""

    mode: Literal["all", "share", "as_needed", "none"] = key(
        "all: every vacancy above the line; share: the share of them; as_needed: as the plan "
        "needs, up to the share; none",
        "all 全部收储、share 按比例收储、as_needed 按需收储（不超过比例）、none 不收储",
        default="none",
    )
    share: Share = key(
        "share of the vacancies above the line (share, as_needed), rounded down",
        "线上空编的收储比例（share、as_needed 时），向下取整",
        default=Decimal(1),
    )
    idle_years: Count = key(
        "collect only vacancies that have stood empty so many years (posts.vacant_since)",
        "只收储空置达到该年数的空编（见编制表的空编起始年）",
        default=0,
    )
    keep_share: Share = key(
        "guarantee line, share of approved posts", "最低保障线占核定数的比例", default=Decimal(0)
    )
    exempt_sectors: Sectors = key("sectors that are not collected from", "不收储的领域", default=())
    exempt_types: QuotaTypes = key("quota types not collected", "不收储的编制类型", default=())

    @model_validator(mode="after")
    def _all_means_all(self) -> "Deposit":
        if self.mode == "all" and self.share != 1:
            raise ValueError(
                _("share = 1 with mode “all” (“share” and “as_needed” are for a part)")
            )
        return self


class Reserve(Section):
    """What pools keep back."""

    share: Share = key(
        "share of capital kept back, rounded up", "备用比例（进位取整）", default=Decimal(0)
    )
    vacancy_share: Share = key(
        "share, kept back too, of the vacancies that the pool collects from, rounded up; at most "
        "what the pool can own",
        "另按可收储单位空编数留作备用的比例（进位取整），不超过周转池可有的编制",
        default=Decimal(0),
    )
