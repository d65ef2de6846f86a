"""The numbers in the charts and tables of a study's report, against those of its tables."""

import pandas as pd
import pytest

from allocator.report.document import Chart, Section
from allocator.report.study import regret as regret_of
from allocator.report.study.curve import curve
from allocator.report.study.differences import differences
from allocator.report.study.effects import _likeliest, effects
from allocator.report.study.means import means
from allocator.report.study.over_years import over_years
from allocator.report.study.pareto import pareto
from allocator.report.study.pareto_chart import Point, _names
from allocator.report.study.regret import regret
from allocator.report.study.sensitivity import sensitivity
from allocator.report.study.studied import Studied
from allocator.report.study.verdicts import verdict
from tests.report.sound import rows_with
from tests.report.study.studies_made_up import studied
from tests.simulation.studies.results.made_up import drawn, frame, front, indices, tables

S2 = "optimal plans, longest term = 3"
GRANTED = ("posts_granted", "")


def only(sections: object) -> Section:
    (section,) = sections  # type: ignore[misc]
    assert isinstance(section, Section)
    return section


def chart(section: Section, name: str) -> Chart:
    (found,) = (each for each in section.charts if each.id == name)
    return found


def dots(drawing: Chart) -> list[tuple[object, ...]]:
    names = ("row", "value", "low", "high", "low_all", "high_all")
    return [tuple(row[name] for name in names) for row in rows_with(drawing.spec, *names)]


def test_differences_are_drawn_with_both_intervals() -> None:
    section = only(differences(Studied(studied())))
    assert dots(chart(section, "differences_1")) == [(S2, 2.5, 2.25, 2.75, 2.1, 2.9)]
    assert section.grids[0].rows[0][-3:] == ("surely better", 0.9, 12.34)
    # Utilisation is a share: 2.5 is 250 %, in the table as on the axis; neither way is better.
    row = dict(
        zip([f.name for f in section.grids[0].fields], section.grids[0].rows[1], strict=True)
    )
    assert (row["difference"], row["unit"], row["verdict"]) == (
        *(250, "%; of differences: pp", "surely different"),
    )
    assert (row["p"], row["p_holm"]) == ("<0.001", "<0.001")


def test_over_several_assumptions_their_weighted_mean_is_drawn() -> None:
    section = only(differences(Studied(studied(("A1", "A2")))))
    # 2.5 and 0.5 posts more, as probable as each other: 1.5 ± 0.25, ± 0.4 for all.
    assert dots(chart(section, "differences_1")) == [(S2, 1.5, 1.25, 1.75, 1.1, 1.9)]
    assert [row[5] for row in section.grids[0].rows[::2]] == [
        "law = before",
        "law = after",
        "all, weighted",
    ]


@pytest.mark.parametrize(
    ("measure", "difference", "p", "said"),
    [
        ("posts_granted", 2.0, 0.0499, "better"),
        ("posts_granted", -2.0, 0.0499, "worse"),
        ("waiting_months", 2.0, 0.0499, "worse"),
        ("waiting_months", -2.0, 0.0499, "better"),
        ("people", -2.0, 0.0499, "different"),
        # The confidence is 95 %: 0.05 is not below 1 − 0.95.
        ("posts_granted", 2.0, 0.05, "chance"),
        ("posts_granted", 2.0, float("nan"), "chance"),
    ],
)
def test_what_a_difference_says(measure: str, difference: float, p: float, said: str) -> None:
    row = {"difference": difference, "p_holm": p, "low": -9.0, "high": 9.0}
    assert verdict(row, (measure, ""), Studied(studied())) == said


def test_no_difference_in_any_replication_is_not_called_chance() -> None:
    row = {"difference": 0.0, "p_holm": 1.0, "low": 0.0, "high": 0.0}
    assert verdict(row, GRANTED, Studied(studied())) == "same"


def test_the_study_says_which_way_is_better() -> None:
    said = {"measures": [{"measure": "posts_granted", "better": "less"}]}
    row = {"difference": 2.0, "p_holm": 0.01, "low": 1.0, "high": 3.0}
    assert verdict(row, GRANTED, Studied(studied(declared=said))) == "worse"


def test_means_with_their_intervals() -> None:
    section = only(means(Studied(studied())))
    # Means of 10 and 12.5, each ± 0.7.
    found = [row[:4] for row in dots(chart(section, "means_1"))]
    assert found == [
        ("no bank", 10.0, pytest.approx(9.3), pytest.approx(10.7)),
        (S2, 12.5, pytest.approx(11.8), pytest.approx(13.2)),
    ]
    assert "no bank: 10.00 (9.30 to 10.70)." in chart(section, "means_1").description


def test_largest_and_expected_regret(monkeypatch: pytest.MonkeyPatch) -> None:
    section = only(regret(Studied(studied(("A1", "A2")))))
    assert [row[:4] for row in dots(chart(section, "regret_1"))] == [
        ("no bank", 2.5, 2.1, 2.9),
        (S2, 0.0, 0.0, 0.0),
        ("no bank", 1.5, 1.1, 1.9),
        (S2, 0.0, 0.0, 0.0),
    ]
    cells = rows_with(chart(section, "regret_by_assumption_1").spec, "part", "told")
    # Each as a part of the largest, 2.5: 0.5 ÷ 2.5 is 0.2.
    assert [(row["told"], row["part"]) for row in cells] == [
        ("2.50", 1.0), ("0.00", 0.0), ("0.50", pytest.approx(0.2)), ("0.00", 0.0)
    ]  # fmt: skip
    monkeypatch.setattr(regret_of, "MOST_CELLS", 3)  # one less than two settings by two
    many = only(regret(Studied(studied(("A1", "A2")))))
    assert "regret_by_assumption_1" not in [each.id for each in many.charts]
    alone = only(regret(Studied(studied())))
    assert [each.id for each in alone.charts] == ["regret_1"]


