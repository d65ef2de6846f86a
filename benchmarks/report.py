"""The report, in Markdown; always by a run, never by hand."""

import argparse
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.product import STAGES, other_than_highs
from benchmarks.tasks import Measured

if TYPE_CHECKING:
    from benchmarks.speed import Results

LARGEST_SHARE = 0.2
"""The claim: everything but HiGHS takes so much of HiGHS's first goal at most."""

MOST_ROSTER_SECONDS = 2.0
MOST_LIMITS_SECONDS = 10.0
MOST_LIMITS_MB = 2000.0

STAGE_NAMES = {
    "start": "start: Python's imports",
    "read": "read and check the scenario",
    "stock": "take stock: prepared numbers",
    "build": "build: strengthen, state in Pyomo",
    "hand_over": "hand over: standard form",
    "highs": "HiGHS, all goals",
    "tables": "tables of the plan, with reasons",
    "write": "write the files",
    "rest": "rest: passModel, checks between goals",
}
LAYER_NAMES = {
    "arrays": "plain arrays, `passModel`",
    "pyomo": "Pyomo, standard form, `passModel` (as the product)",
    "linopy": "linopy, by component, `to_highspy`",
    "pulp": "PuLP, its `HiGHS` interface",
}
PACKAGES = ("highspy", "pyomo", "linopy", "pulp", "numpy", "pandas", "scipy")


def write_report(results: "Results", options: argparse.Namespace) -> str:
    """The whole report."""
    parts = [
        "# Benchmarks",
        "Written by `python -m benchmarks`; not edited by hand.",
        _of_counties(options),
        _stages(results.counties),
        _claim(results.counties),
        _layers(results.counties),
        _formulations(results.counties, options.time_limit),
        _people(results.roster, results.limits),
    ]
    return "\n\n".join(parts) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    heads = list(heads)
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _of_counties(options: argparse.Namespace) -> str:
    return circumstances(
        [
            ("counties", f"`allocator generate --seed {options.seed}`"),
            ("gap", f"{options.gap:.4%} for every goal"),
            ("repeats", f"{options.repeat}, medians; every run in a process of its own"),
        ],
        options.date,
    )


def circumstances(more: Iterable[tuple[str, str]], date: str = "") -> str:
    """Commit, machine, versions, and what else a run depends on."""
    rows = [
        ("commit", " ".join(part for part in (_commit(), date) if part)),
        ("machine", f"{_processor()}, {os.cpu_count()} processors, {platform.system()}"),
        ("load when the run ended", f"{os.getloadavg()[0]:.1f}"),
        ("Python", platform.python_version()),
        *((name, _version(name)) for name in PACKAGES),
        *more,
    ]
    return table(("", "this run"), rows)


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def seconds(value: float) -> str:
    """Seconds in four significant digits or so."""
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def _units(counties: dict[int, Any]) -> list[str]:
    return [f"{units:,} units" for units in counties]


def _stages(counties: dict[int, dict[str, Measured]]) -> str:
    products = [county["product"] for county in counties.values()]
    rows = [
        [STAGE_NAMES[stage], *(seconds(product["stages"][stage]) for product in products)]
        for stage in STAGES
    ]
    for goal in products[0]["goals"]:
        of_goal = [seconds(product["goals"][goal]) for product in products]
        rows.append([f"HiGHS, goal `{goal}`", *of_goal])
    rows.append(["whole", *(seconds(sum(product["stages"].values())) for product in products)])
    rows.append(["peak memory, MB", *(f"{product['peak']:.0f}" for product in products)])
    rows.append(["rows × columns", *(_size(product) for product in products)])
    return "## By stage\n\nSeconds.\n\n" + table(["", *_units(counties)], rows)


def _size(product: Measured) -> str:
    return f"{product['rows']:,} × {product['columns']:,}"


def _claim(counties: dict[int, dict[str, Measured]]) -> str:
    rows = []
    for units, county in counties.items():
        stages = county["product"]["stages"]
        first = next(iter(county["product"]["goals"].values()))
        other = other_than_highs(stages)
        shares = (other / first, (other - stages["start"]) / first)
        both = (seconds(other), seconds(first))
        rows.append([f"{units:,} units", *both, *(f"{share:.2f}" for share in shares)])
    heads = ["", "other than HiGHS", "HiGHS, first goal", "ratio", "ratio without start"]
    text = f"Asked for: a ratio of at most {LARGEST_SHARE} for the largest county."
    return f"## Everything other than HiGHS\n\n{text}\n\n" + table(heads, rows)


