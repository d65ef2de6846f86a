"""What replications come to: tidy tables and where they come from."""

import math
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from played import LOG, finished, logged, simulation, two

from allocator import __version__
from allocator.simulation.provenance import Effort


def test_the_tables_hold_every_number(small):
    found = two(small.read())
    assert list(found.years.columns) == ["replication", "year", "measure", "key", "value"]
    assert list(found.runs.columns) == ["replication", "measure", "key", "value"]
    assert (len(found.years), len(found.runs)) == (2 * 6, 2 * 3)
    rows = found.years.itertuples(index=False, name=None)
    assert next(rows) == (0, 2026, "granted", "", 2.0)
    assert found.years.iloc[-2].tolist() == [1, 2027, "granted", "talent", 0.2]
    assert math.isnan(found.years.iloc[2]["value"])
    assert found.runs.iloc[0].tolist() == [0, "granted", "", 3.0]
    whole = found.summary[found.summary["year"].isna()]
    # 2 + 1 and 4 + 1 posts: 4 on the mean.
    assert whole.iloc[0][["measure", "mean"]].tolist() == ["granted", 4.0]
    assert found.log is None
    assert list(found.tables) == ["years", "runs", "summary"]


def test_the_log_is_text_with_months(small):
    log = logged(small.read()).log
    assert log["replication"].tolist() == [4] * 4
    assert log["time"].tolist() == [event.time for event in LOG]
    assert log["month"].tolist() == ["2026-01", "2026-12", "2027-01", "2027-01"]
    assert log["what"].tolist() == ["posts", "coming", "renewable", "removed"]
    assert log["before"].isna().tolist() == [True, False, False, False]
    assert log["before"].dropna().tolist() == ["0", "true", "R1@B1"]
    assert log["after"].dropna().tolist() == ["2", "1", "false"]


def test_an_empty_log_has_its_columns(small):
    found = simulation(small.read(), finished(0, 1, log=()), log=True)
    assert len(found.log) == 0
    assert [str(kind) for kind in found.log.dtypes] == ["int64", "float64", *["str"] * 6]


def test_the_record_says_where_the_numbers_come_from(small):
    scenario = small.read(("simulation.recruitment.success", 0.75))
    first = finished(0, 2, gap=0.001, contradicted=(2027,))
    record = simulation(scenario, first, finished(1, 4), replications=3, seed=9).record
    assert record["schema"] == 1
    assert record["software"] == f"allocator {__version__}"
    assert (record["scenario"], record["base_year"]) == ("small", 2026)
    assert record["fingerprint"] == scenario.fingerprint
    assert record["policy"]["name"] == "small"
    assert (record["lender"], record["years"], record["seed"]) == ("tier_order", 2, 9)
    assert record["status"] == "interrupted"
    assert record["replications"] == {"first": 0, "asked": 3, "finished": 2}
    assert (record["gap"], record["contradicted"]) == (
        0.001,
        [{"replication": 0, "year": 2027}],
    )
    assert record["simulation"]["recruitment"]["success"] == "0.75"
    assert set(record["versions"]) == {"highspy", "numpy", "pandas", "pyomo", "simpy"}
    # 1.5 and 1.0 seconds for each of two.
    assert record["timings"] == {"wall": 2.0, "replications": 3.0, "solver": 2.0, "workers": 1}


def test_the_run_is_the_same_where_the_numbers_are(small):
    scenario = small.read()
    run = two(scenario).record["run"]
    assert len(run) == 16
    assert two(scenario, effort=Effort(7.0, 2), audit=True).record["run"] == run
    # One of three that finished is the same numbers as one that was asked for.
    one = simulation(scenario, finished(0, 2)).record["run"]
    assert simulation(scenario, finished(0, 2), replications=3).record["run"] == one != run


@pytest.mark.parametrize(
    "change", [{"seed": 1}, {"lender": "optimal"}, {"confidence": 0.9}, {"years": 3}, {"first": 1}]
)
def test_another_run_where_anything_determines_other_numbers(small, change):
    scenario = small.read()
    assert two(scenario, **change).record["run"] != two(scenario).record["run"]


def test_another_run_for_other_settings_of_the_simulation(small):
    # The fingerprint is that of plans, which do not depend on them.
    one, other = small.read(), small.read(("simulation.recruitment.success", 0.75))
    assert one.fingerprint == other.fingerprint
    assert two(one).record["run"] != two(other).record["run"]


def test_results_do_not_change(small):
    found = two(small.read())
    with pytest.raises(FrozenInstanceError):
        found.years = pd.DataFrame()
    with pytest.raises(TypeError):
        found.record["seed"] = 1
    with pytest.raises(TypeError):
        found.tables["years"] = pd.DataFrame()
