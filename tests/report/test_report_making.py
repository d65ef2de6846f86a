"""Where the scenario of a plan is looked for."""

from pathlib import Path

import pytest

from allocator.report.making import kind_of, scenario_of
from allocator.scenario.problems import InvalidData


def test_rules_that_contradict_each_other_are_no_plan(tmp_path: Path) -> None:
    (tmp_path / "conflicts.csv").write_text("set,rule\n", encoding="utf-8")
    with pytest.raises(InvalidData, match="contradict each other") as refused:
        kind_of(tmp_path)
    assert "mends.csv" in str(refused.value)


def test_a_scenario_that_is_gone_and_one_that_is_named_wrongly(tmp_path: Path) -> None:
    record = {"origin": {"source": str(tmp_path / "gone"), "changes": []}}
    with pytest.raises(InvalidData, match="where it was"):
        scenario_of(record, None)
    with pytest.raises(InvalidData, match="no such folder or workbook"):
        scenario_of(record, tmp_path / "nowhere")
