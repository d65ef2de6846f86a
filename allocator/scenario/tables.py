"""The tables of a scenario, each column declared once.

Reading, checking, templates, documentation and Chinese headers all come from here.
"""

from allocator.scenario.columns import Column, Table

LEVELS = {"province": "省", "city": "市", "county": "县", "township": "乡"}
ORGANISATION_TYPES = {
    "party": "党委",
    "government": "政府",
    "public_institution": "事业单位",
    "park": "园区",
    "township": "乡镇",
    "street": "街道",
}
RETIREMENT_CLASSES = {"men60": "男60", "women55": "女55", "women50": "女50"}
REPAYMENTS = {"at_term": "期满收回", "as_vacated": "随减随收"}
SOURCES = {
    "self": "自评",
    "peer": "互评",
    "function": "职能评价",
    "office": "编办评价",
    "data": "数据",
}
COLOURS = {"green": "绿", "blue": "蓝", "yellow": "黄"}
ANY = "*"


def _unit_id(*, key: bool = False) -> Column:
    return Column(
        "unit_id",
        "单位编码",
        "id",
        "the unit, as in units",
        "单位，见单位表",
        "U001",
        required=True,
        key=key,
    )


def _quota_type(*, key: bool = False) -> Column:
    return Column(
        "quota_type",
        "编制类型",
        "code",
        "kind of post",
        "编制的种类",
        "public_institution",
        required=True,
        key=key,
    )


def _scope(
    name: str, header_zh: str, meaning: str, meaning_zh: str, *, key: bool = False
) -> Column:
    return Column(name, header_zh, "code", meaning, meaning_zh, "*", default=ANY, key=key)


UNITS = Table(
    "units",
    "Units",
    "单位",
    (
        _unit_id(key=True),
        Column("name", "单位名称", "text", "name", "名称", "发展和改革局", required=True),
        Column("region", "地区", "code", "region", "所在地区", "S", required=True),
        Column("level", "层级", "choice", "level", "层级", "county", choices=LEVELS),
        Column(
            "department",
            "主管部门",
            "code",
            "competent department",
            "主管部门",
            "发展和改革局",
            required=True,
        ),
        Column(
            "class",
            "类别",
            "code",
            "class within which units are compared: A party and mass organisations, "
            "B economic work, C social affairs and services",
            "评估类别：A 党群，B 经济，C 社会事务与服务",
            "B",
            required=True,
        ),
        Column("sector", "领域", "code", "sector", "领域", "education", default=""),
        Column(
            "organisation_type",
            "机构类型",
            "choice",
            "organisation type",
            "机构类型",
            "government",
            choices=ORGANISATION_TYPES,
        ),
    ),
    required=True,
)

POSTS = Table(
    "posts",
    "Posts",
    "编制",
    (
        _unit_id(key=True),
        _quota_type(key=True),
        Column(
            "approved", "核定数", "integer", "approved posts", "核定编制数", "30",
            required=True, least=0,
        ),
        Column(
            "filled", "实有数", "integer", "people who hold them", "实有人数", "28",
            required=True, least=0,
        ),
        Column(
            "reserved", "已批未进", "integer", "recruitment already approved",
            "已批准招录尚未到位的人数", "1", default=0, least=0,
        ),
        Column(
            "keep", "保留空编", "integer",
            "vacancies that stay with the unit (empty: by the policy)",
            "留给单位不收储的空编数（空则按制度）", "1", least=0,
        ),
    ),
    required=True,
)  # fmt: skip

STAFF = Table(
    "staff",
    "Roster",
    "人员",
    (
        Column(
            "person_id", "人员编码", "id", "the person", "人员", "P00001",
            required=True, key=True,
        ),
        _unit_id(),
        _quota_type(),
        Column(
            "birth", "出生年月", "month", "month of birth", "出生年月", "1968-05", required=True
        ),
        Column(
            "retirement_class", "退休类别", "choice", "statutory age group", "法定退休年龄类别",
            "men60", required=True, choices=RETIREMENT_CLASSES,
        ),
        Column(
            "works_at", "实际工作单位", "id", "unit where the person works, when it differs",
            "实际工作单位（与编制所在单位不同时填）", "",
        ),
        Column(
            "can_extend", "可延迟退休", "boolean", "may stay longer by agreement",
            "经协商可弹性延迟退休", "false", default=False,
        ),
    ),
)  # fmt: skip

LEAVERS = Table(
    "leavers",
    "Leavers",
    "减员",
    (
        _unit_id(key=True),
        _quota_type(key=True),
        Column("year", "年份", "year", "year", "年份", "2026", required=True, key=True),
        Column(
            "posts", "减员数", "integer", "people who leave in the year", "当年减员人数", "2",
            required=True, least=0,
        ),
    ),
)  # fmt: skip

