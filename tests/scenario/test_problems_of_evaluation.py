"""What a policy model may not say of its evaluation: each fault named with its mend."""

from typing import Any

import pytest

A = '{ id = "a", weight = { A = 1 } }'
B = '{ id = "b", weight = { A = 2 } }'
TREE = f"indicators = [{A}, {B}]"
AHP = f'method = "ahp"\n{TREE}'


def grade(name: str, least: object, tier: int = 2, colour: str = "green") -> str:
    return f'{{ id = "{name}", least = {least}, tier = {tier}, colour = "{colour}" }}'


def pairwise(matrix: str, more: str = "") -> str:
    return f"{AHP}\npairwise = [{{ matrix = {matrix}{more} }}]"


# Keys of [evaluation], then the column and a part of the whole message.
CASES: dict[str, tuple[str, str, str]] = {
    "an indicator twice": (f"indicators = [{A}, {A}]", "indicators", "“a” stands twice"),
    "a parent that is not there": (
        'indicators = [{ id = "a", parent = "x" }]',
        *("indicators", "the parent of “a”, “x”, is not an indicator"),
    ),
    "an indicator above itself": (
        'indicators = [{ id = "a", parent = "a" }]',
        *("indicators", "“a” is above itself"),
    ),
    "a circle of three": (
        'indicators = [{ id = "a", parent = "b" }, { id = "b", parent = "c" }, '
        '{ id = "c", parent = "a" }]',
        *("indicators", "“b” is above itself"),
    ),
    "an indicator without a name": ('indicators = [{ id = "" }]', "indicators[1].id", ""),
    "a weight above the last level": (
        'indicators = [{ id = "a", weight = { A = 1 } }, { id = "b", parent = "a" }]',
        *("", "“a” has indicators below it; weights stand at the last level"),
    ),
    "a scale above the last level": (
        'indicators = [{ id = "a", scale = { worst = 0, best = 1 } }, { id = "b", parent = "a" }]',
        *("", "“a” has indicators below it; a scale stands at the last level"),
    ),
    "a scale above the last level under ahp": (
        'method = "ahp"\nindicators = [{ id = "a", scale = { worst = 0, best = 1 } }, '
        '{ id = "b", parent = "a" }]',
        *("", "a scale stands at the last level"),
    ),
    "a scale whose ends meet": (
        'indicators = [{ id = "a", scale = { worst = 1, best = 1.0 } }]',
        *("indicators[1].scale", "worst and best that differ"),
    ),
    "half a scale": (
        'indicators = [{ id = "a", scale = { worst = 1 } }]',
        *("indicators[1].scale.best", "a value"),
    ),
    "a weight below 0": (
        'indicators = [{ id = "a", weight = { A = -1 } }]',
        *("indicators[1].weight.A", "at least 0"),
    ),
    "a class where types are meant": (
        f'group_by = "organisation_type"\n{TREE}',
        *("", "“A” is not one of the organisation types party, government"),
    ),
    "a type that does not exist, for tiers": (
        'group_by = "organisation_type"\ntier_thresholds = { parks = [80, 60] }',
        *("", "“parks” is not one of the organisation types"),
    ),
    "an output that is no indicator": (
        f'{TREE}\ninput_output = {{ output = ["a", "x"] }}',
        *("", "“x” in input_output.output is not an indicator"),
    ),
    "grades and shares": (
        f"grades = [{grade('good', 0)}]\ntier_shares = {{ A = [1, 0, 0] }}",
        *("", "either grades, or tier_shares and tier_thresholds"),
    ),
    "grades and thresholds": (
        f"grades = [{grade('good', 0)}]\ntier_thresholds = {{ A = [80, 60] }}",
        *("", "either grades, or tier_shares and tier_thresholds"),
    ),
    "grades from worst to best": (
        f"grades = [{grade('poor', 0)}, {grade('good', 60)}]",
        *("grades", "from best to worst"),
    ),
    "grades of one score": (
        f"grades = [{grade('good', 60)}, {grade('poor', 60)}]",
        *("grades", "a lower score than the one above"),
    ),
    "a better tier for a worse grade": (
        f"grades = [{grade('good', 60, 2)}, {grade('poor', 0, 1)}]",
        *("grades", "from best to worst"),
    ),
    "a grade twice": (
        f"grades = [{grade('good', 60)}, {grade('good', 0)}]",
        *("grades", "each entry once"),
    ),
    "a grade without a colour": (
        'grades = [{ id = "good", least = 60, tier = 1 }]',
        *("grades[1].colour", "a value"),
    ),
    "a fourth tier": (f"grades = [{grade('good', 60, 4)}]", "grades[1].tier", "at most 3"),
    "matrices under weights": (
        f"{TREE}\npairwise = [{{ matrix = [[1, 1], [1, 1]] }}]",
        *("", "method = “ahp” where there are pairwise matrices"),
    ),
    "a matrix of more rows than indicators": (
        pairwise("[[1, 1, 1], [1, 1, 1], [1, 1, 1]]"),
        *("", "3 rows for “*”, which has 2 indicators below it: a, b"),
    ),
    "a matrix below a last-level indicator": (
        pairwise("[[1, 1], [1, 1]]", ', parent = "a"'),
        *("", "“a” has no indicators below it"),
    ),
    "a matrix that is not square": (
        pairwise("[[1, 1], [1]]"),
        *("pairwise[1]", "as many columns as rows"),
    ),
    "a matrix of one": (pairwise("[[1]]"), "pairwise[1].matrix", "at least 2"),
    "a judgement that is no number": (
        pairwise('[[1, "two"], ["1/2", 1]]'),
        *("pairwise[1].matrix[1][2]", "a fraction such as 1/3"),
    ),
    "a judgement of 0": (pairwise("[[1, 0], [1, 1]]"), "pairwise[1].matrix[1][2]", "positive"),
    "a judgement out of all proportion": (
        pairwise('[[1, 1001], ["1/1001", 1]]'),
        *("pairwise[1].matrix", "from 1/1000 to 1000"),
    ),
    "a judge without weight": (
        pairwise("[[1, 1], [1, 1]]", ", judge_weight = 0"),
        *("pairwise[1].judge_weight", "more than 0"),
    ),
    "a group twice": (
        pairwise("[[1, 1], [1, 1]]", ', groups = ["A", "A"]'),
        *("pairwise[1].groups", "each entry once"),
    ),
    "an unknown way to bring judges together": (
        'group_judgements = "vote"',
        *("group_judgements", "'judgements' or 'priorities'"),
    ),
    "an unknown random index": ('random_index = "own"', "random_index", "'saaty'"),
    "an unknown answer": ("answers = { content = 1 }", "answers.content", "Remove the key"),
    "an answer that earns more than all": (
        "answers = { satisfied = 1.1 }",
        *("answers.satisfied", "at most 1"),
    ),
    "an unknown way with gaps": ('missing = "guess"', "missing", "'error', 'zero' or 'reweight'"),
    "an unknown group": ('group_by = "region"', "group_by", "'class' or 'organisation_type'"),
}