def _layers(counties: dict[int, dict[str, Measured]]) -> str:
    heads = ["", "state", "hand over", "both", "to the product's", "solve", "first goal"]
    parts = [
        "## One model, one solver, several ways to it",
        "Every layer is given the same rows, columns and first goal as lists of terms. A solve "
        "differs by the order of rows and columns alone.",
    ]
    for units, county in counties.items():
        parts.append(f"### {units:,} units")
        parts.append(table(heads, _layer_rows(county)))
    return "\n\n".join(parts)


def _layer_rows(county: dict[str, Measured]) -> Iterable[list[str]]:
    own = county["pyomo"]["state"] + county["pyomo"]["hand_over"]
    for name, title in LAYER_NAMES.items():
        if name in county:
            measured = county[name]
            state, hand_over = measured["state"], measured["hand_over"]
            yield _layer_row(title, state, hand_over, own, measured)
    yield _layer_row("raw HiGHS, MPS file", 0.0, county["mps"]["read"], own, county["mps"])


def _layer_row(
    title: str, state: float, hand_over: float, own: float, measured: Measured
) -> list[str]:
    both = state + hand_over
    times = [seconds(state), seconds(hand_over), seconds(both), f"{both / own:.2f}"]
    return [title, *times, seconds(measured["solve"]), f"{measured['value']:.4f}"]


def _formulations(counties: dict[int, dict[str, Measured]], time_limit: float) -> str:
    heads = ["", "plain", "strengthened", "plain ÷ strengthened"]
    parts = [
        "## Plain and strengthened formulation",
        "The relaxation's gap is to the best value found. The plain one runs once; no run "
        f"takes longer than {time_limit:g} seconds.",
    ]
    for units, county in counties.items():
        parts.append(f"### {units:,} units")
        parts.append(table(heads, _formulation_rows(county["plain"], county["strengthened"])))
    return "\n\n".join(parts)


def _formulation_rows(plain: Measured, strong: Measured) -> Iterable[list[str]]:
    for key in ("rows", "columns", "whole", "binaries"):
        title = "whole columns" if key == "whole" else key
        yield [title, f"{plain[key]:,}", f"{strong[key]:,}", f"{plain[key] / strong[key]:.1f}"]
    best = max(found["value"] for found in (plain, strong) if found["value"] is not None)
    gaps = [found["relaxation"] / best - 1 for found in (plain, strong)]
    ratio = f"{gaps[0] / gaps[1]:.1f}" if gaps[1] else ""
    yield ["relaxation above the optimum", *(f"{gap:.3%}" for gap in gaps), ratio]
    for key, title in {
        "build": "build and standard form, s",
        "relaxation_seconds": "relaxation, s",
        "solve": "first goal, s",
    }.items():
        times = seconds(plain[key]), seconds(strong[key])
        yield [title, *times, f"{plain[key] / strong[key]:.1f}"]
    yield ["how it ended", plain["ending"], strong["ending"], ""]
    values = ["none" if v is None else f"{v:.4f}" for v in (plain["value"], strong["value"])]
    yield ["first goal's value", *values, ""]


def _people(roster: Measured, limits: Measured) -> str:
    counted = limits["leavers"] + limits["limits"]
    rows = [
        [f"read a roster of {roster['people']:,} rows", seconds(roster["file"]),
         f"{MOST_ROSTER_SECONDS:g} s"],
        ["read and check the whole scenario with it", seconds(roster["scenario"]), ""],
        [f"leavers and limits of {limits['people']:,} people in {limits['cells']:,} cells",
         seconds(counted), f"{MOST_LIMITS_SECONDS:g} s"],
        ["peak memory of the latter, MB", f"{limits['peak']:.0f}", f"{MOST_LIMITS_MB:.0f} MB"],
    ]  # fmt: skip
    return "## Rosters\n\n" + table(["", "this run", "asked for, at most"], rows)
