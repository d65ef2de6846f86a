"""Reports of plans at the edges: nothing lent, nobody leaving, odd names, changed files."""

import json
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from report_parts import cells, grid, has_grid, section

from allocator.allocation.audit.plan_files import read_plan
from allocator.allocation.plan.files import write_plan
from allocator.report.charts.screen import Rate
from allocator.report.charts.wave import Leaving
from allocator.report.plan import basis, lead
from allocator.report.plan.reading import refuse_other_scenario
from allocator.scenario.problems import InvalidData


def test_a_plan_that_lends_nothing(world, reported):
    report = reported(world.unit("U1").pool("B1", 0).request("R1", "U1", 2).solve())
    assert report.lead[0] == (
        "Of the posts asked for (2, requests: 1) none can be granted, neither from own vacancies "
        "nor by lending."
    )
    assert section(report, "schedule").text == ("The plan lends no posts.",)
    assert not has_grid(report, "repayments")
    assert [chart.id for chart in section(report, "pools").charts] == ["balances"]
    assert "Every request is met in full." not in report.lead


def test_posts_that_are_lent_in_later_years(world, reported):
    world.unit("U1", leave=(0, 3, 0, 0)).pool("B1", 3)
    world.request("R1", "U1", 2, max_term=2).request("R2", "U1", 1, start_year=2027)
    posts = "Posts are lent as they are needed: 2 from 2026, 1 from 2027."
    assert posts in reported(world.solve()).lead


def test_a_plan_without_requests_or_pools(world, reported):
    report = reported(world.unit("U1").solve())
    assert [chart.id for chart in report.charts] == ["wave"]
    assert report.lead[0] == "No unit asks for posts."
    assert "Every request is met in full." not in report.lead


def test_nobody_leaves(world, reported):
    report = reported(world.unit("U1", leave=()).pool("B1", 1).request("R1", "U1", 1).solve())
    assert section(report, "wave").charts == ()
    assert section(report, "wave").text == (
        "Nobody is expected to leave: there are no leavers and no roster.",
    )


def test_the_wave_beyond_the_plan_years(world, reported, drawn):
    # Under the old law men retire at 60, women at 50 or 55, in the month of birth.
    world.unit("U1", leave=())
    world.person("P1", "U1", "1970-05").person("P2", "U1", "1980-03", "women50")
    world.person("P3", "U1", "1990-01", "women55")
    report = reported(world.solve())
    retiring = dict(cells(grid(report, "retirements"), "year", "total"))
    assert {year: people for year, people in retiring.items() if people} == {2030: 2}
    assert list(retiring) == list(range(2026, 2041))
    assert drawn["wave_chart"][-1][0][4] == Leaving(2030, "public", 2)
    # The plan years end in 2029: none of them leaves in these.
    assert not has_grid(report, "wave")
    assert cells(grid(report, "input_posts"), "unit_id", "roster") == [("U1", 3)]
    assert not has_grid(report, "input_staff")


def test_the_efficiency_screen(world, reported, drawn):
    # δ = 100 ÷ 10 = 10, threshold 1: 25 points carry 2 posts; ε is 250 %, 125 %, 83.3 %.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 3, gains=((25, 3),))
    world.request("R2", "U1", 1, gains=(1,), duties_grew="true")
    report = reported(world.put("policy.efficiency.apply", True).solve())
    screen = grid(report, "screen")
    columns = ("request_id", "points", "needed", "most", "exempt", "rate_asked", "rate2")
    assert cells(screen, *columns) == [
        ("R1", 25, Decimal("10.00"), 2, "", Fraction(5, 6), Fraction(5, 4)),
        ("R2", 1, Decimal("10.00"), 0, "its duties grew", Fraction(1, 10), None),
    ]
    [(rates, threshold)] = drawn["screen_chart"]
    assert threshold == 1
    assert rates == [
        Rate("R1 U1", 1, 2.5, True),
        Rate("R1 U1", 2, 1.25, True),
        Rate("R1 U1", 3, pytest.approx(5 / 6), False),
    ]


