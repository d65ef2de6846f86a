"""The CSV files that explanations leave in the folder of a plan, each column declared once."""

from allocator.allocation.plan_tables import DECISIONS
from allocator.scenario.columns import Column, Table

SAID = ("detail", "next_post_takes", "met_in_full_by")
"""Columns of ``decisions.csv`` that are sentences of an explanation."""

WORTH = Table(
    "worth",
    "Worth of scarce things",
    "紧缺资源的价值",
    (
        Column("kind", "种类", "choice", "what is scarce", "紧缺的资源", required=True,
               choices={"capital": "资本金", "people": "人员总量", "confidence": "置信度"}),
        Column("more", "增减", "decimal", "posts more, or points of confidence more",
               "增加的编制数，或置信度的增减", required=True),
        Column("change", "改动", "text", "the change, as --what-if takes it",
               "改动，可直接用于 --what-if", required=True, key=True),
        Column("gain", "收益", "decimal", "what the first goal of the whole plan gains",
               "整个方案首要目标的增加值", required=True),
    ),
)  # fmt: skip
"""What one more, two more, … of each scarce thing is worth to the whole plan."""

EXPLANATIONS = Table(
    "explanations",
    "Explanations",
    "申请说明",
    (
        Column("request_id", "申请编码", "id", "the request", "申请", required=True, key=True),
        Column("language", "语言", "choice", "language of the row", "本行文字的语言",
               required=True, key=True, choices={"zh": "中文", "en": "英文"}),
        *(DECISIONS.column(name) for name in SAID),
    ),
)  # fmt: skip
"""What ``decisions.csv`` says of a request in one language, in both."""
