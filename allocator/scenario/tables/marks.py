"""What units are evaluated by: scores, questionnaires, measures, grades."""

from allocator.scenario.columns import Column, Table
from allocator.scenario.tables.codes import COLOURS, SOURCES
from allocator.scenario.tables.shared import unit_id


def _indicator(meaning: str, meaning_zh: str) -> Column:
    return Column("indicator", "指标", "code", meaning, meaning_zh, "case_handling",
                  required=True, key=True)  # fmt: skip


def _source() -> Column:
    return Column("source", "评分来源", "choice", "who scored", "评分来源", "office", key=True,
                  default="office", choices=SOURCES)  # fmt: skip


def _answer(name: str, header_zh: str, example: str) -> Column:
    words = name.replace("_", " ")
    return Column(name, header_zh, "integer", f"answers “{words}”", f"答“{header_zh}”的人数",
                  example, default=0, least=0)  # fmt: skip


SCORES = Table(
    "scores",
    "Scores",
    "得分",
    (
        unit_id(key=True),
        _indicator("indicator of the policy model", "制度模型中的指标"),
        _source(),
        Column("score", "得分", "decimal", "score", "得分", "86.5", required=True, least=0),
        Column("full_score", "满分", "decimal", "full score", "满分", "100", default="100",
               least=0),
    ),
    bulky=True,
)  # fmt: skip

QUESTIONNAIRES = Table(
    "questionnaires",
    "Questionnaires",
    "问卷",
    (
        unit_id(key=True),
        _indicator("subjective indicator", "主观指标"),
        _source(),
        _answer("very_satisfied", "非常满意", "42"),
        _answer("satisfied", "满意", "31"),
        _answer("fairly_satisfied", "基本满意", "12"),
        _answer("dissatisfied", "不满意", "3"),
        _answer("very_dissatisfied", "非常不满意", "0"),
    ),
)

MEASURES = Table(
    "measures",
    "Measures",
    "数据指标",
    (
        unit_id(key=True),
        _indicator("objective indicator, with a scale in the policy model",
                   "客观指标，制度模型中须有计分标准"),
        Column("value", "数值", "decimal", "measured value", "实测数值", "0.93", required=True),
    ),
)  # fmt: skip

GRADES = Table(
    "grades",
    "Grades",
    "评估结果",
    (
        unit_id(key=True),
        Column("year", "年度", "year",
               "round of the grade (empty: the base year); earlier ones for freezes",
               "评估结果所属年度（空则为基年）；往年结果用于冻结", "2026", key=True),
        Column("tier", "档次", "integer", "tier 1 to 3 within the class (empty: by the grade)",
               "类别内的档次 1–3（空则按等次）", "1", least=1, most=3),
        Column("colour", "颜色", "choice", "response (empty: by the grade, or the policy)",
               "三色响应（空则按等次或制度）", "green", choices=COLOURS),
        Column("grade", "等次", "code", "named grade, where the policy model has any",
               "等次名称（制度模型设有等次时）", "", default=""),
    ),
)  # fmt: skip