def test_the_screen_goes_on_beyond_what_is_asked(world, reported):
    # 45 points carry 4 posts of 10; the rates go on to the first that does not pay.
    world.unit("U1").pool("B1", 5).request("R1", "U1", 1, gains=(45,))
    screen = grid(reported(world.put("policy.efficiency.apply", True).solve()), "screen")
    assert cells(screen, "most", "rate_asked", "rate5") == [(4, Fraction(9, 2), Fraction(9, 10))]


def test_odd_names_pass_as_they_are(world, reported):
    name = "=1+1<b>&\"'"
    world.unit("U1").pool("B1", 1).request("R1", "U1", 1).put("units.U1.name", name)
    report = reported(world.solve())
    assert cells(grid(report, "schedule"), "unit") == [(name,)]


def test_what_the_input_was(busy, reported):
    report = reported(busy)
    assert busy.scenario.fingerprint in section(report, "input").text[0]
    assert dict(cells(grid(report, "tables"), "table", "rows"))["Requests"] == 3
    rules = dict(cells(grid(report, "rules"), "key", "value"))
    assert rules["lending.terms"] == "1, 2, 3"
    assert rules["efficiency.apply"] == "false"
    requests = grid(report, "input_requests")
    assert cells(requests, "request_id", "purpose", "duties_grew")[0] == (
        "R1",
        "key project",
        False,
    )
    assert not section(report, "input_requests").page
    assert not has_grid(report, "input_benefits")  # there are none


def test_the_report_says_where_it_comes_from(busy, reported):
    told = dict(reported(busy).provenance)
    assert told["Fingerprint of the input"] == busy.scenario.fingerprint
    assert told["Fingerprint of the decisions"] == busy.plan.decisions.digest()
    assert told["Reported"] == "November 26, 2026"
    assert told["Audit"] == "The audit found no violation of any rule."


def test_returns_beyond_the_first_years_are_summed_up(busy, reported, monkeypatch):
    monkeypatch.setattr(lead, "MOST_NAMED", 1)
    # As in the whole sentence: 1 at the end of 2027, 2 at the end of 2028.
    assert (
        "The lent posts come back: 1 at the end of 2027, 2 later, the last at the end of 2028."
        in reported(busy).lead
    )


# --- other scenarios, changed plans -----------------------------------------------------------


def test_a_plan_of_other_data_is_refused(busy, tmp_path):
    write_plan(busy.plan, tmp_path / "plan")
    plan = read_plan(tmp_path / "plan")
    refuse_other_scenario(plan, busy.scenario)
    other = busy.scenario.replace(fingerprint="0" * 64)
    with pytest.raises(InvalidData, match="a plan of other data"):
        refuse_other_scenario(plan, other)


def replace(file, before, after):
    def edit(folder):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    return edit


def test_a_plan_changed_against_a_rule(busy, reported):
    # R1 is given 3 of 2 posts.
    edit = replace("schedule.csv", "R1,U1,U1,public,key_project,B1,2,", "R1,U1,U1,public,key_project,B1,3,")  # fmt: skip  # noqa: E501
    report = reported(busy, edit=edit)
    # Though the goals are computed of the decisions, which are as they were: nothing is proven.
    assert {row[0] for row in cells(grid(report, "goals"), "words")} == {
        "of the plan as it was changed"
    }
    assert report.warnings[0] == "The plan's files have been changed since it was solved."
    assert any(each.startswith("The plan breaks a rule, ") for each in report.warnings)
    assert has_grid(report, "audit")
    assert any("whether it is the best is not known" in each for each in report.lead)
    # A reader of the first sentence alone knows; what broke comes before files that disagree.
    assert report.lead[0].startswith("The plan breaks rules and cannot be carried out as it is")
    disagree = ["do not agree with one another" in each for each in report.warnings]
    broken = [each.startswith("The plan breaks a rule, ") for each in report.warnings]
    assert sum(disagree) == 1
    assert max(place for place, each in enumerate(broken) if each) < disagree.index(True)
    rules = [rule for (rule,) in cells(grid(report, "audit"), "rule")]
    files = [rule == "agreement of the plan's files" for rule in rules if rule != "not as solved"]
    assert files == sorted(files)
    assert 0 < sum(files) < len(files)
    # What follows from the files: 2 × 3 + … post-years are 9 of the repayments, as before.
    assert cells(grid(report, "schedule"), "request_id", "posts") == [("R2", 1), ("R1", 3)]