REQUESTS = Table(
    "requests",
    "Requests",
    "用编申请",
    (
        Column(
            "request_id", "申请编码", "id", "the request", "申请", "R001", required=True, key=True
        ),
        _unit_id(),
        _quota_type(),
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

LOANS = Table(
    "loans",
    "Loans",
    "借贷台账",
    (
        Column(
            "loan_id", "借贷编码", "id", "the loan", "借贷", "L001", required=True, key=True
        ),
        _unit_id(),
        _quota_type(),
        Column(
            "pool_id", "周转池编码", "id", "the pool that lent", "出借的周转池", "B1",
            required=True,
        ),
        Column(
            "posts", "未还数", "integer", "posts still out", "尚未归还的编制数", "2",
            required=True, least=1,
        ),
        Column("purpose", "用途", "code", "purpose", "用途", "key_project", default=""),
        Column("start_year", "起始年", "year", "first year of use", "开始使用的年份", "2024",
               required=True),
        Column(
            "due_year", "到期年", "year", "last year of use; due back at its end",
            "最后使用年份，年末到期", "2026", required=True,
        ),
        Column(
            "repayment", "收回方式", "choice", "how posts come back (empty: by the policy)",
            "收回方式（空则按制度）", "at_term", choices=REPAYMENTS,
        ),
        Column("renewable", "可续贷", "boolean", "may be renewed", "可以续贷", "true",
               default=True),
        Column("renewals", "已续次数", "integer", "renewals so far", "已续贷次数", "0",
               default=0, least=0),
    ),
)  # fmt: skip

POOLS = Table(
    "pools",
    "Pools",
    "周转池",
    (
        Column("pool_id", "周转池编码", "id", "the pool", "周转池", "B1", required=True, key=True),
        _quota_type(),
        _scope("region", "地区", "region served, * for all", "服务的地区，* 为全部"),
        Column(
            "level", "层级", "choice", "level served, * for all", "服务的层级，* 为全部", "*",
            default=ANY, choices=LEVELS | {ANY: ANY},
        ),
        _scope("department", "主管部门", "department served, * for all", "服务的部门，* 为全部"),
        _scope("purpose", "用途", "earmarked purpose, * for all", "专项用途，* 为不限"),
        Column(
            "capital", "资本金", "integer", "posts the pool owns, lent or not",
            "池内编制总数（含已借出）", "72", required=True, least=0,
        ),
        Column(
            "reserve", "备用数", "integer", "posts kept back (empty: the policy's share)",
            "留作备用的编制数（空则按制度比例）", "4", least=0,
        ),
    ),
)  # fmt: skip

TRANSFERS = Table(
    "transfers",
    "Transfers",
    "池间调剂",
    (
        Column("from_pool", "调出池", "id", "pool that gives", "调出的周转池", "B1",
               required=True, key=True),
        Column("to_pool", "调入池", "id", "pool that takes", "调入的周转池", "B2",
               required=True, key=True),
        Column("posts", "最多调剂数", "integer", "at most so many posts", "最多调剂的编制数",
               "5", required=True, least=0),
    ),
)  # fmt: skip

CEILINGS = Table(
    "ceilings",
    "Ceilings",
    "总量控制",
    (
        _scope("region", "地区", "region, * for all", "地区，* 为全部", key=True),
        _quota_type(key=True),
        Column("titles", "编制总量", "integer", "approved posts and pool capital together",
               "核定编制与池内资本金之和的上限", "4000", least=0),
        Column("people", "人员总量", "integer", "people in post and newly granted posts together",
               "在编人员与新批编制之和的上限", "3900", least=0),
    ),
)  # fmt: skip

SCORES = Table(
    "scores",
    "Scores",
    "得分",
    (
        _unit_id(key=True),
        Column("indicator", "指标", "code", "indicator of the policy model", "制度模型中的指标",
               "case_handling", required=True, key=True),
        Column("source", "评分来源", "choice", "who scored", "评分来源", "office", key=True,
               default="office", choices=SOURCES),
        Column("score", "得分", "decimal", "score", "得分", "86.5", required=True, least=0),
        Column("full_score", "满分", "decimal", "full score", "满分", "100", default="100",
               least=0),
    ),
)  # fmt: skip

GRADES = Table(
    "grades",
    "Grades",
    "评估结果",
    (
        _unit_id(key=True),
        Column("tier", "档次", "integer", "tier 1 to 3 within the class", "类别内的档次 1–3",
               "1", required=True, least=1, most=3),
        Column("colour", "颜色", "choice", "response (empty: by the policy)",
               "三色响应（空则按制度）", "green", choices=COLOURS),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        UNITS,
        POSTS,
        STAFF,
        LEAVERS,
        REQUESTS,
        BENEFITS,
        LOANS,
        POOLS,
        TRANSFERS,
        CEILINGS,
        SCORES,
        GRADES,
    )
}
