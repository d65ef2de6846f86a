"""What holds of every worked scenario: no warning, a proven plan, a clean audit, same bytes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from worked import NAMES, ROOT, plan, scenario

from allocator.allocation.audit import audit

SCRIPTS = sorted((ROOT / "scenarios").glob("build_*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_the_data_give_no_warning(name: str) -> None:
    assert scenario(name).warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_is_optimal_and_breaks_no_rule(name: str) -> None:
    assert plan(name).status == "optimal"
    report = audit(scenario(name), dict(plan(name).tables), plan(name).record)
    assert not report.violations


@pytest.mark.parametrize("name", NAMES)
def test_the_scenario_runs_the_model_of_its_name(name: str) -> None:
    assert scenario(name).settings.name == name
    assert scenario(name).policy.name == name


def load(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_writes_the_tables_that_are_there(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load(script)
    there = module.FOLDER
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.main()
    written = sorted(tmp_path.iterdir())
    assert written
    for path in written:
        assert path.read_bytes() == (there / path.name).read_bytes(), path.name