def test_a_plan_changed_within_the_rules(world, reported):
    # Nothing is asked of R1 any more: that breaks no rule, and is worth less.
    world.unit("U1").pool("B1", 3).request("R1", "U1", 1)

    def edit(folder):
        replace("decisions.csv", "R1,U1,1,0,1,1,full", "R1,U1,1,0,0,0,none")(folder)
        replace("pools.csv", "B1,2026,3,0,0,0,1,2", "B1,2026,3,0,0,0,0,3")(folder)
        for name in ("schedule.csv", "repayments.csv"):
            path = folder / name
            path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", "utf-8")

    report = reported(world.solve(), edit=edit)
    assert dict(report.provenance)["Audit"] == "The audit found no violation of any rule."
    assert report.warnings[0] == "The plan's files have been changed since it was solved."
    assert cells(grid(report, "goals"), "value", "gap", "words")[0] == (
        0,
        None,
        "of the plan as it was changed",
    )
    assert figure_note(report, "First goal: value granted") == "of the plan as it was changed"


def ended_early(folder):
    path = folder / "plan.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record |= {"status": "interrupted", "software": "allocator 0.0.9"}
    for goal in record["goals"]:
        goal["gap"] = 18.0
    path.write_text(json.dumps(record), encoding="utf-8")


def test_a_search_that_ended_early_is_no_reason(world, reported):
    """The second post is worth nothing: that its goals stop it is said of a proven plan alone."""
    world.unit("U1", leave=(2, 0, 0, 0)).pool("B1", 3)
    world.request("R1", "U1", 2, gains=((1, 1),), duties_grew="true")
    solved = world.solve()
    proven, early = reported(solved), reported(solved, edit=ended_early)

    assert figure_note(early, "First goal: value granted") == "how far from the best is not known"
    assert any("stood in the way of more" in each for each in proven.lead)
    assert not any("stood in the way of more" in each for each in early.lead)
    assert any(each.startswith("No rule stands in the way") for each in early.lead)


def figure_note(report, label):
    return next(figure.note for figure in report.figures if figure.label == label)


def test_a_file_that_follows_from_the_decisions_is_changed(busy, reported):
    # Decisions are as solved; an account of B1 is not.
    edit = replace("pools.csv", "B1,2029,3,2,1,1,0,5", "B1,2029,3,2,1,1,0,9")
    report = reported(busy, edit=edit)
    assert report.warnings[0] == "The plan's files have been changed since it was solved."
    assert has_grid(report, "audit")


def test_a_large_plan_as_it_was_solved_is_not_audited(busy, reported, monkeypatch):
    monkeypatch.setattr(basis, "MOST_AUDITED", 2)
    report = reported(busy)
    assert "“allocator audit”" in dict(report.provenance)["Audit"]
    assert report.warnings[0].startswith("Standing warnings")


def test_a_request_that_nobody_made(busy, reported):
    def edit(folder):
        with (folder / "decisions.csv").open("a", encoding="utf-8") as file:
            file.write("R9,U9,1,0,0,0,none,,,,,,\n")

    report = reported(busy, edit=edit)
    assert cells(grid(report, "decisions"), "request_id", "unit")[-1] == ("R9", "U9")
    assert has_grid(report, "audit")


# --- explanations -----------------------------------------------------------------------------


def test_how_explanations_are_made(busy, reported):
    [sentence] = section(reported(busy), "explanations").text
    assert "allocator explain" in sentence


