"""A run saved at a January, and resumed to the same result as one that went on."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from allocator.scenario.scenario import Scenario
from allocator.simulation.lenders import Lender, lender_name
from allocator.simulation.log import Event
from allocator.simulation.replication import Run
from allocator.simulation.state import State
from allocator.simulation.streams import Streams
from allocator.simulation.tally import Tally
from allocator.simulation.world import World
from allocator.text import _

SCHEMA = 1


class OtherRun(Exception):
    """What was saved is of another scenario, other settings, or another lender."""


def save(run: Run, path: Path) -> None:
    """Write a run to a file of JSON; the file appears whole or not at all.

    Raises
    ------
    OSError
        It cannot be written.
    """
    work = path.with_name(f".{path.name}.part")
    try:
        work.write_text(json.dumps(plain(run)), encoding="utf-8")
        work.replace(path)
    finally:
        work.unlink(missing_ok=True)


def plain(run: Run) -> dict[str, Any]:
    """Everything that a run is resumed from, as JSON holds it."""
    return {
        "schema": SCHEMA,
        "of": _identity(run.world.scenario, run.lender),
        "seed": run.streams.seed,
        "replication": run.streams.replication,
        "state": run.state.plain(),
        "tallies": [_plain_tally(tally) for tally in run.tallies],
        "gap": run.gap,
        "contradicted": list(run.contradicted),
        "seconds": run.seconds,
        "solver_seconds": run.solver_seconds,
        "log": None if run.log is None else [asdict(event) for event in run.log],
    }


def _identity(scenario: Scenario, lender: Lender) -> dict[str, Any]:
    return {
        "fingerprint": scenario.fingerprint,
        "simulation": scenario.settings.simulation.model_dump(mode="json"),
        "lender": lender_name(lender),
    }


def _plain_tally(tally: Tally) -> dict[str, Any]:
    parts = {"sums": tally.sums, "lows": tally.lows, "lasts": tally.lasts}
    return {name: [[*key, value] for key, value in part.items()] for name, part in parts.items()}


def _tally(content: dict[str, Any]) -> Tally:
    return Tally(
        **{
            part: {(name, by): value for name, by, value in content[part]}
            for part in ("sums", "lows", "lasts")
        }
    )


def resume(world: World, lender: Lender, path: Path) -> Run:
    """The run that was saved, ready to advance.

    Parameters
    ----------
    world, lender
        As those that the run began with.

    Raises
    ------
    OtherRun
        The file is not a saved run, or one of another scenario, other settings of the
        simulation, or another lender.
    OSError
        It cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise OtherRun(
            _("{path} is not a run that was saved by this version; save it anew").format(path=path)
        )
    expected = _identity(world.scenario, lender)
    differs = [name for name, value in expected.items() if content["of"].get(name) != value]
    if differs:
        raise OtherRun(
            _("{path} was saved with another {what}; resume it with what it began with").format(
                path=path, what=", ".join(differs)
            )
        )
    return Run(
        world,
        lender,
        Streams(content["seed"], content["replication"]),
        State.of_plain(content["state"]),
        [_tally(tally) for tally in content["tallies"]],
        content["gap"],
        tuple(content["contradicted"]),
        content["seconds"],
        content["solver_seconds"],
        None if content["log"] is None else [Event(**event) for event in content["log"]],
    )
