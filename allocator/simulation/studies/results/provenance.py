"""Where the numbers of a study come from."""

import json
from importlib.metadata import version
from typing import Any

from allocator import SOFTWARE
from allocator.simulation.provenance import LIBRARIES, titles_of
from allocator.simulation.studies.design.stands import value_name
from allocator.simulation.studies.ready import Ready
from allocator.simulation.studies.results.comparison import STUDY_SCHEMA
from allocator.simulation.studies.runs.cell import Failure
from allocator.simulation.studies.runs.code import code_digest
from allocator.simulation.studies.runs.keys import digest
from allocator.simulation.studies.runs.limits import Stopped
from allocator.simulation.studies.runs.measured import Measured
from allocator.simulation.studies.runs.running import Runs


def record_of(ready: Ready, runs: Runs, stopped: Stopped) -> dict[str, Any]:
    """The record of a study, as plain data: the same wherever and however often it is run."""
    scenario, layout, plan = ready.scenario, ready.layout, ready.plan
    record = {
        "schema": STUDY_SCHEMA,
        "software": SOFTWARE,
        "code": code_digest(),
        "scenario": scenario.settings.name,
        "titles": titles_of(scenario),
        "base_year": scenario.base_year,
        "fingerprint": scenario.fingerprint,
        "policy": scenario.policy.identity,
        "overrides": {key: value_name(value) for key, value in ready.overrides},
        "declared": ready.study.model_dump(mode="json", by_alias=True),
        "baseline": layout.settings[layout.baseline].id,
        "cells": [[plan.planned[place].key for place in row] for row in plan.place.tolist()],
        "stopping": stopped.as_dict(),
        **_doubts(ready, runs, stopped.replications),
        "versions": {name: version(name) for name in (*LIBRARIES, "scipy")},
    }
    content = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return {"study": digest(content), **record}


def _doubts(ready: Ready, runs: Runs, replications: int) -> dict[str, Any]:
    """What the reader of the numbers should know of how they came about."""
    counted = [
        {n: run.outcome for n, run in have.items() if n < replications} for have in runs.have
    ]
    numbers = [one for each in counted for one in each.values() if isinstance(one, Measured)]
    return {
        "gap": max((one.gap for one in numbers), default=0.0),
        "contradicted_rounds": sum(len(one.contradicted) for one in numbers),
        "failed_runs": sum(
            # However many were handed out together with the one that told.
            1 if runs.hopeless(place) else sum(isinstance(one, Failure) for one in each.values())
            for place, each in enumerate(counted)
        ),
        "not_playable": [
            [setting.id, assumption.id]
            for row, setting in zip(ready.plan.place.tolist(), ready.layout.settings, strict=True)
            for place, assumption in zip(row, ready.layout.assumptions, strict=True)
            if runs.hopeless(place)
        ],
    }
