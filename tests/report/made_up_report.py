"""A Report that means nothing and is hard to lay out: hostile names, long text, empty grids.

The numbers are chosen so that sums can be checked in the head: 3 + 4 + 5, 6 and 7 + 8 posts in
three departments, 33 in all.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from allocator.report.document import Chart, Field, Figure, Grid, Report, Section, Value

FORMULA = "=1+1"
HOSTILE = (FORMULA, "@x", "+2", "-3", "<b>bold</b>", "</script><script>alert(1)</script>")
"""Names that a program which trusts them would compute, or show as markup."""

LONG = {
    "zh": "该单位本年度自然减员人数低于借用编制数，按照“借贷上限不超过期内预计减员”的规则，" * 8,
    "en": "Fewer people leave this year than it would borrow, so that the limit of the term, "
    "which is what is expected to be returned, leaves nothing over for it. " * 8,
}
LOANS: tuple[tuple[str, str, int], ...] = (
    ("Education", FORMULA, 3),
    ("Education", "@x", 4),
    ("Education", "<b>bold</b>", 5),
    ("Health", "</script><script>alert(1)</script>", 6),
    ("Towns & villages", "+2", 7),
    ("Towns & villages", "-3", 8),
)
"""Department, borrower, posts."""
_CHINESE = {"Education": "教育局", "Health": "卫生健康局", "Towns & villages": "乡镇<办事处> & 村"}


def made_up_report(language: str, rows: int = 3) -> Report:
    """The report in ``language``, its longest grid with that many rows."""
    zh = language == "zh"
    return Report(
        kind="plan",
        language=language,
        title="示范县2024年编制分配方案" if zh else "Plan of Example County for 2024",
        subtitle="2024年1月1日 · 政策模型 <s-county>"
        if zh
        else "January 1, 2024 · policy model <s-county>",
        figures=_figures(zh),
        lead=(
            "6个单位借用33个编制，全部在期内收回。" if zh else "Six units borrow 33 posts.",
            LONG[language][:160],
        ),
        warnings=(
            "=SUM(A1:A9) 不是公式。" if zh else "=SUM(A1:A9) is no formula.",
            "资金池余额低于 10 % 的留存线。"
            if zh
            else "A pool holds less than the 10 % it should keep back.",
        ),
        sections=(
            _schedule(language),
            _kinds(zh),
            _long(zh, rows),
            _several(zh),
            _of_page_only(zh),
        ),
        provenance=(
            ("软件版本" if zh else "Software", "allocator 0.1.0"),
            (
                "输入数据指纹（SHA-256）" if zh else "Hash of the input (SHA-256)",
                "0123456789abcdef" * 4,
            ),
            ("政策模型" if zh else "Policy model", "s-county, 2024-01-01"),
        ),
        software="allocator 0.1.0",
        fingerprint="0123456789abcdef" * 4,
    )


def report_of_grids(*grids: Grid) -> Report:
    """The made-up report with one section of these grids, and no other."""
    return replace(made_up_report("en"), sections=(Section("only", "Only", grids=grids),))


def _figures(zh: bool) -> tuple[Figure, ...]:
    return (
        Figure("借出编制" if zh else "Posts lent", "33", "申请 40" if zh else "of 40 asked for"),
        Figure("受益单位" if zh else "Borrowers", "6"),
        Figure("满足率" if zh else "Share granted", "82.5%", "33 / 40"),
        Figure("<i>最优间隙</i>" if zh else "<i>Gap</i>", "0.00%", FORMULA),
    )


def _schedule(language: str) -> Section:
    zh = language == "zh"
    fields = (
        Field("department", "主管部门" if zh else "Department", width=24),
        Field("borrower", "借用单位" if zh else "Borrower"),
        Field("posts", "编制数" if zh else "Posts", "count", "个编制" if zh else "posts", True),
        Field("first", "起始年" if zh else "From", "year"),
        Field("last", "归还年" if zh else "Until", "year"),
        Field("reason", "理由" if zh else "Reason"),
    )
    rows = tuple(
        (_CHINESE[department] if zh else department, borrower, posts, 2024, 2026, reason)
        for (department, borrower, posts), reason in zip(
            LOANS,
            (LONG[language], "", "短" if zh else "Short", None, LONG[language][:90], HOSTILE[-1]),
            strict=True,
        )
    )
    note = "按主管部门汇总。" if zh else "Summed up by department."
    grid = Grid(
        "schedule",
        "借贷明细" if zh else "Schedule of loans",
        fields,
        rows,
        "department",
        "reason",
        note,
        "borrower",
        in_summary=True,
    )
    return Section(
        "schedule",
        "借贷明细" if zh else "Schedule",
        ("每行一笔借贷。" if zh else "A row for each loan.", LONG[language][:200]),
        (_chart("schedule-chart", zh),),
        (grid,),
    )


def _kinds(zh: bool) -> Section:
    fields = (
        Field("name", "名称" if zh else "Name"),
        Field("code", "代码" if zh else "Code", "id"),
        Field("year", "年份" if zh else "Year", "year"),
        Field("count", "个数" if zh else "Count", "count", total=True),
        Field("number", "数值" if zh else "Number", "number", total=True),
        Field("share", "占比" if zh else "Share", "share"),
        Field("flag", "是否" if zh else "Flag", "flag"),
    )
    rows: tuple[tuple[Value, ...], ...] = (
        (FORMULA, "007", 2024, 1234, Fraction(1, 3), Fraction(1, 4), True),
        ("http://example.org", "1e5", 2025, -2, Decimal("2.50"), 0.125, False),
        (None, None, None, None, None, None, None),
        ("中文 <b>", "=A1", 2026, 1, float("inf"), 1, True),
    )
    title = (
        "各类数值 [全部]：/类型" if zh else "Kinds: of [all] values/types, a title that is too long"
    )
    return Section("kinds", title, (), (), (Grid("kinds", title, fields, rows),))


def _long(zh: bool, rows: int) -> Section:
    fields = (
        Field("request", "申请编号" if zh else "Request", "id"),
        Field("unit", "单位" if zh else "Unit"),
        Field("asked", "申请数" if zh else "Asked for", "count", total=True),
        Field("reason", "说明" if zh else "Reason"),
    )
    sentence = "申请的岗位不在优先领域内。" if zh else "It is in no field of priority."
    values = tuple((f"R-{row:04}", f"单位{row}", row % 9, sentence * 3) for row in range(rows))
    title = "逐项决定" if zh else "Decisions"
    grid = Grid("decisions", title, fields, values, detail="reason", link="request")
    return Section("decisions", title, (), (_chart("flow", zh),), (grid,))


def _several(zh: bool) -> Section:
    years = (
        Field("year", "年份" if zh else "Year", "year"),
        Field("due", "到期" if zh else "Due", "count"),
    )
    title = "逐项决定" if zh else "Decisions"  # as the sheet before it
    return Section(
        "several",
        title,
        ("两张小表和一张空表。" if zh else "Two small grids and one with no rows.",),
        (),
        (
            Grid("due", "到期" if zh else "Due", years, ((2024, 5), (2025, 7))),
            Grid("due-later", "此后" if zh else "Later", years, ((2026, 1),), note=FORMULA),
            Grid("none", "无行" if zh else "No rows", years, (), "year"),
        ),
    )


def _of_page_only(zh: bool) -> Section:
    return Section(
        "notes",
        "说明" if zh else "Notes",
        ("只在网页。" if zh else "On the page only.",),
        sheet=False,
    )


def _chart(identifier: str, zh: bool) -> Chart:
    data = [{"name": name, "posts": posts} for _department, name, posts in LOANS]
    encoding = {
        "x": {"field": "posts", "type": "quantitative"},
        "y": {"field": "name", "type": "nominal"},
    }
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": data},
        "mark": "bar",
        "encoding": encoding,
        "width": 720,
    }
    title = "借出编制 <按单位>" if zh else "Posts lent <by unit>"
    description = "最多的单位借用8个。" if zh else "The largest loan is 8 posts."
    return Chart(identifier, title, description, spec)
