"""Units in their regions and departments, and the posts they have."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pandas as pd

from allocator.scenario.synthetic.draws import Draws, Flags, Texts, Whole, codes, texts

QUOTA_TYPES = texts(["public_institution", "administrative", "civil_service_managed"])
UNITS_PER_REGION = 100
"""A county has about so many units."""
UNITS_PER_DEPARTMENT = 7
REFORMED = 0.08
"""Share of the units reformed since the last evaluation."""

FULL, VACANT = 0.35, 0.43
"""Share of the cells without a vacancy; in the others rates lie evenly from 0 to the second
number, which gives vacancies of 13 % or so of approved posts."""


class Department(NamedTuple):
    """A kind of competent department: what its units are like, and how common they are."""

    name: str
    unit_class: str
    sector: str
    organisation_type: str
    unit_name: str
    weight: float


DEPARTMENTS = (
    Department("教育局", "C", "education", "public_institution", "学校", 0.22),
    Department("发展和改革局", "B", "", "government", "发展中心", 0.06),
    Department("卫生健康局", "C", "health", "public_institution", "卫生院", 0.14),
    Department("乡镇工作办公室", "C", "township", "township", "镇", 0.12),
    Department("县委办公室", "A", "", "party", "机关", 0.06),
    Department("财政局", "B", "", "government", "财政所", 0.05),
    Department("农业农村局", "B", "agriculture", "government", "农技站", 0.07),
    Department("民政局", "C", "", "government", "服务中心", 0.06),
    Department("组织部", "A", "", "party", "人才中心", 0.04),
    Department("自然资源和规划局", "B", "", "government", "规划所", 0.06),
    Department("文化和旅游局", "C", "culture", "government", "文化馆", 0.05),
    Department("经济开发区", "B", "science", "park", "园区", 0.04),
    Department("街道工作办公室", "C", "township", "street", "街道", 0.03),
)

# Chances of the quota types of a unit's first row of posts, by organisation type.
_FIRST_TYPE = {
    "party": (0.0, 0.75, 0.25),
    "government": (0.0, 0.75, 0.25),
    "public_institution": (0.88, 0.0, 0.12),
    "park": (0.8, 0.2, 0.0),
    "township": (0.5, 0.5, 0.0),
    "street": (0.5, 0.5, 0.0),
}


def _sizes() -> Whole:
    """Approved posts at 1,000 even steps of a lognormal distribution, mean 30, spread 0.8.

    No entry lies near a half, so that all machines round alike.
    """
    normal = NormalDist(math.log(30) - 0.8**2 / 2, 0.8)
    steps = [math.exp(normal.inv_cdf((step + 0.5) / 1000)) for step in range(1000)]
    return np.array([max(3, round(size)) for size in steps], dtype=np.int64)


SIZES = _sizes()


@dataclass(frozen=True)
class Units:
    """Arrays of shape (units,); ``region`` is a position in ``regions``."""

    ids: Texts
    regions: Texts
    region: Whole
    kind: Whole
    organisation_type: Texts
    level: Texts
    department: Texts
    reformed: Flags

    @property
    def count(self) -> int:
        """How many units."""
        return len(self.ids)

    def frame(self) -> pd.DataFrame:
        """The table ``units``."""
        by_kind = {
            name: texts([getattr(department, name) for department in DEPARTMENTS])[self.kind]
            for name in ("unit_class", "sector", "unit_name")
        }
        return pd.DataFrame(
            {
                "unit_id": self.ids,
                "name": by_kind["unit_name"] + texts([unit[1:] for unit in self.ids]),
                "region": self.regions[self.region],
                "level": self.level,
                "department": self.department,
                "class": by_kind["unit_class"],
                "sector": by_kind["sector"],
                "organisation_type": self.organisation_type,
                "reformed": self.reformed,
            }
        )


def make_units(draws: Draws, count: int, regions: int) -> Units:
    """Units in blocks by region, the regions of different sizes."""
    names = codes("R", regions, 2)
    bounds = np.cumsum(draws.between(0.6, 1.4, regions))
    steps = (np.arange(count) + 0.5) * bounds[-1] / count
    region = np.searchsorted(bounds, steps).astype(np.int64)
    kind = _kinds(draws, region, regions)
    organisation = _organisation_types(draws, kind)
    return Units(
        ids=codes("U", count, 5),
        regions=names,
        region=region,
        kind=kind,
        organisation_type=organisation,
        level=_levels(draws, organisation),
        department=names[region]
        + texts([f"-{department.name}" for department in DEPARTMENTS])[kind],
        reformed=draws.happens(REFORMED, count),
    )


def _kinds(draws: Draws, region: Whole, regions: int) -> Whole:
    """A kind of department for each unit, of those that its region has."""
    weights = np.array([department.weight for department in DEPARTMENTS])
    here = np.bincount(region, minlength=regions) // UNITS_PER_DEPARTMENT
    ranks = np.array([draws.order(len(weights)) for _region in range(regions)])
    present = ranks < np.clip(here, 2, len(weights))[:, None]
    bounds = np.cumsum(present * weights, axis=1)[region]
    drawn = draws.uniform(len(region))[:, None] * bounds[:, -1:]
    kind: Whole = (drawn >= bounds[:, :-1]).sum(axis=1)
    return kind


def _organisation_types(draws: Draws, kind: Whole) -> Texts:
    """Bureaus of party and government have three institutions under them for each of their own."""
    own = texts([department.organisation_type for department in DEPARTMENTS])[kind]
    below = draws.happens(0.75, len(kind)) & np.isin(own, ["party", "government"])
    return np.where(below, "public_institution", own).astype(object)


def _levels(draws: Draws, organisation: Texts) -> Texts:
    level = np.where(draws.happens(0.08, len(organisation)), "city", "county")
    return np.where(np.isin(organisation, ["township", "street"]), "township", level).astype(object)


@dataclass(frozen=True)
class Cells:
    """The rows of ``posts``: arrays of shape (cells,), in order of unit and first type first.

    ``unit`` and ``quota_type`` are positions; ``keep`` is −1 where the policy sets it;
    ``idle`` counts the years for which vacancies have stood empty, −1 where it is not known.
    """

    unit: Whole
    quota_type: Whole
    approved: Whole
    filled: Whole
    reserved: Whole
    keep: Whole
    idle: Whole

    @property
    def count(self) -> int:
        """How many pairs of unit and quota type."""
        return len(self.unit)

    def vacancy(self) -> Whole:
        """V[u,q], of each cell."""
        free: Whole = np.maximum(0, self.approved - self.filled - self.reserved)
        return free

    def frame(self, units: Units, base_year: int) -> pd.DataFrame:
        """The table ``posts``."""
        since = pd.Series(base_year - self.idle, dtype="Int64")
        return pd.DataFrame(
            {
                "unit_id": units.ids[self.unit],
                "quota_type": QUOTA_TYPES[self.quota_type],
                "approved": self.approved,
                "filled": self.filled,
                "reserved": self.reserved,
                "keep": pd.Series(self.keep, dtype="Int64").mask(self.keep < 0),
                "vacant_since": since.mask(self.idle < 0),
            }
        )


def make_cells(draws: Draws, units: Units) -> Cells:
    """One or two quota types for each unit, some cells overstaffed, most with vacancies."""
    unit, quota_type, approved = _approved(draws, units)
    count = len(unit)
    over = draws.happens(0.06, count)
    excess = draws.whole(1, 1 + approved // 15, count)
    rate = np.where(draws.happens(FULL, count), 0.0, draws.between(0, VACANT, count))
    vacant = np.minimum(draws.rounded(rate * approved.astype(np.float64)), approved)
    filled = np.where(over, approved + excess, approved - vacant)
    some = draws.happens(0.15, count) & ~over & (vacant > 0)
    reserved = np.where(some, draws.whole(1, np.maximum(1, vacant // 2), count), 0)
    keep = np.where(draws.happens(0.15, count), draws.whole(0, 2, count), -1)
    known = draws.happens(0.8, count) & (approved - filled - reserved > 0)
    idle = np.where(known, draws.whole(0, 5, count), -1)
    return Cells(unit, quota_type, approved, filled, reserved, keep, idle)


def _approved(draws: Draws, units: Units) -> tuple[Whole, Whole, Whole]:
    """Unit, quota type and approved posts of each cell."""
    total = SIZES[draws.whole(0, len(SIZES) - 1, units.count)]
    bounds = np.cumsum([_FIRST_TYPE[name] for name in units.organisation_type], axis=1)
    first = (draws.uniform(units.count)[:, None] >= bounds[:, :-1]).sum(axis=1)
    second = (first + draws.whole(1, 2, units.count)) % len(QUOTA_TYPES)
    part = draws.rounded(draws.between(0.1, 0.4, units.count) * total.astype(np.float64))
    part = np.where(draws.happens(0.25, units.count) & (total >= 6), np.maximum(part, 1), 0)
    everyone = np.arange(units.count)
    unit = np.concatenate([everyone, everyone[part > 0]])
    quota_type = np.concatenate([first, second[part > 0]])
    approved = np.concatenate([total - part, part[part > 0]])
    order = np.argsort(unit, kind="stable")
    return unit[order], quota_type[order], approved[order]
