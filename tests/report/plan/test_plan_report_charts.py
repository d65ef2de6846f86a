"""The charts of a plan's report, drawn by the real builders."""

from datetime import date

import pytest

from allocator.allocation.audit import read_plan
from allocator.allocation.plan.files import write_plan
from allocator.report.plan.report import plan_report
from allocator.text import in_language


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_of_a_plan(busy, tmp_path, language):
    write_plan(busy.plan, tmp_path / "plan")
    plan = read_plan(tmp_path / "plan")
    with in_language(language):
        report = plan_report(tmp_path / "plan", plan, busy.scenario, date(2026, 11, 26))
    charts = {chart.id: chart for chart in report.charts}
    assert list(charts) == [
        "flow",
        "asked_by_purpose",
        "asked_by_department",
        "schedule",
        "balances",
        "ladder",
        "wave",
    ]
    for chart in charts.values():
        assert "$schema" in chart.spec, chart.id
