"""What the report of a small plan says, against numbers worked out by hand."""

import pytest
from report_parts import cells, grid, has_grid, section

from allocator.report.charts.asked import Asked
from allocator.report.charts.balances import Balance
from allocator.report.charts.flow import Link
from allocator.report.charts.ladder import Rung
from allocator.report.charts.schedule import Lent
from allocator.report.document import Figure
from allocator.report.values import shown

# The plan of ``busy``: R1 gets 2 of 2 for 2026–2028, R2 1 of 3 for 2026–2027, R3 0 of 1; L1 comes
# back in 2026, L2 is renewed to 2027; 2 are collected from U3; 1 moves from B2 to B1.


@pytest.fixture
def report(busy_report):
    return busy_report[0]


@pytest.fixture
def given(busy_report):
    """What the chart builders were given."""
    return busy_report[1]


def figure(report, label):
    return next(figure for figure in report.figures if figure.label == label)


def test_key_figures(report):
    assert report.figures[:6] == (
        Figure("Posts lent", "3", "of 6 asked for"),
        Figure("Requests granted in full or part", "2", "of 3"),
        Figure("Units that borrow", "2", ""),
        Figure("Own vacancies used", "0", "before anything is lent"),
        Figure("Posts collected", "2", ""),
        Figure("Posts renewed", "1", ""),
    )
    # At the end all are back: 3 + 2 + 1 − 1 and 1 − 1.
    assert figure(report, "Free in the pools").value == "5"
    assert figure(report, "Kept in reserve").value == "1"
    # 5 leave for 5 posts due back.
    assert figure(report, "Leavers expected for each post due back").value == "1.00"
    assert figure(report, "First goal: value granted").note == "proven best"


def test_lead(report):
    assert report.lead == (
        "Of 6 posts asked for, 3 are to be lent from the pools and 0 to come from the units' own "
        "vacancies; 2 of 3 requests are granted in full or in part.",
        "Most posts go to these purposes: key project (2), people's livelihood (1).",
        "The lent posts come back: 1 at the end of 2027, 2 at the end of 2028.",
        "What most often stood in the way of more, with the number of requests: borrowing limit "
        "(2).",
        "The plan is proven best: no other that keeps the rules serves the goals better.",
        # 3 units of 10, pools of 3 and 1.
        "Total control is kept: units and pools have 34 posts together before and after; what is "
        "lent stays the pools'.",
    )


def test_goals(report):
    goals = grid(report, "goals")
    # 3 posts of weight 1 and a renewal worth 1; 2 × 3 + 1 × 2 + 1 post-years; 2 collected, 1 moved.
    assert cells(goals, "goal", "value", "words")[:3] == [
        ("value granted", 4, "proven best"),
        ("years that posts are out", 9, "proven best"),
        ("posts collected, moved and recalled", 3, "proven best"),
    ]


def test_shares_by_purpose_and_department(report, given):
    columns = ("name", "requests", "met", "asked", "own", "lent", "granted", "share")
    assert cells(grid(report, "by_purpose"), *columns) == [
        ("people's livelihood", 2, 1, 4, 0, 1, 1, 0.25),
        ("key project", 1, 1, 2, 0, 2, 2, 1.0),
    ]
    assert cells(grid(report, "by_department"), *columns) == [
        ("D1", 2, 1, 4, 0, 1, 1, 0.25),
        ("D2", 1, 1, 2, 0, 2, 2, 1.0),
    ]
    assert given["asked_chart"][1] == ([Asked("D1", 4, 0, 1), Asked("D2", 2, 0, 2)],)


def test_the_flow_is_whole_in_the_base_year(report, given):
    [(links, headings)] = given["flow_chart"]
    assert len(headings) == 3
    assert set(links) == {
        Link(0, "capital of the pools", "B1 (public)", 3),
        Link(0, "capital of the pools", "B2 (public)", 1),
        Link(0, "U3", "B1 (public)", 2),
        Link(0, "other pools", "B1 (public)", 1),
        Link(1, "B2 (public)", "other pools", 1),
        Link(1, "B1 (public)", "reserve", 1),
        Link(1, "B1 (public)", "U1", 2),
        Link(1, "B1 (public)", "U2", 1),
        Link(1, "B1 (public)", "earlier loans", 2),
    }


def test_the_schedule_is_in_order_of_departments(report, given):
    schedule = grid(report, "schedule")
    assert schedule.group_by == "department"
    assert [field.name for field in schedule.fields if field.total] == ["posts"]
    assert cells(schedule, "department", "request_id", "purpose", "posts", "term", "repayment") == [
        ("D1", "R2", "people's livelihood", 1, 2, "as vacated"),
        ("D2", "R1", "key project", 2, 3, "at term"),
    ]
    old = grid(report, "old_loans")
    assert cells(old, "department", "loan_id", "due_year", "overdue", "posts", "year") == [
        ("D1", "L1", 2025, True, 1, 2026),
        ("D2", "L2", 2026, False, 1, 2027),
    ]
    [(loans, years)] = given["schedule_chart"]
    assert years == range(2026, 2029)
    assert set(loans) == {
        Lent("U1", "D2", "key project", 2, 2026, 2028, True),
        Lent("U2", "D1", "people's livelihood", 1, 2026, 2027, True),
        Lent("U2", "D1", "routine", 1, 2026, 2026, False),
        Lent("U1", "D2", "routine", 1, 2026, 2027, False),
    }


