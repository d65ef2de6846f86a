"""The report of a simulation: its numbers, its sections, its sentences."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from allocator.report.charts.rendering import svg
from allocator.report.document import Report
from allocator.report.simulation import tables
from allocator.report.simulation.ladder import ladder
from allocator.report.simulation.measured import BY_ID
from allocator.report.simulation.quantiles import of_whole_runs
from allocator.report.simulation.report import simulation_report
from allocator.report.simulation.told import figures, warnings
from allocator.simulation.reading_back import read_simulation
from allocator.simulation.remarks import ENOUGH, few
from allocator.simulation.result_files import write_simulation
from allocator.simulation.summaries import summarised
from allocator.text import in_language, use_language
from tests.report.simulation.made_up_simulation import made_up, record
from tests.report.sound import assert_sound, grid_rows, rows_with

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def report() -> Report:
    """Of four replications, in English."""
    with in_language("en"):
        return simulation_report(made_up(), TODAY)


def test_quantiles_and_interval_of_the_whole_run(report: Report) -> None:
    rows = {row["measure"]: row for row in grid_rows(report, "measures_whole_run")}
    # 10, 20, 30, 40: the p-quantile is 10 + 30 p. The standard deviation is √(500 ÷ 3), Student's
    # t with three degrees of freedom 3.18245, so that half the interval is 3.18245 × 12.90994 ÷ 2.
    expected = {"least": 10, "p5": 11.5, "p25": 17.5, "median": 25, "p75": 32.5, "p95": 38.5,
                "most": 40, "mean": 25, "sd": 12.90994, "half": 20.5426,
                "low": 4.4574, "high": 45.5426}  # fmt: skip
    found = rows["posts granted"]
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-4)
    # A share of 25 ÷ 80, in per cent.
    assert rows["share of posts granted"]["unit"] == "%"
    assert rows["share of posts granted"]["mean"] == pytest.approx(31.25)
    # Nothing was granted to tier 1 in the last replication: 0, 4, 8, 12.
    tier = rows["posts granted, by tier"]
    assert (tier["replications"], tier["mean"], tier["median"]) == (4, 6, 6)
    assert rows["share of urgent posts refused"]["mean"] is None


def test_quantiles_in_the_fan_chart(report: Report) -> None:
    (chart,) = (each for each in report.charts if each.id == "granted_over_years")
    numbers = ("p5", "p25", "median", "p75", "p95", "mean")
    rows = [row for row in rows_with(chart.spec, "year", *numbers) if row["year"] == 2026]
    # The same quantiles as above; shares are of 80; the wait is 3 months in every replication.
    granted = (11.5, 17.5, 25.0, 32.5, 38.5, 25.0)
    expected = [granted, tuple(each / 80 for each in granted), (3.0,) * 6]
    found = [tuple(row[name] for name in numbers) for row in rows]
    assert sorted(found) == [pytest.approx(each) for each in sorted(expected)]
    # In 2027 nothing was granted, and nobody waited.
    assert any(row["year"] == 2027 and row["mean"] is None for row in rows_with(chart.spec, "p5"))
    assert "median 25.00 in 2026, 0.00 in 2027" in chart.description


def test_each_replication_is_a_row(report: Report) -> None:
    rows = grid_rows(report, "runs_table")
    assert [row["posts_granted"] for row in rows] == [10, 20, 30, 40]
    # What is not among the main measures is in the files alone.
    assert "posts_granted_by_tier_1" not in rows[0]


def test_a_sheet_of_replications_is_printed_on_two_pages_across() -> None:
    whole = made_up()
    (grid,) = tables.runs_section(whole).grids
    # Asked, granted and its share, overdue; the tier, urgent requests, two years ahead each of what
    # is due and covered are no main measures.
    assert len(grid.fields) == 1 + 4
    assert grid.note == "The main measures; 6 more are in runs.csv, runs.parquet."
    pools = pd.DataFrame(
        [(number, "utilisation", f"P{pool}", 0.5) for number in range(4) for pool in range(30)],
        columns=whole.runs.columns,
    )
    many = replace(whole, runs=pd.concat([whole.runs, pools]))
    (grid,) = tables.runs_section(many).grids
    assert len(grid.fields) == 1 + tables.MOST_COLUMNS


def test_more_replications_than_a_workbook_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_RUNS", 3)
    (grid,) = tables.runs_section(made_up()).grids
    assert len(grid.rows) == 3
    assert grid.note.endswith(
        "The first 3 of 4 replications; all of them are in runs.csv, runs.parquet."
    )


def test_the_ladder_and_its_coverage(report: Report) -> None:
    (chart,) = (each for each in report.charts if each.id == "ladder_of_rounds")
    found = {(row["ahead"], row["mean"]) for row in rows_with(chart.spec, "ahead", "low")}
    # 5, 6, 7, 8 and 8, 9, 10, 11 posts; coverage of 200 % and 75 %.
    assert found == {("1", 6.5), ("2", 9.5), ("1", 2.0), ("2", 0.75)}
    assert "2 years ahead: 9.50 per round" in chart.description
    assert "smallest 2 years ahead: 75.0%" in chart.description


def test_key_figures_and_sentences(report: Report) -> None:
    told = {figure.label: (figure.value, figure.note) for figure in report.figures}
    assert told["posts granted"] == ("25.00", "95% interval 4.46 to 45.54")
    assert told["posts asked for"] == ("80.00", "95% interval 80.00 to 80.00")
    assert report.lead == (
        "The years 2026 to 2027 were played 4 times with different chances; who lends each "
        "January: the plans of the optimisation model (optimal).",
        "On average 25.00 of 80.00 posts asked for are granted (31.3%); the 95% interval of the "
        "posts granted is 4.46 to 45.54.",
        "In no replication was a post overdue.",
    )
    (few,) = report.warnings
    assert few.startswith("With 4 replications the intervals are unreliable")
    assert report.subtitle == (
        "2026–2027, lender: optimal plans; mean of 4 replications, with the 95% interval"
    )
    said = dict(report.provenance)
    assert said["seed"] == "1"
    assert said["digest of the run"] == "0123456789abcdef"
    assert said["their numbers"] == "0 to 3"
    assert said["in force from"] == "January 1, 2021"


def test_it_has_the_title_of_its_scenario(report: Report) -> None:
    titles = {"scenario": {"zh": "S县", "en": "S County"}, "policy": {"zh": "", "en": "Bank"}}
    whole = simulation_report(made_up(titles=titles), TODAY)
    assert whole.title == "Simulation of S County"
    said = dict(whole.provenance)
    assert (said["scenario"], said["policy model"]) == ("S County (s-county)", "Bank (s-county)")
    use_language("zh")
    chinese = simulation_report(made_up(titles=titles), TODAY)
    assert chinese.title.endswith("S县")
    # A record of before titles were kept.
    assert report.title == "Simulation of s-county"


def test_no_figure_is_of_what_has_no_mean() -> None:
    whole = of_whole_runs(made_up())
    nothing = whole["mean"].mask(whole["measure"] == "posts_granted")
    labels = {figure.label for figure in figures(whole.assign(mean=nothing), "95%")}
    assert "posts asked for" in labels
    assert "posts granted" not in labels


def test_the_ladder_goes_by_number() -> None:
    whole = of_whole_runs(made_up())
    (section,) = ladder(whole.replace({"key": {"1": "10", "2": "9"}}))
    due = rows_with(section.charts[0].spec, "ahead", "low")
    assert list(dict.fromkeys(row["ahead"] for row in due)) == ["9", "10"]


def test_what_to_keep_in_mind() -> None:
    counts = {"first": 0, "asked": 9, "finished": 4}
    rounds = [{"replication": 0, "year": 2027}]
    more = {"status": "interrupted", "replications": counts, "contradicted": rounds}
    assert warnings(record(warnings=["a doubt"], **more)) == (
        "Interrupted: 4 of 9 replications have finished and are kept.",
        "Rounds in which nothing was lent, as the rules contradicted each other: 1",
        few(4),
        "a doubt",
    )
    counts = {"first": 0, "asked": ENOUGH, "finished": ENOUGH}
    assert warnings(record(replications=counts)) == ()


def test_one_replication_has_no_intervals() -> None:
    report = simulation_report(made_up(1), TODAY)
    assert_sound(report)
    (row,) = (
        row for row in grid_rows(report, "measures_whole_run") if row["measure"] == "posts granted"
    )
    assert (row["mean"], row["low"], row["half"], row["median"]) == (10, None, None, 10)
    assert report.figures[0].note == "of one replication: no interval"
    assert report.lead[1] == "10.00 of 80.00 posts asked for were granted (12.5%)."
    assert any(each.startswith("One replication") for each in report.warnings)


def test_only_the_sections_that_it_has(report: Report) -> None:
    ids = [each.id for each in report.sections]
    assert ids == ["granted", "ladder", "measures", "years", "runs", "settings"]
    whole = made_up()
    for name in ("runs", "summary"):
        table = getattr(whole, name)
        object.__setattr__(whole, name, table[table["measure"] != "maturities"])
    assert list(ladder(of_whole_runs(whole))) == []


def test_in_both_languages(report: Report) -> None:
    assert_sound(report)
    assert report.language == "en"
    assert "posts granted" in svg(report.charts[0])
    use_language("zh")
    chinese = simulation_report(made_up(), TODAY)
    assert_sound(chinese)
    assert chinese.language == "zh"
    rows = grid_rows(chinese, "measures_whole_run")
    assert "批准编制数" in {row["measure"] for row in rows}
    assert "批准编制数" in svg(chinese.charts[0])


def test_it_is_the_same_again_from_its_files(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "sim"
    write_simulation(made_up(), folder)
    assert simulation_report(read_simulation(folder), TODAY) == report


def test_names_with_markup_stay_text() -> None:
    odd = '=HYPERLINK("x")</script><b>'
    whole = made_up(scenario=odd, lender=odd)
    for table in (whole.runs, whole.summary):
        table.loc[table["measure"] == "posts_granted_by_tier", "key"] = odd
    report = simulation_report(whole, TODAY)
    assert_sound(report)
    assert report.title == f"Simulation of {odd}"
    assert odd in report.lead[0]
    assert any(row["item"] == odd for row in grid_rows(report, "measures_whole_run"))


def test_purposes_and_settings_are_told_in_words() -> None:
    """In a Chinese report a planner reads no code where there is a name."""
    use_language("zh")
    runs = [(number, "posts_granted_by_purpose", "key_project", 1.0) for number in range(4)]
    whole = made_up(simulation={"yearly_deposit": True})
    more = pd.concat([whole.runs, pd.DataFrame(runs, columns=whole.runs.columns)])
    summary = summarised(whole.years, more, 0.95)
    report = simulation_report(replace(whole, runs=more, summary=summary), TODAY)
    items = {row["item"] for row in grid_rows(report, "measures_whole_run")}
    assert "重点项目" in items
    assert "key_project" not in items
    assert grid_rows(report, "settings_of_simulation") == [
        {
            "key": "simulation.yearly_deposit",
            "value": "true",
            "meaning": "每年都收储空编；false 为仅首年收储；默认值为假定",
        }
    ]


def test_years_ahead_stand_in_their_order() -> None:
    """Nothing was due in four years in the first replication: 4 first occurs after 5."""
    late = [(0, "maturities", "5", 1.0), (1, "maturities", "4", 1.0)]
    whole = made_up()
    more = pd.concat([whole.runs, pd.DataFrame(late, columns=whole.runs.columns)])
    summary = summarised(whole.years, more, 0.95)
    report = simulation_report(replace(whole, runs=more, summary=summary), TODAY)
    rows = grid_rows(report, "measures_whole_run")
    due = [row["item"] for row in rows if row["measure"] == BY_ID["maturities"].title()]
    assert due == ["1", "2", "4", "5"]