def evaluated(small: Any, keys: str) -> Any:
    """The small scenario with other keys of the evaluation, and no marks."""
    small.rows("scores")
    return small.text(
        "policy.toml",
        f'schema = 1\nname = "small"\n[evaluation]\n{keys}\n[lending]\nterms = [1, 2, 3]\n',
    )


@pytest.mark.parametrize("name", CASES)
def test_a_fault_of_the_evaluation(small: Any, name: str) -> None:
    keys, column, said = CASES[name]
    problems = evaluated(small, keys).problems()
    columns = {problem.column for problem in problems}
    place = f"evaluation.{column}" if column else "evaluation"
    assert columns == {place} or (column == "pairwise[1].matrix" and len(columns) == 2)
    assert {problem.file for problem in problems} == {"policy.toml"}
    assert all(said in str(problem) for problem in problems)


def test_all_faults_of_a_tree_come_in_one_report(small: Any) -> None:
    keys = 'indicators = [{ id = "a", parent = "x" }, { id = "b" }, { id = "b", parent = "b" }]'
    problem = evaluated(small, keys).problem()
    for said in ("“b” stands twice", "“x”, is not an indicator", "“b” is above itself"):
        assert said in problem.found


def test_other_faults_come_in_one_report_too(small: Any) -> None:
    keys = f'{TREE}\ngroup_by = "organisation_type"\ninput_output = {{ output = ["x"] }}'
    problem = evaluated(small, keys).problem()
    assert "“A” is not one of the organisation types" in problem.found
    assert "“x” in input_output.output" in problem.found


@pytest.mark.parametrize(
    "keys",
    [
        f"grades = [{grade('good', 60)}, {grade('fair', 60 - 1)}, {grade('poor', 0, 3)}]",
        f'{AHP}\npairwise = [{{ matrix = [[1, ""], ["１／３", 1]], groups = ["A", "Q"] }}]',
        'method = "ahp"\nindicators = [{ id = "a", weight = { "*" = 1 } }, '
        '{ id = "b", parent = "a", weight = { A = 0 } }]',
        'group_by = "organisation_type"\ntier_shares = { park = [1, 0, 0], "*" = [0, 1, 0] }',
        'indicators = [{ id = "a", scale = { worst = 1, best = -0.5 } }]',
    ],
)
def test_what_is_accepted(small: Any, keys: str) -> None:
    assert not evaluated(small, keys).read().warnings


OTHER = {
    "a cut above all": ("[response.blue]\ncut_share = 1.1", "response.blue.cut_share", "at most 1"),
    "half a year of freeze": (
        "[response.blue]\nfreeze_years = 0.5",
        *("response.blue.freeze_years", "a whole number"),
    ),
    "years below 0": ("[deposit]\nidle_years = -1", "deposit.idle_years", "at least 0"),
    "a share of vacancies below 0": (
        "[reserve]\nvacancy_share = -0.1",
        *("reserve.vacancy_share", "at least 0"),
    ),
    "an unknown warning": (
        "[standing_warnings]\nsilent = ['rain']",
        *("standing_warnings.silent[1]", "people_over_ceiling"),
    ),
    "a warning twice": (
        "[standing_warnings]\nsilent = ['overstaffed', 'overstaffed']",
        *("standing_warnings.silent", "each entry once"),
    ),
    "a wave of no years": (
        "[standing_warnings]\nwave_years = 0",
        *("standing_warnings.wave_years", "at least 1"),
    ),
}


@pytest.mark.parametrize("name", OTHER)
def test_a_fault_of_another_new_key(small: Any, name: str) -> None:
    text, column, said = OTHER[name]
    before = small.files["policy.toml"].decode()
    problem = small.text("policy.toml", f"{before}{text}\n").problem()
    assert (problem.file, problem.column) == ("policy.toml", column)
    assert said in str(problem)
