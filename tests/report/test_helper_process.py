"""A process that helps answers in order, says why it ended, and ends with the one that asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allocator.report.helper_process import HelperEnded, HelperProcess
from allocator.text import in_language

MODULE = """
from allocator.report.helper_process import serve
from allocator.text import language

def answer(wanted):
    print("this is no answer")
    if wanted == "fail":
        raise ValueError("cannot do " + wanted)
    return language() if wanted == "language" else {"asked": wanted}

serve(answer)
"""


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HelperProcess]:
    (tmp_path / "made_up_helper.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with in_language("zh"):
        started = HelperProcess("made_up_helper")
    yield started
    started.kill()
    started.close()


def test_it_answers_what_it_is_asked_in_the_language_in_use(helper: HelperProcess) -> None:
    large: Any = ["编制" * 100_000]
    assert helper.ask(large) == {"asked": large}
    assert helper.ask(1) == {"asked": 1}
    assert helper.ask("language") == "zh"


def test_it_ends_where_there_is_nothing_more_to_ask(helper: HelperProcess) -> None:
    assert helper.ask(1)
    helper.close()
    assert helper.has_ended


def test_why_it_ended_is_told(helper: HelperProcess) -> None:
    with pytest.raises(HelperEnded, match=r"ValueError: cannot do fail\); .* memory"):
        helper.ask("fail")
    with pytest.raises(HelperEnded):
        helper.ask(1)


def test_that_it_was_ended_is_told(helper: HelperProcess) -> None:
    helper.kill()
    with pytest.raises(HelperEnded, match="-9"):
        helper.ask(1)
