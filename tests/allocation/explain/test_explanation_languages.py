"""What is told of a request in a language is told in it throughout, whichever the run's is."""

import pandas as pd
import pytest
from explaining import explain

from allocator.allocation.explain.columns import write_explanations
from allocator.allocation.explain.explainer import Explainer
from allocator.allocation.plan.decisions import Decisions
from allocator.allocation.plan.files import write_plan
from allocator.text import LANGUAGES, in_language


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


@pytest.mark.parametrize("run_in", LANGUAGES)
def test_each_row_of_the_file_is_in_its_language(one, tmp_path, run_in):
    # 2 leave and R1 asks for 3: the limit stops the third
    one.put("leavers.U1/2026.posts", 2)
    outcome = one.solve()
    with in_language(run_in):
        write_plan(outcome.plan, tmp_path / "plan")
        write_explanations([explain(one)], None, tmp_path / "plan")
    told = pd.read_csv(tmp_path / "plan" / "explanations.csv", keep_default_na=False)
    for column in ("detail", "met_in_full_by"):
        spoken = dict(zip(told["language"], told[column], strict=True))
        assert is_chinese(spoken["zh"]), spoken
        assert not is_chinese(spoken["en"]), spoken


def test_an_explanation_speaks_the_language_in_use(rivals):
    with in_language("en"):
        explanation = explain(rivals)
        english = explanation.reason.detail
    with in_language("zh"):
        assert is_chinese(explanation.reason.detail)
        assert explanation.reason.detail == explain(rivals).reason.detail
    assert not is_chinese(english)


def test_what_is_solved_for_it_is_solved_once(one, monkeypatch):
    asked: list[str] = []

    def better(self: Explainer, j: str) -> bool:
        asked.append(j)
        return True

    monkeypatch.setattr(Explainer, "_better", better)
    outcome = one.solve()
    unproven = Explainer(outcome.scenario, Decisions({}, {}, {}, {}, {}, {}, {}), proven=False)
    assert set(unproven.explain("R1").told) == set(LANGUAGES)
    assert asked == ["R1"]