def test_decisions_with_reasons(report):
    decisions = grid(report, "decisions")
    assert (decisions.detail, decisions.link) == ("detail", "request_id")
    assert cells(decisions, "request_id", "granted", "status", "reason", "colour", "tier") == [
        ("R1", 2, "full", "", "green", 2),
        ("R2", 1, "part", "borrowing limit", "green", 2),
        ("R3", 0, "none", "borrowing limit", "green", 2),
    ]
    details = dict(cells(decisions, "request_id", "detail"))
    assert "people leaving in 2026 can be counted on to free 0 post(s)" in details["R3"]


def test_repayments_by_year_and_pool(report):
    by_year = grid(report, "repayments")
    assert by_year.group_by == "year"
    assert cells(by_year, "year", "loan", "posts", "new") == [
        (2026, "L1", 1, False),
        (2027, "L2", 1, False),
        (2027, "R2", 1, True),
        (2028, "R1", 2, True),
    ]
    by_pool = grid(report, "repayments_by_pool")
    assert [field.title for field in by_pool.fields] == ["Pool", "2026", "2027", "2028", "In all"]
    assert by_pool.rows == (("B1 (public)", 1, 2, 2, 5),)


def test_pools_year_by_year(report, given):
    # Out: 5, 4, 2, 0 of the 3 + 2 + 1 − 1 that B1 may lend.
    assert [each for each in given["balances_chart"][0][0] if each.pool == "B1 (public)"] == [
        Balance("B1 (public)", 2026, 5, 0, 1),
        Balance("B1 (public)", 2027, 4, 1, 1),
        Balance("B1 (public)", 2028, 2, 3, 1),
        Balance("B1 (public)", 2029, 0, 5, 1),
    ]
    assert len(grid(report, "pools").rows) == 8


def test_the_maturity_ladder(report, given):
    # U1 and U2 borrow: 1, 3, 1, 0 people leave them. What is counted is certain.
    ladder = grid(report, "ladder")
    columns = ("year", "due", "due_by", "leavers", "leavers_by", "certain_by", "coverage")
    assert cells(ladder, *columns) == [
        (2026, 1, 1, 1, 1, 1, 1),
        (2027, 2, 3, 3, 4, 4, pytest.approx(4 / 3)),
        (2028, 2, 5, 1, 5, 5, 1),
        (2029, 0, 5, 0, 5, 5, 1),
    ]
    assert given["ladder_chart"] == [
        ([Rung(2026, 1, 1, 1), Rung(2027, 2, 3, 4), Rung(2028, 2, 5, 5), Rung(2029, 0, 5, 5)],)
    ]


def test_deposits_transfers_and_renewals(report):
    assert section(report, "deposits").text == ()
    assert cells(grid(report, "deposits"), "department", "unit_id", "posts", "pool_id") == [
        ("D1", "U3", 2, "B1")
    ]
    assert grid(report, "transfers").rows == (("B2", "B1", 1),)
    assert cells(grid(report, "renewals"), "loan_id", "posts", "new_due_year") == [("L2", 1, 2027)]


def test_the_rows_of_every_grid_fit_its_fields(report):
    for part in report.sections:
        for found in part.grids:
            names = [field.name for field in found.fields]
            assert len(set(names)) == len(names), found.id
            assert {found.group_by, found.detail, found.link} - {""} <= set(names), found.id
            for row in found.rows:
                assert len(row) == len(names), found.id
                for value, field in zip(row, found.fields, strict=True):
                    shown(value, field.kind)


def test_ids_are_unique_and_titles_are_names_of_sheets(report):
    for ids in (
        [part.id for part in report.sections],
        [found.id for part in report.sections for found in part.grids],
        [chart.id for chart in report.charts],
    ):
        assert len(set(ids)) == len(ids)
    titles = [part.title for part in report.sections]
    assert len({title.lower() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")


def test_posts_stay_in_their_groups(world, reported):
    # Two units of D1 around one of D2 in the order of the codes.
    for unit, department in (("U1", "D1"), ("U2", "D2"), ("U3", "D1")):
        world.unit(unit, department=department).request(f"R{unit[1]}", unit, 1)
    report = reported(world.pool("B1", 3).solve())
    assert cells(grid(report, "schedule"), "department", "unit_id") == [
        ("D1", "U1"),
        ("D1", "U3"),
        ("D2", "U2"),
    ]
    assert not has_grid(report, "old_loans")
