"""Makes the tables of the scenario s-county: the same bytes at every run.

Paper: 李元珍, 以任务为中心：县域编制资源的整体性调配机制研究. What the paper publishes is marked
``published`` with its place; what is marked ``assumed`` is ours, and what is marked
``calibrated`` was chosen so that the rules lead to the published outcome.

Run it as ``python scenarios/build_s_county.py`` to write ``scenarios/s-county/*.csv``.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "s-county"
BASE_YEAR = 2021  # assumed: the first round after the evaluation measures of 2020 (section 2)
HORIZON = 6
REGION = "S县"  # published: the paper's name for the county

ADMINISTRATIVE = "administrative"
INSTITUTION = "public_institution"
MANAGED = "civil_service_managed"

Row = dict[str, Any]

# --- Departments -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Department:
    """An evaluated department: class and number in its id, tier, approved posts by type."""

    unit_id: str
    name: str
    tier: int
    administrative: int
    institution: int
    managed: int = 0
    kept: int = 0  # public-institution vacancies that stay with the department

    @property
    def unit_class(self) -> str:
        """A, B or C."""
        return self.unit_id[0]


# published: the counts of tiers, A 8/10/7, B 4/6/4, C 5/6/5, with 宣传部, 组织部, 发改局, 卫计局 in
# tier 1, 广播电视台, 检察院, 建设局, 公安局 in tier 2, 总工会, 妇联, 林业局, 行政服务中心 in tier 3
# (table 3), and 经济商务局 in tier 1 (section 3). 融媒体中心, 自然资源和规划局, 农业农村局 and
# 生态林业发展中心 (section 2) and the borrowers named with REQUESTS are published without a tier.
# assumed: every other name and tier, and all numbers of posts.
DEPARTMENTS = (
    Department("A01", "宣传部", 1, 16, 10),
    Department("A02", "组织部", 1, 28, 12),
    Department("A03", "纪委监委", 1, 52, 8),
    Department("A04", "县委办公室", 1, 30, 14),
    Department("A05", "统战部", 1, 14, 6),
    Department("A06", "政法委", 1, 18, 8),
    Department("A07", "人大常委会办公室", 1, 22, 5),
    Department("A08", "政府办公室", 1, 34, 20),
    Department("A09", "广播电视台", 2, 0, 46),
    Department("A10", "检察院", 2, 44, 6),
    Department("A11", "法院", 2, 62, 10),
    Department("A12", "融媒体中心", 2, 0, 58),
    Department("A13", "政协办公室", 2, 20, 4),
    Department("A14", "团县委", 2, 7, 4),
    Department("A15", "党校", 2, 0, 6, 18),
    Department("A16", "信访局", 2, 10, 8),
    Department("A17", "巡察工作办公室", 2, 12, 4),
    Department("A18", "直属机关工委", 2, 8, 3),
    Department("A19", "总工会", 3, 0, 8, 12),
    Department("A20", "妇联", 3, 0, 4, 8),
    Department("A21", "工商联", 3, 0, 3, 7),
    Department("A22", "科协", 3, 0, 4, 7),
    Department("A23", "文联", 3, 0, 4, 5),
    Department("A24", "红十字会", 3, 0, 3, 5),
    Department("A25", "档案馆", 3, 0, 6, 14),
    Department("B01", "发改局", 1, 32, 24),
    Department("B02", "经济商务局", 1, 34, 38, 8),
    Department("B03", "工业园区管委会", 1, 14, 36),
    Department("B04", "两山转化发展中心", 1, 0, 30),
    Department("B05", "建设局", 2, 36, 42),
    Department("B06", "自然资源和规划局", 2, 58, 64),
    Department("B07", "农业农村局", 2, 48, 72, 10),
    Department("B08", "交通运输局", 2, 30, 44),
    Department("B09", "财政局", 2, 44, 30, 6),
    Department("B10", "经济合作交流中心", 2, 0, 40),
    Department("B11", "林业局", 3, 24, 30),
    Department("B12", "生态林业发展中心", 3, 0, 86),
    Department("B13", "水利局", 3, 26, 40),
    Department("B14", "供销社", 3, 0, 4, 18),
    Department("C01", "卫计局", 1, 30, 28, 16),
    Department("C02", "教育局", 1, 28, 33, kept=1),
    Department("C03", "人力资源和社会保障局", 1, 30, 26, 24),
    Department("C04", "民政局", 1, 18, 20),
    Department("C05", "大数据发展管理中心", 1, 0, 20),
    Department("C06", "公安局", 2, 120, 14),
    Department("C07", "司法局", 2, 58, 8),
    Department("C08", "市场监督管理局", 2, 70, 30),
    Department("C09", "文化和广电旅游体育局", 2, 32, 46, 8),
    Department("C10", "应急管理局", 2, 30, 14),
    Department("C11", "退役军人事务局", 2, 14, 16),
    Department("C12", "行政服务中心", 3, 8, 26),
    Department("C13", "综合行政执法局", 3, 68, 22),
    Department("C14", "统计局", 3, 14, 5, 12),
    Department("C15", "审计局", 3, 22, 8),
    Department("C16", "医疗保障局", 3, 14, 12),
)

PARKS = {"工业园区管委会"}
INSTITUTIONS = {
    "广播电视台",
    "融媒体中心",
    "党校",
    "档案馆",
    "两山转化发展中心",
    "经济合作交流中心",
    "生态林业发展中心",
    "供销社",
    "大数据发展管理中心",
    "行政服务中心",
}
COURTS = {"检察院", "法院"}

OVERSTAFFED = {"B08": 3, "C09": 1}  # calibrated: people above the approved public-institution posts
ADMINISTRATIVE_POSTS_PER_VACANCY = 25  # assumed: about 4 % of administrative posts are vacant

# --- Sub-units: the first capital ------------------------------------------------------------


@dataclass(frozen=True)
class SubUnit:
    """A sub-unit below bureau level, its approved public-institution posts and vacancies."""

    department: str
    name: str
    approved: int
    vacant: int = 1
    reserved: int = 0  # recruitment already approved, besides the vacancies


# published: 58 sub-units of 47 departments with 72 vacancies collected as first capital
# (section 3); 环境卫生服务中心 among those under control (section 3). assumed: the other names,
# and how the 72 are spread.
SUB_UNITS = (
    SubUnit("A01", "网络信息中心", 8),
    SubUnit("A02", "党员教育中心", 6),
    SubUnit("A03", "信息技术保障中心", 5),
    SubUnit("A04", "机要信息中心", 7),
    SubUnit("A05", "民族宗教事务服务中心", 5),
    SubUnit("A06", "社会治理服务中心", 10),
    SubUnit("A07", "代表联络服务中心", 5),
    SubUnit("A08", "机关事务服务中心", 16, 2, 1),
    SubUnit("A09", "广播电视发射台", 8),
    SubUnit("A10", "检务保障中心", 5),
    SubUnit("A11", "审判事务服务中心", 6),
    SubUnit("A12", "新闻采编中心", 14, 2),
    SubUnit("A12", "广告经营中心", 7),
    SubUnit("A13", "委员服务中心", 4),
    SubUnit("A15", "教育培训中心", 6),
    SubUnit("A16", "信访接待中心", 5),
    SubUnit("A19", "工人文化宫", 8),
    SubUnit("A20", "妇女儿童活动中心", 6),
    SubUnit("A22", "科技馆", 5),
    SubUnit("A25", "档案信息中心", 6),
    SubUnit("B01", "价格认证中心", 6),
    SubUnit("B02", "中小企业服务中心", 9),
    SubUnit("B03", "园区企业服务中心", 10),
    SubUnit("B05", "环境卫生服务中心", 30, 3),
    SubUnit("B05", "工程质量安全服务站", 14),
    SubUnit("B06", "不动产登记中心", 22, 2),
    SubUnit("B06", "土地储备中心", 10),
    SubUnit("B07", "农业技术推广中心", 26, 2, 1),
    SubUnit("B07", "农机服务站", 12, 2),
    SubUnit("B08", "公路服务中心", 28, 2),
    SubUnit("B08", "运输服务站", 12),
    SubUnit("B09", "国有资产服务中心", 9),
    SubUnit("B11", "森林病虫防治站", 10),
    SubUnit("B12", "东部林场", 18, 3),
    SubUnit("B12", "西部林场", 16, 2),
    SubUnit("B13", "水库管理所", 16),
    SubUnit("B13", "河道管理站", 10),
    SubUnit("B14", "农资服务中心", 5),
    SubUnit("C01", "计划生育服务站", 14, 2),
    SubUnit("C01", "卫生信息中心", 6),
    SubUnit("C02", "教育考试中心", 8),
    SubUnit("C02", "教育技术中心", 9),
    SubUnit("C03", "就业服务中心", 14, 1, 1),
    SubUnit("C04", "社会救助服务中心", 8),
    SubUnit("C05", "数据运维中心", 5),
    SubUnit("C06", "交通安全服务中心", 8),
    SubUnit("C07", "法律援助中心", 6),
    SubUnit("C08", "检验检测中心", 18, 2),
    SubUnit("C08", "消费维权中心", 6),
    SubUnit("C09", "文化馆", 12),
    SubUnit("C09", "图书馆", 10),
    SubUnit("C10", "应急指挥保障中心", 7),
    SubUnit("C11", "退役军人服务中心", 8),
    SubUnit("C12", "公共资源交易中心", 9),
    SubUnit("C13", "执法保障中心", 12, 2),
    SubUnit("C14", "普查中心", 5),
    SubUnit("C15", "投资审计中心", 6),
    SubUnit("C16", "医保服务中心", 12, 1, 1),
)

# --- Schools, hospitals and towns: exempt ----------------------------------------------------


@dataclass(frozen=True)
class ExemptUnit:
    """A unit of a sector from which nothing is collected."""

    unit_id: str
    name: str
    department: str
    sector: str
    institution: int
    vacant: int
    administrative: int = 0


# published: schools, hospitals and what belongs to towns are left out of the collection
# (section 3). assumed: names, posts and vacancies.
EXEMPT_UNITS = (
    ExemptUnit("S01", "第一中学", "教育局", "education", 78, 3),
    ExemptUnit("S02", "第二中学", "教育局", "education", 45, 4),
    ExemptUnit("S03", "职业中等专业学校", "教育局", "education", 52, 3),
    ExemptUnit("S04", "实验小学", "教育局", "education", 56, 2),
    ExemptUnit("S05", "城东小学", "教育局", "education", 44, 1),
    ExemptUnit("S06", "城西小学", "教育局", "education", 40, 2),
    ExemptUnit("S07", "中心幼儿园", "教育局", "education", 24, 1),
    ExemptUnit("S08", "特殊教育学校", "教育局", "education", 12, 1),
    ExemptUnit("H01", "人民医院", "卫计局", "health", 120, 8),
    ExemptUnit("H02", "中医医院", "卫计局", "health", 64, 5),
    ExemptUnit("H03", "妇幼保健院", "卫计局", "health", 32, 2),
    ExemptUnit("T01", "云溪街道", "云溪街道", "township", 16, 1, 22),
    ExemptUnit("T02", "石门街道", "石门街道", "township", 15, 1, 21),
    ExemptUnit("T03", "北岭镇", "北岭镇", "township", 14, 2, 18),
    ExemptUnit("T04", "南坪镇", "南坪镇", "township", 13, 1, 17),
    ExemptUnit("T05", "双港镇", "双港镇", "township", 13, 1, 17),
    ExemptUnit("T06", "白水乡", "白水乡", "township", 10, 2, 13),
    ExemptUnit("T07", "高林乡", "高林乡", "township", 9, 1, 12),
    ExemptUnit("T08", "东坞乡", "东坞乡", "township", 9, 1, 12),
)

# --- Requests --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """Posts that a unit asks for, what they bring, and who leaves meanwhile.

    `items` are (indicator, points before, points now, posts needed); None for points is an empty
    cell. `leaving` are the years of the only retirements among the unit's people of that type up
    to the end of the plan; None leaves them to the general ages.
    """

    unit_id: str
    posts: int
    purpose: str
    items: tuple[tuple[str, float | None, float, int], ...]
    leaving: tuple[int, ...] | None
    quota_type: str = INSTITUTION
    start_year: int = BASE_YEAR
    min_term: int = 1
    max_term: int = 5
    min_posts: int = 1
    repayment: str = ""
    duties_grew: bool = False


CASES, PETITIONS, SATISFACTION = "办件情况", "信访情况", "满意度综合评分"
CITY, COUNTY = "市对县考核", "县对部门考核"
FUNDS, PROJECTS = "向上争取资金", "重点项目完成情况"

# published: 4 public-institution and 1 civil-service-managed post for three years to 经济商务局,
# whose tasks and functions grew; 两山转化发展中心 (科创岛), 工业园区管委会 and 经济合作交流中心
# supported; 16 departments and 33 posts in all (section 3).
# assumed: every other request. calibrated: sizes, gains and retirements, so that the rules alone,
# with posts to spare in the bank, let through just those 33. The remark names what is lent and
# the rule that stops the rest.
REQUESTS = (
    # lent 4 for 3 years, as published
    Request(
        "B02", 4, "key_project", ((COUNTY, 17, 19.5, 2), (FUNDS, 6, 9, 2)),
        (2021, 2022, 2023, 2023, 2025), min_term=3, max_term=3, duties_grew=True,
    ),
    # lent 1 for 3 years, as published
    Request(
        "B02", 1, "key_project", ((PROJECTS, 2.5, 4.5, 1),), (2022,), quota_type=MANAGED,
        min_term=3, max_term=3, duties_grew=True,
    ),
    # lent 4 of 6: borrowing limit
    Request(
        "B04", 6, "key_project", ((PROJECTS, None, 5, 1), (FUNDS, 2, 10, 2), (COUNTY, 11, 19, 3)),
        (2022, 2023, 2024, 2025),
    ),
    # lent 3 of 4: efficiency
    Request(
        "B03", 4, "key_project", ((PROJECTS, 3, 5, 1), (COUNTY, 17, 19, 1), (FUNDS, 5, 8, 2)),
        (2021, 2022, 2024, 2025),
    ),
    # lent 2 of 3: cap of a blue unit
    Request(
        "B10", 3, "key_project", ((FUNDS, 4, 9, 2), (COUNTY, 15, 18, 1)), (2021, 2022, 2024)
    ),
    # lent 2
    Request(
        "B01", 2, "key_project", ((PROJECTS, 3, 5, 1), (FUNDS, 6, 9, 1)), (2021, 2023, 2025),
        min_term=2,
    ),
    # lent 2 of 3: borrowing limit
    Request(
        "C01", 3, "livelihood", ((SATISFACTION, 7.5, 9.5, 2), (CASES, 5, 7.5, 1)), (2022, 2024)
    ),
    # 1 from its own vacancy, lent 2
    Request(
        "C02", 3, "livelihood", ((SATISFACTION, 7, 9, 1), (COUNTY, 21, 24.2, 2)),
        (2021, 2022, 2025),
    ),
    # lent 1 of 2: efficiency; a deduction made good
    Request(
        "C04", 2, "livelihood", ((SATISFACTION, 7.5, 9.5, 1), (PETITIONS, -1.2, 0, 1)),
        (2021, 2023), min_term=2,
    ),
    # lent 2: reform, exempt from efficiency
    Request("C05", 2, "reform", (), (2023, 2025)),
    # lent 1 of 2: borrowing limit
    Request("C03", 2, "talent", ((COUNTY, 20, 23.5, 2),), (2023,)),
    # lent 1
    Request("A02", 1, "talent", ((COUNTY, 21, 24, 1),), (2022,)),
    # lent 2 of 4: cap of a blue unit; back as people leave
    Request(
        "A12", 4, "scarce_skills", ((COUNTY, 19, 23, 2), (CITY, 11, 14, 2)), (2022, 2023, 2024),
        repayment="as_vacated",
    ),
    # lent 2 of 3: borrowing limit
    Request("B05", 3, "key_project", ((PROJECTS, 2, 4.5, 2), (COUNTY, 16, 18, 1)), (2022, 2023)),
    # lent 1 of 2: efficiency
    Request(
        "B07", 2, "livelihood", ((CASES, 6, 6.8, 1), (SATISFACTION, 8, 8.4, 1)),
        (2021, 2022, 2024), min_term=2,
    ),
    # lent 1 of 2: borrowing limit, less one overstaffed
    Request("C09", 2, "routine", ((COUNTY, 20, 22.5, 2),), (2022, 2024)),
    # lent 2 from 2022
    Request(
        "C10", 2, "livelihood", ((CASES, 5, 7.6, 1), (SATISFACTION, 7, 9.2, 1)), (2022, 2024),
        start_year=2022, max_term=4,
    ),
    # none: all that the pool may lend has gone to 经济商务局
    Request("C03", 1, "routine", ((CASES, 5.5, 7, 1),), (2022,), quota_type=MANAGED, max_term=3),
    # none: yellow, five times
    Request(
        "B11", 3, "key_project", ((PROJECTS, 1, 4, 2), (COUNTY, 14, 17, 1)), (2021, 2022, 2024)
    ),
    Request("B12", 4, "livelihood", ((COUNTY, 13, 18, 4),), (2021, 2022, 2023, 2024)),
    Request("B13", 3, "key_project", ((PROJECTS, 1, 4, 2), (FUNDS, 4, 7, 1)), (2021, 2022, 2023)),
    Request("C12", 2, "reform", ((CASES, 2, 8, 2),), (2022, 2023)),
    Request("A19", 1, "routine", ((COUNTY, 17, 22.5, 1),), (2022,)),
    # none: the gain is below one post's value, twice
    Request("B09", 2, "routine", ((CASES, 6, 7.1, 2),), (2021, 2022, 2024)),
    Request("C07", 1, "routine", ((SATISFACTION, 8.2, 9.1, 1),), (2022,)),
    # none: no gain is shown
    Request("A09", 2, "routine", (), (2022, 2023)),
    # none: those who leave only make up for three overstaffed
    Request("B08", 3, "key_project", ((PROJECTS, 2, 4.5, 2), (FUNDS, 5, 7, 1)), (2021, 2023, 2024)),
    # none: nobody retires within five years, twice
    Request("A05", 1, "routine", ((COUNTY, 18, 23.2, 1),), ()),
    Request("C06", 2, "livelihood", ((CASES, 5.5, 7.5, 2),), ()),
    # none: 5 % of a small blue unit is less than one post, twice
    Request("A14", 1, "talent", ((COUNTY, 14, 24, 1),), (2023,)),
    Request(
        "A16", 2, "livelihood", ((PETITIONS, -2.5, 4, 1), (SATISFACTION, 4.8, 9.5, 1)), (2022, 2023)
    ),
    # none: all or nothing, and only two leave
    Request("B06", 3, "livelihood", ((CASES, 4.5, 7.5, 3),), (2022, 2024), min_posts=3),
    # none: wanted for one year, and the one who leaves does so later
    Request("A04", 1, "routine", ((CITY, 11, 13.5, 1),), (2024,), max_term=1),
    # none lent: own vacancies suffice, twice
    Request("C08", 2, "routine", ((CASES, 5.5, 7.9, 2),), None, quota_type=ADMINISTRATIVE),
    Request("S02", 2, "livelihood", ((SATISFACTION, 4.5, 9.5, 2),), None),
)  # fmt: skip

# --- Pools and total control -----------------------------------------------------------------

# published: the first capital is what the 58 sub-units gave, so the pool starts empty (section 3).
# assumed: two civil-service-managed posts; the one lent (section 3) must have come from somewhere.
CAPITAL = {"P1": (INSTITUTION, 0), "P2": (MANAGED, 2)}

# --- Evaluation ------------------------------------------------------------------------------

# published: table 1, the weights of classes A, B, C
WEIGHTS = {
    "running_costs": (10, 10, 10),
    "staff_costs": (6, 6, 6),
    "project_funds": (0, 5, 0),
    "staffing": (4, 4, 4),
    "duties": (10, 10, 10),
    "case_handling": (5, 8, 8),
    "petitions": (5, 2, 2),
    "city_assessment": (15, 10, 15),
    "county_assessment": (25, 20, 25),
    "funds_won": (10, 10, 10),
    "key_projects": (0, 5, 0),
    "overall_satisfaction": (10, 10, 10),
}

# calibrated: the best unit of each tier, and the step from each unit to the next, in points of 100
BEST_OF_TIER = {1: 94.0, 2: 86.0, 3: 75.0}
STEP = 0.7
SPREAD = 5.0  # assumed: most points by which an indicator lies above or below the unit's level

# --- Ages ------------------------------------------------------------------------------------

# assumed: first age, last age on 1 January 2021, people of a thousand
AGE_BANDS = ((22, 29, 140), (30, 39, 310), (40, 49, 290), (50, 54, 150), (55, 59, 110))
# assumed: of a hundred people; those too old for their class fall to the next later one
CLASSES = {"women50": 6, "women55": 34, "men60": 60}
RETIREMENT_AGES = {"women50": 50, "women55": 55, "men60": 60}
ONE_IN_WORKS_ELSEWHERE = 60  # assumed: people of sub-units who work at their department

# Steps of an additive recurrence in three dimensions (powers of 1/1.2207…, times 2**32, made odd):
# numbers that fill a range evenly without chance, in whole numbers, alike on every machine.
STEPS = (3518319155, 2882110345, 2360945575)


def evenly(place: int, dimension: int, size: int) -> int:
    """A number below `size`; over places, all come up equally often."""
    return ((place * STEPS[dimension] + 2**31) % 2**32) * size >> 32


def ages() -> list[int]:
    """A thousand ages in the stated proportions."""
    return [
        first + place * (last - first + 1) // people
        for first, last, people in AGE_BANDS
        for place in range(people)
    ]


def retirement_class(place: int, age: int, margin: int) -> str:
    """The class of a person who at `age` has at least `margin` more years to retirement."""
    drawn = evenly(place, 1, 100)
    bound = 0
    for name, people in CLASSES.items():
        bound += people
        if drawn < bound and age < RETIREMENT_AGES[name] - margin:
            return name
    return "men60"


def someone(place: int, *, stays: bool) -> Row:
    """Birth month and class of an employee; one who `stays` does not retire within the plan."""
    margin = HORIZON if stays else 0
    eligible = [age for age in ages() if age < RETIREMENT_AGES["men60"] - margin]
    age = eligible[evenly(place, 0, len(eligible))]
    month = 1 + evenly(place, 2, 12)
    return {
        "birth": f"{BASE_YEAR - 1 - age}-{month:02d}",
        "retirement_class": retirement_class(place, age, margin),
    }


def retiring(place: int, year: int) -> Row:
    """Birth month and class of an employee who retires in `year`."""
    name = ("men60", "women55")[place % 2]
    return {
        "birth": f"{year - RETIREMENT_AGES[name]}-{2 + place % 9:02d}",
        "retirement_class": name,
    }


# --- Tables ----------------------------------------------------------------------------------


def units() -> Iterator[Row]:
    """Departments, sub-units, and exempt units."""
    for department in DEPARTMENTS:
        yield _unit(
            department.unit_id,
            department.name,
            department.name,
            department.unit_class,
            organisation_type=_organisation_type(department),
        )
    names = {department.unit_id: department.name for department in DEPARTMENTS}
    for unit_id, sub_unit in numbered_sub_units():
        name = names[sub_unit.department]
        yield _unit(unit_id, sub_unit.name, name, sub_unit.department[0])
    for exempt in EXEMPT_UNITS:
        town = exempt.sector == "township"
        kind = "street" if exempt.name.endswith("街道") else "township"
        yield _unit(
            exempt.unit_id,
            exempt.name,
            exempt.department,
            "C",
            level="township" if town else "county",
            sector=exempt.sector,
            organisation_type=kind if town else "public_institution",
        )


def _unit(unit_id: str, name: str, department: str, unit_class: str, **more: str) -> Row:
    row = {
        "unit_id": unit_id,
        "name": name,
        "region": REGION,
        "level": "county",
        "department": department,
        "class": unit_class,
        "sector": "",
        "organisation_type": "public_institution",
    }
    return row | more


def _organisation_type(department: Department) -> str:
    if department.name in PARKS:
        return "park"
    if department.name in INSTITUTIONS:
        return "public_institution"
    if department.unit_class == "A" and department.name not in COURTS:
        return "party"
    return "government"


def numbered_sub_units() -> Iterator[tuple[str, SubUnit]]:
    """Sub-units with their ids, numbered within the department."""
    seen: Counter[str] = Counter()
    for sub_unit in SUB_UNITS:
        seen[sub_unit.department] += 1
        yield f"{sub_unit.department}-{seen[sub_unit.department]}", sub_unit


def posts() -> Iterator[Row]:
    """Approved and filled posts by unit and type."""
    for department in DEPARTMENTS:
        yield from _department_posts(department)
    for unit_id, sub_unit in numbered_sub_units():
        vacant, reserved = sub_unit.vacant, sub_unit.reserved
        yield _posts(unit_id, INSTITUTION, sub_unit.approved, vacant + reserved, reserved)
    for exempt in EXEMPT_UNITS:
        if exempt.administrative:
            yield _posts(exempt.unit_id, ADMINISTRATIVE, exempt.administrative, 1)
        yield _posts(exempt.unit_id, INSTITUTION, exempt.institution, exempt.vacant)


def _department_posts(department: Department) -> Iterator[Row]:
    unit_id, administrative = department.unit_id, department.administrative
    if administrative:
        vacant = administrative // ADMINISTRATIVE_POSTS_PER_VACANCY
        yield _posts(unit_id, ADMINISTRATIVE, administrative, vacant)
    unfilled = department.kept - OVERSTAFFED.get(unit_id, 0)
    row = _posts(unit_id, INSTITUTION, department.institution, unfilled)
    yield row | {"keep": department.kept or ""}
    if department.managed:
        yield _posts(unit_id, MANAGED, department.managed, 0)


def _posts(unit_id: str, quota_type: str, approved: int, unfilled: int, reserved: int = 0) -> Row:
    return {
        "unit_id": unit_id,
        "quota_type": quota_type,
        "approved": approved,
        "filled": approved - unfilled,
        "reserved": reserved,
        "keep": "",
    }


def staff() -> Iterator[Row]:
    """One row per person; as many as `posts` says are filled."""
    leaving = {(r.unit_id, r.quota_type): r.leaving for r in REQUESTS if r.leaving is not None}
    places = count()
    for cell in posts():
        unit_id, quota_type = cell["unit_id"], cell["quota_type"]
        known = leaving.get((unit_id, quota_type))
        for within in range(cell["filled"]):
            place = next(places)
            if known is not None and within < len(known):
                person = retiring(place, known[within])
            else:
                person = someone(place, stays=known is not None)
            lent = "-" in unit_id and place % ONE_IN_WORKS_ELSEWHERE == 0
            works_at = unit_id.partition("-")[0] if lent else ""
            yield {
                "person_id": f"N{place + 1:04d}",
                "unit_id": unit_id,
                "quota_type": quota_type,
                **person,
                "works_at": works_at,
            }


def numbered_requests() -> Iterator[tuple[str, Request]]:
    """Requests with their ids."""
    return ((f"R{number:02d}", request) for number, request in enumerate(REQUESTS, start=1))


def requests() -> Iterator[Row]:
    """What units ask for."""
    for request_id, request in numbered_requests():
        yield {
            "request_id": request_id,
            "unit_id": request.unit_id,
            "quota_type": request.quota_type,
            "posts": request.posts,
            "purpose": request.purpose,
            "start_year": request.start_year,
            "min_term": request.min_term,
            "max_term": request.max_term,
            "min_posts": request.min_posts,
            "repayment": request.repayment,
            "duties_grew": str(request.duties_grew).lower(),
        }


def benefits() -> Iterator[Row]:
    """What the posts of a request bring, in assessment points."""
    for request_id, request in numbered_requests():
        for item, previous, current, needed in request.items:
            yield {
                "request_id": request_id,
                "item": item,
                "previous": "" if previous is None else previous,
                "current": current,
                "posts": needed,
            }


def pools() -> Iterator[Row]:
    """One pool for each quota type that the bank lends, open to all units."""
    for pool_id, (quota_type, capital) in CAPITAL.items():
        scope = dict.fromkeys(("region", "level", "department", "purpose"), "*")
        yield {"pool_id": pool_id, "quota_type": quota_type, **scope, "capital": capital}


def ceilings() -> Iterator[Row]:
    """Total control: no title beyond those there are, and no more people than titles.

    assumed: the ceiling of each type is what stands today (section 3 has the principle alone).
    """
    titles: Counter[str] = Counter()
    for cell in posts():
        titles[cell["quota_type"]] += cell["approved"]
    for quota_type, capital in CAPITAL.values():
        titles[quota_type] += capital
    for quota_type, total in sorted(titles.items()):
        yield {"region": "*", "quota_type": quota_type, "titles": total, "people": total}


def scores() -> Iterator[Row]:
    """Scores that put each department in its tier.

    assumed: every score. calibrated: the weighted total of a department is the level of its place
    in the tier; indicators spread around the level and cancel out.
    """
    rank: Counter[tuple[str, int]] = Counter()
    places = count()
    for department in DEPARTMENTS:
        weights = _weights(department.unit_class)
        order = rank[department.unit_class, department.tier]
        rank[department.unit_class, department.tier] += 1
        level = BEST_OF_TIER[department.tier] - STEP * order
        offsets = {name: evenly(next(places), 0, 101) / 50 - 1 for name in weights}
        centre = sum(weights[name] * offset for name, offset in offsets.items()) / 100
        for name, offset in offsets.items():
            score = level + SPREAD * (offset - centre)
            yield {
                "unit_id": department.unit_id,
                "indicator": name,
                "source": "office",
                "score": f"{min(score, 100):.1f}",
                "full_score": 100,
            }


def _weights(unit_class: str) -> dict[str, int]:
    column = "ABC".index(unit_class)
    return {name: weights[column] for name, weights in WEIGHTS.items() if weights[column]}


# --- Files -----------------------------------------------------------------------------------

LOAN_COLUMNS = (
    "loan_id",
    "unit_id",
    "quota_type",
    "pool_id",
    "posts",
    "purpose",
    "start_year",
    "due_year",
    "repayment",
    "renewable",
    "renewals",
)


def write(table: str, rows: Iterable[Row], columns: tuple[str, ...] = ()) -> None:
    """Write one table; `columns` where there may be no rows."""
    rows = list(rows)
    with (FOLDER / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or tuple(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write every table."""
    FOLDER.mkdir(exist_ok=True)
    for table in (units, posts, staff, requests, benefits, pools, ceilings, scores):
        write(table.__name__, table())
    write("loans", (), LOAN_COLUMNS)  # published: the bank is new (section 3), so nothing is out


if __name__ == "__main__":
    main()
