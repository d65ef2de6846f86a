"""Chinese sentences stand one after the other without a space, wherever a report has them."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from allocator.report.document import Report
from allocator.report.simulation.report import simulation_report
from allocator.report.study.report import study_report
from allocator.simulation.studies.told.findings import stopped
from allocator.text import use_language
from tests.report.simulation.made_up_simulation import made_up as simulated
from tests.report.study.studies_made_up import studied
from tests.simulation.studies.results.made_up import drawn, front, record

TODAY = date(2026, 11, 26)
CURVE = {"curve": {"lever": "terms", "measure": "posts_granted", "reaches": 12.0}}
REACHED = {"lender": "optimal", "other": "epsilon=2", "assumption": "A1", "reaches": 12.0,
           "estimated": 12.0, "surely_from": None, "possibly_from": 12.0}  # fmt: skip
STRAY = re.compile(r"[。，；：！？] ")


def texts(told: Any) -> Iterator[str]:
    """Every text of a part of a report, but of the drawings."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple):
        for each in told:
            yield from texts(each)
    elif is_dataclass(told):
        for field in fields(told):
            yield from texts(getattr(told, field.name))


def stray(report: Report) -> list[str]:
    return [text for text in texts(report) if STRAY.search(text)]


def test_no_space_after_chinese_punctuation() -> None:
    use_language("zh")
    more = {"pareto": {"measures": ["posts_granted", "waiting_months"]}, "curve": [REACHED]}
    study = study_report(studied(("A1", "A2"), front() | drawn(), CURVE, **more), TODAY)
    assert stray(study) == []
    assert stray(simulation_report(simulated(), TODAY)) == []


def test_sentences_of_why_it_stopped_have_none_between() -> None:
    use_language("zh")
    declared = {**record()["declared"], "replications": {"half_width": [{"measure": "x"}]}}
    assert re.search(r"。\S", stopped(record(declared=declared)))