def test_effects_the_largest_first() -> None:
    section = only(effects(Studied(studied())))
    assert [row[:4] for row in dots(chart(section, "effects_1"))] == [
        ("lender: no bank → optimal plans; longest term: 1 → 3 (alone)", 2.5, 2.25, 2.75),
        ("longest term: 1 → 3 (on average)", -0.5, -1.0, 0.0),
    ]


def test_effects_are_under_the_likeliest_assumption() -> None:
    assumptions = frame(
        ("assumption", "law", "weight"), [("A1", "before", 0.4), ("A2", "after", 0.6)]
    )
    study = studied(("A1", "A2"), changed={"assumptions": assumptions})
    assert _likeliest(Studied(study)) == "A2"


def test_indices_with_their_intervals() -> None:
    section = only(sensitivity(Studied(studied(changed=indices("levers", "A1")))))
    assert [row[:4] for row in dots(chart(section, "sensitivity_1"))] == [
        ("longest term", 0.75, 0.5, 1.0),
        ("longest term", 0.9, 0.7, 1.1),
    ]
    assert "75.0% by itself, 90.0% in all" in chart(section, "sensitivity_1").description


def test_a_curve_and_the_level_that_is_wanted() -> None:
    reached = {"lender": "optimal", "other": "epsilon=2", "assumption": "A1", "reaches": 11.5,
               "estimated": 11.5, "surely_from": None, "possibly_from": 11.0}  # fmt: skip
    said = {"curve": {"lever": "terms", "measure": "posts_granted", "reaches": 11.5}}
    section = only(curve(Studied(studied(changed=drawn(), declared=said, curve=[reached]))))
    drawing = chart(section, "curve_drawn")
    found = [(row["value"], row["mean"], row["low"]) for row in
             rows_with(drawing.spec, "value", "mean", "curve")]  # fmt: skip
    # Posts granted are the lever's value, ± 0.7.
    assert found == [(at, at, pytest.approx(at - 0.7)) for at in (10.0, 11.0, 12.0)]
    assert rows_with(drawing.spec, "wanted") == [{"wanted": 11.5}]
    assert "reaches 11.50 at about “longest term” = 11.5" in drawing.description
    assert section.text[1] == drawing.description


def test_points_and_front() -> None:
    record = {"pareto": {"measures": ["posts_granted", "waiting_months"]}}
    section = only(pareto(Studied(studied(changed=front(), **record))))
    points = rows_with(chart(section, "pareto_front").spec, "setting", "across", "up")
    assert [(row["setting"], row["across"], row["up"], row["front"]) for row in points] == [
        ("S1", 10.0, 3.0, False),
        ("S2", 12.5, 2.0, True),
    ]
    assert "optimal plans, longest term = 3" in chart(section, "pareto_front").description


def test_settings_close_to_each_other_share_a_name() -> None:
    points = [Point(name, across, up, on) for name, across, up, on in (
        ("S1", 0.0, 0.0, False), ("S2", 100.0, 50.0, True), ("S3", 5.0, 1.0, False),
        # A twelfth of 100 is 8.3, a twentieth of 50 is 2.5.
        ("S4", 9.0, 0.0, False), ("S5", 0.0, 3.0, False), ("S6", 100.0, 50.0, False),
        ("S7", 0.0, 0.0, False), ("S8", 0.0, 0.0, False))]  # fmt: skip
    told = [row["name"] for row in _names(points)]
    assert told == ["S1, S3, … (4)", "S2", "S4", "S5", "S6"]


def test_lines_of_the_baseline_and_of_the_best() -> None:
    names = [f"S{number}" for number in range(1, 9)]
    settings = frame(
        ("setting", "lender", "terms", "baseline"),
        [(one, "optimal", str(place), one == "S3") for place, one in enumerate(names)],
    )
    means_of = [(one, "A1", *GRANTED, 20, float(place), 1.0, place - 0.5, place + 0.5)
                for place, one in enumerate(names)]  # fmt: skip
    plain = ("replications", "mean", "sd", "low", "high")
    summary = frame(("setting", "assumption", "measure", "key", *plain), means_of)
    years = pd.concat([summary.assign(year=year) for year in (2026, 2027)], ignore_index=True)
    changed = {"settings": settings, "summary": summary, "years": years}
    section = only(over_years(Studied(studied(changed=changed))))
    found = rows_with(section.charts[0].spec, "year", "mean", "setting")
    # Of eight settings the baseline, S3, and the four with the most posts granted.
    assert {row["setting"] for row in found} == {
        f"optimal plans, longest term = {n}" for n in (2, 7, 6, 5, 4)
    }
    assert all(row["high"] - row["low"] == 1 for row in found)
    assert section.text[1].endswith("3 others are in the table.")


def test_every_setting_is_a_line_where_there_are_few() -> None:
    section = only(over_years(Studied(studied())))
    found = rows_with(section.charts[0].spec, "year", "mean", "setting")
    assert {(row["setting"], row["mean"]) for row in found} == {("no bank", 10.0), (S2, 12.5)}
    assert len(section.text) == 1
    assert len(section.grids[0].rows) == len(tables()["years"])
