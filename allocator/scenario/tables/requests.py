"""What units ask for, and what the posts are for."""

from allocator.scenario.columns import Column, Table
from allocator.scenario.tables.codes import REPAYMENTS
from allocator.scenario.tables.shared import quota_type, unit_id

REQUESTS = Table(
    "requests",
    "Requests",
    "用编申请",
    (
        Column(
            "request_id", "申请编码", "id", "the request", "申请", "R001", required=True, key=True
        ),
        unit_id(),
        quota_type(),
        Column(
            "posts", "申请数", "integer", "posts asked for", "申请编制数", "3",
            required=True, least=1,
        ),
        Column("purpose", "用途", "code", "purpose", "用途", "key_project", required=True),
        Column(
            "start_year", "起始年", "year", "first year of use (empty: the base year)",
            "开始使用的年份（空则为基年）", "2026",
        ),
        Column(
            "min_term", "最短期限", "integer", "shortest useful term, years",
            "最短期限（年）", "1", default=1, least=1,
        ),
        Column(
            "max_term", "最长期限", "integer", "longest term, years", "最长期限（年）", "3",
            required=True, least=1,
        ),
        Column(
            "min_posts", "最少编制数", "integer",
            "fewest posts of any use; equal to posts means all or nothing",
            "最少需要的编制数；等于申请数表示要么全给要么不给", "1", default=1, least=1,
        ),
        Column(
            "repayment", "收回方式", "choice", "how posts come back (empty: by the policy)",
            "收回方式（空则按制度）", "at_term", choices=REPAYMENTS,
        ),
        Column(
            "duties_grew", "职责增加", "boolean",
            "duties grew on paper: exempt from the efficiency threshold",
            "“三定”职责有增加：不受效益率阈值限制", "false", default=False,
        ),
    ),
    required=True,
)  # fmt: skip

BENEFITS = Table(
    "benefits",
    "Benefits",
    "效益",
    (
        Column(
            "request_id", "申请编码", "id", "the request, as in requests", "申请，见申请表",
            "R001", required=True, key=True,
        ),
        Column(
            "item", "考核项目", "text", "assessment item", "考核项目", "疫情防控",
            required=True, key=True,
        ),
        Column(
            "previous", "上年分值", "decimal", "points the year before (a deduction is negative)",
            "上年分值（扣分为负）", "0", default="0",
        ),
        Column(
            "current", "本年分值", "decimal", "points this year", "本年分值", "3", default="0"
        ),
        Column(
            "posts", "所需编制", "integer", "posts the item needs", "该项目所需编制数", "1",
            default=1, least=1,
        ),
    ),
)  # fmt: skip

ASSESSMENTS = Table(
    "assessments",
    "Assessments",
    "目标考核",
    (
        unit_id(key=True),
        Column(
            "item", "考核项目", "text", "assessment item, as in benefits", "考核项目，与效益表一致",
            "疫情防控", required=True, key=True,
        ),
        Column(
            "previous", "上年分值", "decimal",
            "points the year before (empty: not assessed; a deduction is negative)",
            "上年分值（空为未考核，扣分为负）", "",
        ),
        Column(
            "current", "本年分值", "decimal", "points this year (empty: no longer assessed)",
            "本年分值（空为不再考核）", "7.17",
        ),
    ),
)  # fmt: skip
