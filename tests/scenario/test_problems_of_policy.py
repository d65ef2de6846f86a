"""Every kind of wrong key in ``scenario.toml``, in the policy file and in overrides."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from allocator.scenario import builtin
from allocator.scenario.problems import InvalidData
from allocator.scenario.reading import read_policy, read_scenario, read_settings
from allocator.scenario.toml_file import parse_value

# What is added to the policy file, then row, column and a part of the whole message.
POLICY_CASES: dict[str, tuple[str, int, str, str]] = {
    "an unknown key, near a known one": (
        "[deposit]\nkeep_shar = 0.1",
        *(0, "deposit.keep_shar", "Did you mean “keep_share”?"),
    ),
    "an unknown section": ("[depositt]\nmode = 'all'", 0, "depositt", "Did you mean “deposit”?"),
    "an unknown key, near none": ("[deposit]\nxyz = 1", 0, "deposit.xyz", "Remove the key"),
    "a key twice": ("[deposit]\nmode = 'all'\nmode = 'none'", 20, "", "a second time"),
    "not TOML": ("[deposit\nmode = 'all'", 18, "", "each key once"),
    "a text for a number": ("[deposit]\nshare = '0.5'", 0, "deposit.share", "a number"),
    "a truth for a number": ("[reserve]\nshare = true", 0, "reserve.share", "a number"),
    "a share above 1": ("[reserve]\nshare = 1.01", 0, "reserve.share", "expected at most 1."),
    "no finite number": ("[reserve]\nshare = nan", 0, "reserve.share", "finite"),
    "a number for a text": ("notes = 5", 0, "notes", "text in quotes"),
    "an unknown mode": ("[deposit]\nmode = 'some'", 0, "deposit.mode", "some"),
    "an unknown goal": ("[objective]\ngoals = ['joy']", 0, "objective.goals[1]", "joy"),
    "a goal twice": (
        "[objective]\ngoals = ['canonical', 'canonical']",
        *(0, "objective.goals", "each entry once"),
    ),
    "a part with mode all": ("[deposit]\nmode = 'all'\nshare = 0.5", 0, "deposit", "as_needed"),
    "a fourth tier": ("[priority.tiers]\n4 = 1.0", 0, "priority.tiers.4", "one of '1', '2' or '3'"),
    "a rule that never has to give": (
        "[repair.weights]\nrequest_size = 2",
        *(0, "repair.weights.request_size", "one of 'people_ceiling', 'pool_balance'"),
    ),
    "a weight of nothing": (
        "[repair.weights]\ntransfer = 0",
        *(0, "repair.weights.transfer", "more than 0"),
    ),
    "bands that overlap": (
        "[attrition]\nbands = [{from_age=20, to_age=30, rate=0.1}, "
        "{from_age=30, to_age=40, rate=0.1}]",
        *(0, "attrition", "do not overlap"),
    ),
    "more than all who leave early or late": (
        "[retirement.flexible]\nearly_share = 0.6\nlate_share = 0.6",
        *(0, "retirement.flexible", "add up to at most 1"),
    ),
    "a date that is text": ("effective = '2021-01-01'", 0, "effective", "a date without quotes"),
    "a number too long to be one": ("base = " + "9" * 5000, 0, "", "policy.toml"),
    "an array too deep": ("x = " + "[" * 5000, 0, "", "policy.toml"),
}  # fmt: skip


@pytest.mark.parametrize("name", POLICY_CASES)
def test_wrong_policy(small: Any, name: str) -> None:
    text, row, column, said = POLICY_CASES[name]
    top = not text.startswith("[")
    before = small.files["policy.toml"].decode()
    small.text("policy.toml", f"{text}\n{before}" if top else f"{before}{text}\n")
    problem = small.problem()
    assert (problem.file, problem.row, problem.column) == ("policy.toml", row, column)
    assert said in str(problem)


LENDING = {
    "no terms": ("terms = [1, 2, 3]", "", "lending.terms", "a value"),
    "no terms at all": ("[1, 2, 3]", "[]", "lending.terms", "a list of at least 1"),
    "a term twice": ("[1, 2, 3]", "[1, 1]", "lending.terms", "each entry once"),
    "a term of no years": ("[1, 2, 3]", "[0]", "lending.terms[1]", "at least 1."),
    "a term with a fraction": ("[1, 2, 3]", "[1.5]", "lending.terms[1]", "a whole number"),
    "terms beyond the longest": (
        "[1, 2, 3]",
        "[1, 2, 3]\nmax_total_term = 2",
        *("lending", "max_total_term"),
    ),
    "shares that do not add up": (
        "[0.2, 0.6, 0.2]",
        "[0.2, 0.6, 0.3]",
        *("evaluation.tier_shares.A", "add up to 1"),
    ),
    "thresholds upside down": (
        "tier_shares = { A = [0.2, 0.6, 0.2] }",
        "tier_thresholds = { A = [60, 80] }",
        *("evaluation.tier_thresholds.A", "not above it"),
    ),
}


@pytest.mark.parametrize("name", LENDING)
def test_wrong_keys_that_were_right(small: Any, name: str) -> None:
    old, new, column, said = LENDING[name]
    problem = small.change("policy.toml", old, new).problem()
    assert (problem.file, problem.column) == ("policy.toml", column)
    assert said in str(problem)


SETTINGS_CASES = {
    "no base year": ("base_year = 2026", "", "base_year"),
    "a base year that is text": ("base_year = 2026", 'base_year = "2026"', "base_year"),
    "a base year out of range": ("base_year = 2026", "base_year = 20260", "base_year"),
    "a horizon of no years": ("horizon = 6", "horizon = 0", "horizon"),
    "an unknown key": ("horizon = 6", "horizont = 6", "horizont"),
    "no name": ('name = "small"', 'name = ""', "name"),
    "no policy": ('policy = "policy.toml"', "", "policy"),
    "a policy that is no text": ('policy = "policy.toml"', "policy = 7", "policy"),
    "a policy that is nowhere": ("policy.toml", "policies.toml", "policy"),
    "overrides that are no section": ("horizon = 6", "horizon = 6\noverrides = 1", "overrides"),
    "a newer form": ("schema = 1", "schema = 2", "schema"),
}


@pytest.mark.parametrize("name", SETTINGS_CASES)
def test_wrong_settings(small: Any, name: str) -> None:
    old, new, column = SETTINGS_CASES[name]
    problem = small.change("scenario.toml", old, new).problem()
    assert (problem.file, problem.column) == ("scenario.toml", column)


def test_a_newer_policy_is_refused_with_advice(small: Any) -> None:
    problem = small.change("policy.toml", "schema = 1", "schema = 2").problem()
    assert (problem.file, problem.column, problem.found) == ("policy.toml", "schema", "2")
    assert "newer version" in problem.mend


@pytest.mark.parametrize("schema", ["0", "true", '"1"', "1.0"])
def test_a_form_that_never_was_is_refused(small: Any, schema: str) -> None:
    problem = small.change("policy.toml", "schema = 1", f"schema = {schema}").problem()
    assert (problem.file, problem.column) == ("policy.toml", "schema")


def test_missing_files(small: Any, tmp_path: Path) -> None:
    (small.write() / "scenario.toml").unlink()
    with pytest.raises(InvalidData, match=r"scenario\.toml"):
        read_scenario(small.path)
    with pytest.raises(InvalidData, match=r"scenario\.toml"):
        read_settings(small.path)
    with pytest.raises(InvalidData, match=r"no such folder.*s-county"):
        read_scenario(tmp_path / "nowhere")
    with pytest.raises(InvalidData, match="UTF-8"):
        read_policy(_file(tmp_path / "policy.toml", "名".encode("gb18030")))


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


# --- overrides ----------------------------------------------------------------------------


def test_overrides_of_the_scenario_apply_and_the_command_line_wins(small: Any) -> None:
    text = small.files["scenario.toml"].decode()
    small.text(
        "scenario.toml", text + '[overrides]\n"lending.confidence" = 0.8\nreserve.share = 0.2\n'
    )
    policy = small.read().policy
    assert (policy.lending.confidence, policy.reserve.share) == (Decimal("0.8"), Decimal("0.2"))
    assert policy.lending.terms == (1, 2, 3)
    scenario = small.read(("lending.confidence", Decimal("0.7")), ("horizon", 8))
    assert scenario.policy.lending.confidence == Decimal("0.7")
    assert len(scenario.years) == 8


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('"lending.confidense" = 0.8', "lending.confidense"),
        ("[overrides.lendin]\nconfidence = 0.8", "lendin"),
        ("confidence = 0.8", "confidence"),
        ('"lending.confidence.x" = 0.8', "lending.confidence"),
        ('"name.x" = 0.8', "name.x"),
        ('"lending..confidence" = 0.8', "lending."),
        ('"lending.confidence" = 2', "lending.confidence"),
    ],
)
def test_a_misspelt_override_is_never_passed_over(small: Any, line: str, column: str) -> None:
    text = small.files["scenario.toml"].decode()
    small.text("scenario.toml", f"{text}[overrides]\n{line}\n")
    problem = small.problem()
    assert (problem.file, problem.column) == ("scenario.toml", column)


@pytest.mark.parametrize(
    ("key", "value", "column"),
    [
        ("lending.confidense", Decimal("0.9"), "lending.confidense"),
        ("lendin.confidence", Decimal("0.9"), "lendin"),
        ("confidence", Decimal("0.9"), "confidence"),
        ("lending.terms", 3, "lending.terms"),
        ("horizon", "six", "horizon"),
        ("horizon.x", 1, "horizon.x"),
        ("base_yeer", 2026, "base_yeer"),
        ("", 1, ""),
    ],
)
def test_a_misspelt_set_is_never_passed_over(
    small: Any, key: str, value: object, column: str
) -> None:
    problem = small.problem((key, value))
    assert (problem.file, problem.column) == ("--set", column)


def test_a_wrong_key_is_named_in_the_file_that_has_it_and_only_there(small: Any) -> None:
    small.change("policy.toml", "terms = [1, 2, 3]", "terms = [1, 2, 3]\nconfidence = 9")
    text = small.files["scenario.toml"].decode()
    small.text("scenario.toml", text + '[overrides]\n"reserve.share" = 3\n')
    places = [(p.file, p.column) for p in small.problems(("recall.repayment", "never"))]
    assert places == [
        ("--set", "recall.repayment"),
        ("policy.toml", "lending.confidence"),
        ("scenario.toml", "reserve.share"),
    ]


def test_a_policy_of_another_name_may_be_set(small: Any) -> None:
    small.rows("scores")
    assert small.read(("policy", "s-county")).policy.name == "s-county"
    assert small.problem(("policy", "s-country")).column == "policy"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("5", 5), ("0.95", Decimal("0.95")), ("true", True), ("[1, 2]", [1, 2])),
        *(("as_vacated", "as_vacated"), ('"5"', "5"), ("", ""), ("{ a = 1 }", {"a": 1})),
        *(("1 2", "1 2"), ("9" * 5000, "9" * 5000), ("[" * 5000, "[" * 5000)),
    ],
)
def test_values_on_the_command_line(text: str, value: object) -> None:
    assert parse_value(text) == value


def test_every_builtin_reads() -> None:
    for path in builtin.models().values():
        assert read_policy(path).name == path.stem
    for name, folder in builtin.scenarios().items():
        assert read_settings(folder).name == name
