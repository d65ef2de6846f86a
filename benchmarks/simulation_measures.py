"""What is measured of the simulation."""

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from allocator.allocation.solve import NoPlan, Options, Timings, decide
from allocator.allocation.strengthen import ALL, NONE
from allocator.scenario.reading import read_scenario
from allocator.simulation.lenders import LENDERS, Round, Verdict
from allocator.simulation.lenders.optimal import optimal
from allocator.simulation.replication import replicate
from allocator.simulation.result_files import RECORD, of_the_numbers, write_simulation
from allocator.simulation.results import Simulation
from allocator.simulation.simulate import simulate
from allocator.simulation.world import World
from benchmarks.attrition import side_by_side
from benchmarks.memory import at_most
from benchmarks.simulating import Measured, Task
from benchmarks.speed import medians
from benchmarks.stopwatch import stages_timed

SEED = 1
FORMULATIONS = {"strengthened": ALL, "plain": NONE}


def whole(task: Task) -> Measured:
    """Read a scenario, simulate it, write the results."""
    simulation = simulate(
        read_scenario(task.folder),
        lender=task.lender,
        years=task.years,
        replications=task.replications,
        rng=SEED,
        workers=task.workers,
    )
    timings, record = simulation.record["timings"], simulation.record
    return {
        "simulating": timings["wall"],
        "each": timings["replications"] / task.replications,
        "solver": timings["solver"] / task.replications,
        "gap": record["gap"],
        "contradicted": len(record["contradicted"]),
        "bytes": _digest(simulation),
        "peak": at_most(task.workers if task.workers > 1 else 0),
    }


def _digest(simulation: Simulation) -> str:
    """SHA-256 of all files, and of the record without timings."""
    digest = sha256(repr(sorted(of_the_numbers(simulation.record).items())).encode())
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "simulation"
        write_simulation(simulation, folder)
        for path in sorted(folder.iterdir()):
            if path.name != RECORD:
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def stages(task: Task) -> Measured:
    """Seconds of a replication by stage, medians; what all replications share is made before."""
    world = World(read_scenario(task.folder))
    replicate(world, LENDERS[task.lender], 1, SEED, 0)
    measured: Measured = medians(
        [_by_stage(world, task, number) for number in range(task.replications)]
    )
    return measured


def _by_stage(world: World, task: Task, number: int) -> Measured:
    with stages_timed() as watch:
        done = replicate(world, LENDERS[task.lender], task.years, SEED, number)
    return {"stages": dict(watch.seconds), "each": done.seconds, "solver": done.solver_seconds}


def formulations(task: Task) -> Measured:
    """The rounds of one replication, each stated in both formulations and solved.

    Returns
    -------
    dict
        ``rounds``, by formulation, a list with an entry for each: ``stating`` (build and
        standard form), ``deciding`` (the whole), seconds, and ``ended``, whether in time.
    """
    rounds: list[Round] = []

    def kept(annual_round: Round) -> Verdict:
        rounds.append(annual_round)
        return optimal(annual_round)

    replicate(World(read_scenario(task.folder)), kept, task.years, SEED, 0)
    return {
        "rounds": {
            name: [_decided(each, strengthening, task.most_seconds) for each in rounds]
            for name, strengthening in FORMULATIONS.items()
        }
    }


def _decided(annual_round: Round, strengthening: Any, most_seconds: float) -> Measured:
    timings = Timings()
    options = Options(
        time_limit=most_seconds, gap=annual_round.gap, threads=1, strengthening=strengthening
    )
    began = perf_counter()
    try:
        decided = decide(annual_round.numbers, options, timings)
        ended = decided is not None and decided.answer.ending.value == "optimal"
    except NoPlan:
        ended = False
    stating = timings.seconds["build"] + timings.seconds["hand_over"]
    return {"stating": stating, "deciding": perf_counter() - began, "ended": ended}


def attrition(task: Task) -> Measured:
    """Attrition alone, each way."""
    return side_by_side(World(read_scenario(task.folder)), task.years, task.replications)
