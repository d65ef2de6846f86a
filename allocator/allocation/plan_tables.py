"""The CSV files of a plan, each column declared once."""

from allocator.scenario.columns import Column, Kind, Table
from allocator.scenario.tables import REPAYMENTS

EXPLAINED = frozenset({"next_post_takes", "met_in_full_by", "near_tie"})
"""Columns of ``decisions.csv`` beyond the ten that every plan has; a plan may be without them."""

STATUSES = {"full": "全部", "part": "部分", "none": "未批"}


def _id(name: str, zh: str, meaning: str, meaning_zh: str, *, key: bool = False) -> Column:
    return Column(name, zh, "id", meaning, meaning_zh, required=True, key=key)


def _count(name: str, zh: str, meaning: str, meaning_zh: str, least: int | None = 0) -> Column:
    return Column(name, zh, "integer", meaning, meaning_zh, required=True, least=least)


def _year(name: str, zh: str, meaning: str, meaning_zh: str, *, key: bool = False) -> Column:
    return Column(name, zh, "year", meaning, meaning_zh, required=True, key=key)


def _filled(name: str, zh: str, kind: Kind, meaning: str, meaning_zh: str) -> Column:
    return Column(name, zh, kind, meaning, meaning_zh, required=True)


def _told(name: str, zh: str, meaning: str, meaning_zh: str) -> Column:
    return Column(name, zh, "text", meaning, meaning_zh, default="")


def _request(*, key: bool = True) -> Column:
    return _id("request_id", "申请编码", "the request", "申请", key=key)


def _unit(*, key: bool = False) -> Column:
    return _id("unit_id", "单位编码", "the unit", "单位", key=key)


def _pool(*, key: bool = False) -> Column:
    return _id("pool_id", "周转池编码", "the pool", "周转池", key=key)


def _quota_type(*, key: bool = False) -> Column:
    return Column(
        "quota_type", "编制类型", "code", "kind of post", "编制的种类", required=True, key=key
    )


SCHEDULE = Table(
    "schedule",
    "Schedule",
    "借贷方案",
    (
        _request(),
        _unit(),
        _filled("unit", "单位名称", "text", "name of the unit", "单位名称"),
        _quota_type(),
        _filled("purpose", "用途", "code", "purpose", "用途"),
        _pool(key=True),
        _count("posts", "编制数", "posts lent", "借出编制数"),
        _year("start_year", "起始年", "first year of use", "开始使用的年份"),
        _count("term", "期限", "term, years", "期限（年）", least=1),
        _year("due_year", "到期年", "last year of use", "最后使用年份"),
        Column("repayment", "收回方式", "choice", "how posts come back", "收回方式",
               required=True, choices=REPAYMENTS),
    ),
    required=True,
)  # fmt: skip

DECISIONS = Table(
    "decisions",
    "Decisions",
    "申请结果",
    (
        _request(),
        _unit(),
        _count("asked", "申请数", "posts asked for", "申请编制数"),
        _count("own_vacancies", "自有空编", "own vacancies used", "使用自有空编数"),
        _count("lent", "借出数", "posts lent", "借出编制数"),
        _count("granted", "批准数", "own and lent posts", "自有空编与借出之和"),
        Column("status", "结果", "choice", "full, part or none", "全部、部分或未批",
               required=True, choices=STATUSES),
        _told("reason", "原因", "rule that stands in the way", "起限制作用的规则"),
        _told("detail", "说明", "the reason in words", "原因说明"),
        _told("next_post_costs", "增一名的代价",
              "what the first goal loses if one more post is granted; empty where no plan that "
              "keeps the rules does, and until explained",
              "再增一名时首要目标的损失；规则不允许时为空，未作解释前亦为空"),
        _told("next_post_takes", "由谁让出", "who would give up how many posts for it",
              "再增一名须由谁让出多少名"),
        _told("met_in_full_by", "如何全部满足", "best way to meet the request in full",
              "全部满足该申请的最佳办法"),
        _told("near_tie", "难分高下",
              "more, less: a plan within 0.1 % of the value gives it a post more, or less",
              "more、less：在价值相差 0.1% 以内另有方案多给或少给一名"),
    ),
    required=True,
)  # fmt: skip

REPAYMENTS_TABLE = Table(
    "repayments",
    "Repayments",
    "归还计划",
    (
        _id("loan", "借贷编码", "request or loan", "申请或借贷", key=True),
        _unit(),
        _quota_type(),
        _pool(key=True),
        _year("year", "年份", "year at whose end the posts come back", "年末归还", key=True),
        _count("posts", "编制数", "posts that come back", "归还编制数"),
    ),
    required=True,
)

RENEWALS = Table(
    "renewals",
    "Renewals",
    "续贷",
    (
        _id("loan_id", "借贷编码", "the loan", "借贷", key=True),
        _unit(),
        _count("posts", "编制数", "posts renewed", "续贷编制数"),
        _year("new_due_year", "新到期年", "new last year of use", "续贷后最后使用年份"),
    ),
    required=True,
)

DEPOSITS = Table(
    "deposits",
    "Deposits",
    "收储",
    (
        _unit(key=True),
        _quota_type(key=True),
        _count("posts", "编制数", "posts collected", "收储编制数"),
        _pool(),
    ),
    required=True,
)

TRANSFERS = Table(
    "transfers",
    "Transfers",
    "池间调剂",
    (
        _id("from_pool", "调出池", "pool that gives", "调出的周转池", key=True),
        _id("to_pool", "调入池", "pool that takes", "调入的周转池", key=True),
        _count("posts", "编制数", "posts transferred", "调剂编制数"),
    ),
    required=True,
)

POOLS = Table(
    "pools",
    "Pools",
    "周转池余额",
    (
        _pool(key=True),
        _year("year", "年份", "plan year", "规划年份", key=True),
        _count("capital", "资本金", "posts the pool owns", "池内编制总数"),
        _count("collected", "收储数", "posts collected", "收储编制数"),
        _count("transferred", "净调入", "transfers in less out", "调入减调出", least=None),
        _count("reserve", "备用数", "posts kept back", "备用编制数"),
        _count("out", "借出在外", "posts out on loan", "借出在外编制数"),
        _count("free", "余额", "posts left", "剩余编制数", least=None),
    ),
    required=True,
)

PLAN_TABLES: dict[str, Table] = {
    table.name: table
    for table in (SCHEDULE, DECISIONS, REPAYMENTS_TABLE, RENEWALS, DEPOSITS, TRANSFERS, POOLS)
}
