"""The bank: loans, pools, transfers, ceilings."""

from allocator.scenario.columns import Column, Table
from allocator.scenario.tables.codes import ANY, LEVELS, REPAYMENTS
from allocator.scenario.tables.shared import quota_type, scope, unit_id

LOANS = Table(
    "loans",
    "Loans",
    "借贷台账",
    (
        Column(
            "loan_id", "借贷编码", "id", "the loan", "借贷", "L001", required=True, key=True
        ),
        unit_id(),
        quota_type(),
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
        quota_type(),
        scope("region", "地区", "region served, * for all", "服务的地区，* 为全部"),
        Column(
            "level", "层级", "choice", "level served, * for all", "服务的层级，* 为全部", "*",
            default=ANY, choices=LEVELS | {ANY: ANY},
        ),
        scope("department", "主管部门", "department served, * for all", "服务的部门，* 为全部"),
        scope("purpose", "用途", "earmarked purpose, * for all", "专项用途，* 为不限"),
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
        scope("region", "地区", "region, * for all", "地区，* 为全部", key=True),
        scope("department", "主管部门", "department (a system), * for all",
              "主管部门（系统），* 为全部", key=True),
        quota_type(key=True),
        Column("titles", "编制总量", "integer", "approved posts and pool capital together",
               "核定编制与池内资本金之和的上限", "4000", least=0),
        Column("people", "人员总量", "integer", "people in post and newly granted posts together",
               "在编人员与新批编制之和的上限", "3900", least=0),
        Column("until", "有效至", "year", "last year for which the total is set (empty: open)",
               "总量核定有效的最后一年（空为长期）", "2028"),
    ),
)  # fmt: skip
