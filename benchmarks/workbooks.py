"""``python -m benchmarks.workbooks``: a scenario read from a workbook, beside other ways."""

import argparse
import csv
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pandas as pd
import xlsxwriter

from allocator.evaluation.checks import weights_derivable
from allocator.scenario.reading import read_scenario
from allocator.scenario.source import SETTINGS_FILE
from allocator.scenario.synthetic import generate
from allocator.scenario.tables import TABLES
from allocator.scenario.toml_file import dotted_items
from allocator.scenario.toml_text import toml_value
from allocator.scenario.writing import write_scenario
from benchmarks.report import circumstances, seconds, table
from benchmarks.stopwatch import Stopwatch, staged
from benchmarks.tasks import peak

REPORT = Path("docs") / "benchmarks-workbooks.md"
WORKBOOK = "book.xlsx"
ASKED_SECONDS = 3.0
SEED = 1
NUMBERS = ("integer", "decimal", "year")

STAGES = {
    "unpacked": "allocator.scenario.workbook.container:Container.xml",
    "searched for errors and formulas": "allocator.scenario.workbook.grids:damaged_cells",
    "cells": "allocator.scenario.workbook.grids:_rows",
    "cells as text": "allocator.scenario.workbook.source:table_in",
    "typed": "allocator.scenario.reading:typed_table",
    "relations": "allocator.scenario.reading:check_relations",
    "fingerprint": "allocator.scenario.reading:fingerprint",
}
"""Each stage of reading, and the function, by the name under which it is called."""

Measured = dict[str, float]


def scenario_folder(folder: Path, units: int, people: int) -> None:
    """A generated county, its people and posts repeated until there are so many people."""
    made = generate(units, SEED)
    staff, times = made.tables["staff"], -(-people // len(made.tables["staff"]))
    copies = [staff.assign(person_id=staff["person_id"] + f"-{n}") for n in range(times)]
    grown = {"posts": ("approved", "filled", "reserved", "keep"), "ceilings": ("titles", "people")}
    tables = made.tables | {"staff": pd.concat(copies, ignore_index=True)}
    for name, columns in grown.items():
        tables[name] = tables[name].assign(**{c: tables[name][c] * times for c in columns})
    write_scenario(folder, made.settings_toml, tables, made.policy_toml)


def write_workbook(folder: Path) -> Path:
    """The same content as a workbook, within the folder."""
    path = folder / WORKBOOK
    keys = tomllib.loads((folder / SETTINGS_FILE).read_text("utf-8"), parse_float=Decimal)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("scenario")
        sheet.write_row(0, 0, ("key", "value"))
        for row, (key, value) in enumerate(dotted_items(keys), start=1):
            plain = value if isinstance(value, str | int) else toml_value(value)
            sheet.write_row(row, 0, (key, plain))
        for file in sorted(folder.glob("*.csv")):
            kinds = [column.kind for column in TABLES[file.stem].columns]
            sheet = book.add_worksheet(file.stem)
            with file.open(encoding="utf-8", newline="") as text:
                for number, cells in enumerate(csv.reader(text)):
                    sheet.write_row(number, 0, _row(kinds, cells) if number else cells)
    return path


def _row(kinds: list[str], cells: list[str]) -> list[Any]:
    """Numbers as Excel keeps them, the rest as text."""
    return [
        float(text) if kind in NUMBERS and text else text
        for kind, text in zip(kinds, cells, strict=True)
    ]


def product(folder: Path) -> Measured:
    """The workbook, read and checked."""
    return _seconds(read_scenario, folder / WORKBOOK, checks=(weights_derivable,))


def product_csv(folder: Path) -> Measured:
    """The folder, read and checked."""
    return _seconds(read_scenario, folder, checks=(weights_derivable,))


def with_openpyxl(folder: Path) -> Measured:
    """The cells alone, by openpyxl, which reads row by row."""
    import openpyxl

    def cells() -> int:
        book = openpyxl.load_workbook(folder / WORKBOOK, read_only=True, data_only=True)
        found = sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))
        book.close()
        return found

    return _seconds(cells)


def with_pandas(engine: str, folder: Path) -> Measured:
    """The cells alone, as frames, by pandas with one of its engines."""
    return _seconds(pd.read_excel, folder / WORKBOOK, sheet_name=None, engine=engine)


def _seconds(work: Callable[..., Any], *arguments: Any, **named: Any) -> Measured:
    began = perf_counter()
    work(*arguments, **named)
    return {"seconds": perf_counter() - began}


WAYS: dict[str, Callable[[Path], Measured]] = {
    "product": product,
    "product_csv": product_csv,
    "openpyxl": with_openpyxl,
    "pandas_calamine": lambda folder: with_pandas("calamine", folder),
    "pandas_openpyxl": lambda folder: with_pandas("openpyxl", folder),
}
TITLES = {
    "product": "this software: workbook, read and checked",
    "product_csv": "this software: the same as CSV files, read and checked",
    "openpyxl": "openpyxl: cells alone",
    "pandas_calamine": "pandas with calamine: cells alone",
    "pandas_openpyxl": "pandas with openpyxl: cells alone",
}


def stages(folder: Path) -> Measured:
    """Seconds of each stage of reading the workbook, warm."""
    read_scenario(folder / WORKBOOK, checks=(weights_derivable,))
    watch = Stopwatch()
    with staged(watch, STAGES):
        read_scenario(folder / WORKBOOK, checks=(weights_derivable,))
    return dict(watch.seconds)


def measured(way: str, folder: Path, repeat: int) -> Measured:
    """Medians of runs in processes of their own, with the most memory held in MB."""
    command = [sys.executable, "-m", "benchmarks.workbooks", "--way", way, "--folder", str(folder)]
    runs = [
        json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        for _ in range(repeat)
    ]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def report(folder: Path, options: argparse.Namespace) -> str:
    """The page."""
    found = {way: measured(way, folder, options.repeat) for way in WAYS}
    own = found["product"]["seconds"]
    rows = [
        [TITLES[way], seconds(run["seconds"]), f"{run['seconds'] / own:.2f}", f"{run['peak']:.0f}"]
        for way, run in found.items()
    ]
    by_stage = measured("stages", folder, options.repeat)
    size = (folder / WORKBOOK).stat().st_size / 1e6
    people = len((folder / "staff.csv").read_text(encoding="utf-8").splitlines()) - 1
    parts = [
        "# Workbooks",
        "Written by `python -m benchmarks.workbooks`; not edited by hand.",
        circumstances([("repeats", f"{options.repeat}, medians; a process for every run")]),
        f"{options.units:,} units, {people:,} people, every table; a workbook of {size:.1f} MB. "
        f"Asked for: at most {ASKED_SECONDS:g} s for the first row.",
        table(["", "s", "÷ ours", "peak, MB"], rows),
        "## Where the time goes",
        table(["stage", "s"], ([n, seconds(s)] for n, s in by_stage.items() if n != "peak")),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure one way and print it as JSON, or all and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbooks", description=__doc__)
    parser.add_argument("--units", type=int, default=400)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--way", choices=[*WAYS, "stages"], help="this one alone, in this process")
    parser.add_argument("--folder", type=Path, help="where the scenario is, for --way")
    parser.add_argument("--out", type=Path, default=REPORT)
    options = parser.parse_args()
    if options.way:
        work = WAYS.get(options.way, stages)
        print(json.dumps(work(options.folder) | {"peak": peak()}))
        return
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "county"
        scenario_folder(folder, options.units, options.people)
        write_workbook(folder)
        text = report(folder, options)
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
