"""The report of a study: its sections, its sentences, both languages, odd names."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from allocator.report.charts.rendering import svg
from allocator.report.document import Report
from allocator.report.study import runs, sections
from allocator.report.study.compared import compared
from allocator.report.study.means import means
from allocator.report.study.report import study_report
from allocator.report.study.studied import Studied
from allocator.report.study.told import lead, warnings
from allocator.simulation.studies.declared.stopping import Replications
from allocator.simulation.studies.results.comparison_files import write_comparison
from allocator.simulation.studies.results.comparison_read import read_comparison
from allocator.text import in_language, use_language
from tests.report.sound import assert_sound, grid_rows
from tests.report.study.studies_made_up import studied
from tests.simulation.studies.results.made_up import (
    NAN,
    drawn,
    failures,
    frame,
    front,
    indices,
    tables,
)

TODAY = date(2026, 11, 26)
PLAIN = ["compared", "differences", "means", "best", "regret", "effects", "years", "runs", "method"]
REACHED = {"lender": "optimal", "other": "epsilon=2", "assumption": "A1", "reaches": 12.0,
           "estimated": 12.0, "surely_from": None, "possibly_from": 12.0}  # fmt: skip
CURVE = {"curve": {"lever": "terms", "measure": "posts_granted", "reaches": 12.0}}


@pytest.fixture(scope="module")
def report() -> Report:
    """Of two settings under one assumption, in English."""
    with in_language("en"):
        return study_report(studied(), TODAY)


def test_the_sections_of_a_study_that_asks_for_nothing_more(report: Report) -> None:
    assert_sound(report)
    assert [each.id for each in report.sections] == PLAIN
    assert (report.kind, report.title) == ("study", "How long")
    # One assumption needs no table of its own.
    assert [grid.id for grid in report.sections[0].grids] == ["settings_table"]


def test_a_section_for_each_table_more() -> None:
    failed = failures(("a1b2", "S2", "A1", 3, "ValueError: no", ""))
    every = front() | drawn() | {"failures": failed}
    more = {"pareto": {"measures": ["posts_granted", "waiting_months"]}, "curve": [REACHED]}
    report = study_report(studied(("A1", "A2"), every, CURVE, **more, failed_runs=1), TODAY)
    assert_sound(report)
    ids = [each.id for each in report.sections]
    assert set(ids) == {*PLAIN, "pareto", "curve", "failures"}
    assert [grid.id for grid in report.sections[0].grids] == ["settings_table", "assumptions_table"]
    assert report.warnings == ("Runs that failed: 1. The first: ValueError: no.",)
    assert grid_rows(report, "failures_table")[0]["run"] == "a1b2"


def test_settings_that_are_samples_get_no_charts() -> None:
    report = study_report(studied(changed=indices("levers", "A1")), TODAY)
    assert_sound(report)
    assert {chart.id for chart in report.charts} == {"sensitivity_1", "sensitivity_2"}
    # All tables are there all the same; nothing is said of any setting.
    assert [each.id for each in report.sections] == [*PLAIN[:6], "sensitivity", *PLAIN[6:]]
    assert len(report.lead) == 1


def test_one_setting_alone() -> None:
    one = {name: table for name, table in tables().items() if "setting" in table}
    one = {name: table[table["setting"].isin(["S1", ""])] for name, table in one.items()}
    report = study_report(studied(changed=one), TODAY)
    assert_sound(report)
    assert "differences" not in [each.id for each in report.sections]
    assert report.lead == (
        "One setting was played, so that there is none to compare it with. 20 replications, the "
        "most that the study allows.",
        "Who lends in the settings: no bank: nothing is collected, nothing lent (no_bank).",
    )


def test_numbers_that_are_none() -> None:
    changed = tables()
    changed["summary"].loc[1, ["mean", "sd", "low", "high"]] = NAN
    changed["differences"].loc[0, "variance_reduction"] = float("inf")
    changed["differences"].loc[1, ["difference", "low", "high", "low_all", "high_all"]] = NAN
    report = study_report(studied(changed=changed), TODAY)
    assert_sound(report)
    rows = grid_rows(report, "differences_table")
    assert rows[0]["variance_reduction"] is None
    assert rows[1]["difference"] is None
    assert grid_rows(report, "summary_table")[1]["mean"] is None
    # Of utilisation no difference is known, so that there is nothing to draw.
    assert "differences_2" not in [chart.id for chart in report.charts]


def test_what_it_says_first(report: Report) -> None:
    assert report.lead == (
        "2 settings were compared, each with the same chances. 20 replications, the most that the "
        "study allows.",
        "Who lends in the settings: no bank: nothing is collected, nothing lent (no_bank); the "
        "plans of the optimisation model (optimal).",
        "“posts granted”: the best setting is optimal plans, longest term = 3, with 95% "
        "confidence.",
        "“posts granted”: optimal plans, longest term = 3 is surely better than the baseline "
        "(no bank); the difference is 2.50 (95% interval 2.25 to 2.75).",
    )
    told = {figure.label: (figure.value, figure.note) for figure in report.figures}
    assert told["posts granted: baseline"] == ("10.00", "no bank; 95% interval 9.30 to 10.70")
    assert told["posts granted: best mean"][0] == "12.50"
    assert told["replications"] == ("20", "")


def test_what_may_be_chance_is_called_so() -> None:
    changed = tables()
    changed["differences"].loc[0, "p_holm"] = 0.05
    changed["best"]["may_be_best"] = True
    assert list(lead(Studied(studied(changed=changed))))[2:] == [
        "“posts granted”: any of the 2 settings may be the best; the replications do not tell with "
        "95% confidence.",
        "“posts granted”: the difference of optimal plans, longest term = 3 from the baseline "
        "(no bank), 2.50 (95% interval 2.25 to 2.75), may be chance.",
    ]


def test_few_replications_are_a_warning() -> None:
    stopped = {"replications": 3, "reason": "most"}
    (said,) = warnings(Studied(studied(stopping=stopped)))
    assert said.startswith("With 3 replications the intervals are unreliable")
    # Of a study that does not say how many.
    fewest = Replications().least
    assert f"at least {fewest}" in said
    stopped = {"replications": fewest, "reason": "most"}
    assert list(warnings(Studied(studied(stopping=stopped)))) == []


def test_its_scenario_is_told_by_its_title(report: Report) -> None:
    titles = {"scenario": {"zh": "S县", "en": "S County"}, "policy": {"zh": "", "en": ""}}
    whole = study_report(studied(titles=titles), TODAY)
    assert whole.subtitle == "Comparison of policies: S County"
    assert dict(whole.provenance)["scenario"] == "S County (s-county)"
    # A record of before titles were kept.
    assert report.subtitle == "Comparison of policies: s-county"
    assert dict(report.provenance)["scenario"] == "s-county"


def test_lenders_and_levels_are_told_by_their_names() -> None:
    law = {"id": "law", "title": {}, "key": "retirement.law"}
    laws = frame(
        ("assumption", "law", "weight"),
        [("A1", "before_2025", 0.5), ("A2", "decision_2024", 0.5)],
    )
    declared = {"uncertainties": [law]}
    comparison = studied(("A1", "A2"), {"assumptions": laws}, declared)
    settings, assumptions = next(compared(Studied(comparison))).grids
    assert settings.rows[0][1:3] == (
        "no bank",
        "no bank: nothing is collected, nothing lent (no_bank)",
    )
    assert assumptions.rows[0][1:3] == (
        "law = the rules before 2025",
        "the rules before 2025 (before_2025)",
    )


def test_settings_that_cannot_be_played_are_named() -> None:
    comparison = studied(not_playable=[["S2", "A1"]], contradicted_rounds=2)
    assert tuple(warnings(Studied(comparison))) == (
        "Rounds in which nothing was lent, as the rules contradicted each other: 2",
        "Settings whose rules contradict each other at the start: optimal plans, longest term = 3.",
    )


def test_in_both_languages(report: Report) -> None:
    assert (report.language, report.title) == ("en", "How long")
    assert "longest term = 3" in svg(report.charts[0])
    use_language("zh")
    chinese = study_report(studied(("A1", "A2")), TODAY)
    assert_sound(chinese)
    assert (chinese.language, chinese.title) == ("zh", "期限研究")
    assert "最长期限 = 3" in svg(chinese.charts[0])


def test_it_is_the_same_again_from_its_files(report: Report, tmp_path: Path) -> None:
    write_comparison(studied(), tmp_path / "study")
    assert study_report(read_comparison(tmp_path / "study"), TODAY) == report


def test_names_with_markup_stay_text() -> None:
    odd = "=1+1</script>[x]:*"
    changed = tables(level=odd)
    studied_oddly = Studied(studied(changed=changed, declared={"name": odd, "title": {}}))
    assert studied_oddly.names.study == odd
    (settings,) = compared(studied_oddly)
    assert settings.grids[0].rows[1][3] == odd
    (drawn_means,) = means(studied_oddly)
    drawing = svg(drawn_means.charts[0])
    assert "</script>" not in drawing
    assert "&lt;/script" in drawing


def test_long_tables_stand_in_the_workbook_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "MOST_ON_PAGE", 3)
    on_page, in_workbook = means(Studied(studied()))
    assert (on_page.id, on_page.page, on_page.sheet, on_page.grids) == ("means", True, False, ())
    assert on_page.charts
    assert (in_workbook.id, in_workbook.page, in_workbook.sheet) == ("means_sheet", False, True)
    assert len(in_workbook.grids[0].rows) == len(tables()["summary"])
    assert not in_workbook.charts


def test_more_runs_than_a_workbook_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tables()
    more = changed["runs"].assign(replication=1)
    changed["runs"] = pd.concat([changed["runs"], more], ignore_index=True)
    (section,) = runs.runs(Studied(studied(changed=changed)))
    (grid,) = section.grids
    # 0.1 + 0.2 posts; utilisation has no meaning.
    assert grid.rows == (("S1", "A1", 0, 0.1 + 0.2, None), ("S1", "A1", 1, 0.1 + 0.2, None))
    monkeypatch.setattr(runs, "MOST_RUNS", 1)
    (section,) = runs.runs(Studied(studied(changed=changed)))
    assert len(section.grids[0].rows) == 1
    assert section.grids[0].note == "The first 1 of 2 runs; all of them are in runs.csv."