def explained(folder):
    path = folder / "decisions.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [
        line.removesuffix(",,,,") + ',1/3,old words,old words,"more, less"'
        if line.startswith("R2")
        else line
        for line in lines
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "explanations.csv").write_text(
        "request_id,language,detail,next_post_takes,met_in_full_by\n"
        "R2,zh,另一条规则,R1 让出 1 名,提高置信度\n"
        "R2,en,another rule,R1 gives 1,raise the confidence\n",
        encoding="utf-8",
    )
    (folder / "worth.csv").write_text(
        "kind,more,change,gain\ncapital,1,pools[B1].capital=4,1/3\n", encoding="utf-8"
    )


def test_requests_that_have_not_been_explained_are_named(busy, reported):
    [sentence] = section(reported(busy, edit=explained), "explanations").text  # of R1, R2, R3: R2
    assert "1 of 3 requests have been explained, not yet: R1, R3." in sentence
    assert "allocator explain" in sentence


def all_explained(folder):
    explained(folder)
    with (folder / "explanations.csv").open("a", encoding="utf-8") as file:
        file.write("R1,en,,,\nR3,en,,,\n")  # nothing to tell of those that got what they asked


def test_nothing_is_said_to_be_missing_where_all_have_been_explained(busy, reported):
    assert section(reported(busy, edit=all_explained), "explanations").text == ()


def own_words(folder):
    path = folder / "decisions.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("request_id")
    table.loc["R2", "detail"] = "as the file has it"
    table.reset_index().to_csv(path, index=False, lineterminator="\n")


def older(folder):
    own_words(folder)
    path = folder / "plan.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"software": "allocator 0.0.9"}), encoding="utf-8")


def test_reasons_are_formed_anew_in_another_language_and_by_other_software(busy, reported):
    def detail(**how):
        return dict(cells(grid(reported(busy, **how), "decisions"), "request_id", "detail"))["R2"]

    assert detail(edit=own_words) == "as the file has it"
    assert detail(edit=older) == detail() != "as the file has it"
    assert detail(language="zh", edit=own_words) == detail(language="zh") != detail()


def another_rule(folder):
    explained(folder)
    path = folder / "decisions.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False).set_index("request_id")
    assert table.loc["R2", "reason"] != "crossing"
    table.loc["R2", ["reason", "detail"]] = ["crossing", "old words"]
    table.reset_index().to_csv(path, index=False, lineterminator="\n")


def test_another_rule_that_explain_has_found_is_told_in_the_language_of_the_report(busy, reported):
    for language, sentence in (("en", "another rule"), ("zh", "另一条规则")):
        told = grid(reported(busy, language, edit=another_rule), "decisions")
        details = dict(cells(told, "request_id", "detail"))
        assert details["R2"] == sentence
        assert "old words" not in str(told)


def test_explanations_are_in_the_language_of_the_report(busy, reported):
    columns = ("request_id", "next_post_costs", "next_post_takes", "met_in_full_by")
    english = reported(busy, edit=explained)
    assert cells(grid(english, "explanations"), *columns) == [
        ("R2", "1/3", "R1 gives 1", "raise the confidence")
    ]
    assert cells(grid(english, "explanations"), "near_tie") == [("one post more; one post less",)]
    assert english.warnings[0].startswith("Standing warnings")  # explaining is no change
    chinese = reported(busy, "zh", edit=explained)
    assert cells(grid(chinese, "explanations"), *columns) == [
        ("R2", "1/3", "R1 让出 1 名", "提高置信度")
    ]


def test_what_scarce_things_are_worth(busy, reported):
    row = (Fraction(1), "pools[B1].capital=4", Fraction(1, 3))
    assert grid(reported(busy, edit=explained), "worth").rows == (("capital", *row),)
    assert grid(reported(busy, "zh", edit=explained), "worth").rows == (("资本金", *row),)


@pytest.mark.parametrize(
    "text", ["kind,more\ncapital,1\n", "kind,more,change,gain\ncapital,1,x,much\n"]
)
def test_worth_that_is_spoilt_is_refused(busy, reported, text):
    with pytest.raises(InvalidData, match=r"worth\.csv"):
        reported(busy, edit=lambda folder: (folder / "worth.csv").write_text(text, "utf-8"))
