"""The fingerprint of what the tables of a plan say: the same when read again, else another."""

from pathlib import Path

import pandas as pd
import pytest
from generated import scenario_of

from allocator.allocation.audit.plan_files import read_plan
from allocator.allocation.plan.content import SAID, digest
from allocator.allocation.plan.files import write_plan
from allocator.allocation.plan_tables import PLAN_TABLES
from allocator.allocation.solve import Options, solve
from allocator.text import in_language


@pytest.mark.parametrize("seed", [107, 118, 128, 131])
def test_files_that_are_as_they_were_solved_have_it(seed: int, tmp_path: Path) -> None:
    plan = solve(scenario_of(seed), Options(threads=1))
    write_plan(plan, tmp_path / "plan")
    read = read_plan(tmp_path / "plan")
    assert read.report["tables"] == digest(read.frames) == digest(plan.tables)
    with in_language("zh"):
        assert solve(scenario_of(seed), Options(threads=1)).record["tables"] == digest(plan.tables)
    backwards = {name: table.iloc[::-1] for name, table in read.frames.items()}
    assert digest(backwards) == digest(read.frames)


def test_every_cell_counts_but_what_is_said() -> None:
    plan = solve(scenario_of(115), Options(threads=1))
    changed = set()
    for name in PLAN_TABLES:
        table = plan.tables[name]
        for column in table.columns if len(table) else ():
            other = table.astype(object).copy()
            other.iloc[0, list(table.columns).index(column)] = "another"
            same = digest({**plan.tables, name: pd.DataFrame(other)}) == digest(plan.tables)
            assert same == (name == "decisions" and column in SAID), (name, column)
            changed.add(name)
    assert set(PLAN_TABLES) - changed <= {"transfers"}
