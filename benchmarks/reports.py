"""``python -m benchmarks.reports``: the report of a plan, by stage; its workbook two ways."""

import argparse
import compileall
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from math import nan
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from allocator.allocation.plan.files import write_plan
from allocator.allocation.solve import Options, solve
from allocator.report.document import Report
from allocator.scenario.reading import read_scenario
from allocator.text import LANGUAGES, in_language, use_language
from benchmarks.county import county
from benchmarks.report import circumstances, seconds, table
from benchmarks.tasks import peak

REPORT = Path("docs") / "benchmarks-reports.md"
ASKED_SECONDS, ASKED_MB, ASKED_OPENS = 10.0, 5.0, 2.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until what is loaded has been painted."""
GAP = 0.01

Measured = dict[str, float]

STAGES = {
    "start": "start: imports",
    "tell": "read plan and scenario, audit, tell",
    "draw": "draw every chart as SVG",
    "paint": "draw every chart as PNG",
    "page": "write the page",
    "workbook": "write the workbook",
    "summary": "write the summary",
}


def planned(parent: Path, units: int, seed: int, language: str = "en") -> Path:
    """The folder of a plan of a generated county, solved in a language."""
    folder, made = parent / f"plan-{language}", parent / f"county-{units}"
    scenario = read_scenario(made if made.is_dir() else county(parent, units, seed))
    with in_language(language):
        write_plan(solve(scenario, Options(gap=GAP)), folder)
    return folder


@contextmanager
def _taken(seconds_of: Measured, stage: str) -> Iterator[None]:
    began = perf_counter()
    yield
    seconds_of[stage] = perf_counter() - began


def by_stage(folder: Path, language: str, out: Path) -> Measured:
    """Seconds of each stage, and the size of the page in MB, in this process."""
    use_language(language)
    taken: Measured = {}
    with _taken(taken, "start"):
        from allocator.report.charts.rendering import png, svg
        from allocator.report.making import report_of
        from allocator.report.page.writing import write_page
        from allocator.report.word.writing import write_summary
        from allocator.report.workbook.writing import write_workbook
    with _taken(taken, "tell"):
        report = report_of(folder, date(2026, 1, 1))
    with _taken(taken, "draw"):
        drawings = {chart.id: svg(chart) for chart in report.charts}
    with _taken(taken, "paint"):
        pictures = {chart.id: png(chart) for chart in report.charts}
    with _taken(taken, "page"):
        write_page(report, out / "report.html", drawings)
    with _taken(taken, "workbook"):
        write_workbook(report, out / "report.xlsx")
    with _taken(taken, "summary"):
        write_summary(report, out / "summary.docx", pictures)
    with _taken(taken, "openpyxl"):
        with_openpyxl(report, out / "other.xlsx")
    return taken | {"page_mb": (out / "report.html").stat().st_size / 1e6, "peak": peak()}


def with_openpyxl(report: Report, path: Path) -> None:
    """The bare values of the same grids, without any format, written by openpyxl."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    for section in report.sections:
        if section.sheet:
            sheet = book.create_sheet(section.id[:31])
            for grid in section.grids:
                sheet.append([field.title for field in grid.fields])
                for row in grid.rows:
                    sheet.append([_plain(value) for value in row])
    book.save(path)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | type(None)) else float(value)


def commanded(folder: Path, language: str, out: Path) -> Measured:
    """Seconds of the whole command, and until its page is there in a browser that runs."""
    command = [sys.executable, "-m", "allocator", "report", str(folder), "--lang", language]
    began = perf_counter()
    subprocess.run([*command, "--out", str(out), "--quiet"], check=True)
    taken = perf_counter() - began
    return {"command": taken, "opens": opened(out / "report.html")}


def opened(page: Path) -> float:
    """Seconds from asking for the page to its being painted; NaN where there is no browser."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        return nan
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto("about:blank")
        began = perf_counter()
        tab.goto(page.resolve().as_uri())
        tab.evaluate(PAINTED)
        taken = perf_counter() - began
        browser.close()
    return taken


def measured(folder: Path, language: str, repeat: int) -> Measured:
    """Medians of runs in processes of their own, the stages and the whole in turn."""
    command = [sys.executable, "-m", "benchmarks.reports", "--plan", str(folder)]
    runs: list[Measured] = []
    for _ in range(repeat):
        said = subprocess.run(
            [*command, "--language", language], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        with TemporaryDirectory() as parent:
            whole = commanded(folder, language, Path(parent) / "report")
        runs.append(json.loads(said) | whole)
    return {name: median(run[name] for run in runs) for name in runs[0]}


def page_of(found: dict[str, Measured], requests: int, options: argparse.Namespace) -> str:
    """The page."""
    rows = [
        [title, *(seconds(run[stage]) for run in found.values())] for stage, title in STAGES.items()
    ]
    whole = [sum(run[stage] for stage in STAGES) for run in found.values()]
    rows.append(["all of these, one after the other", *map(seconds, whole)])
    commands = [run["command"] for run in found.values()]
    beside = "**`allocator report`**, which draws and fills the workbook beside the rest"
    rows.append([beside, *map(seconds, commands)])
    rows.append(
        ["the page is there in a browser", *(seconds(run["opens"]) for run in found.values())]
    )
    rows.append(["size of the page, MB", *(f"{run['page_mb']:.2f}" for run in found.values())])
    rows.append(["peak memory, MB", *(f"{run['peak']:.0f}" for run in found.values())])
    ratios = [run["workbook"] / run["openpyxl"] for run in found.values()]
    rows.append(["workbook ÷ bare values by openpyxl", *(f"{ratio:.2f}" for ratio in ratios)])
    return (
        "\n\n".join(
            [
                "# Reports",
                "Written by `python -m benchmarks.reports`; not edited by hand.",
                circumstances(
                    [
                        ("county", f"`allocator generate --units {options.units} --seed 1`"),
                        ("requests", f"{requests:,}"),
                        ("repeats", f"{options.repeat}, medians; a process for every run"),
                    ]
                ),
                f"Asked for: at most {ASKED_SECONDS:g} s for the command, {ASKED_MB:g} MB for the "
                f"page, {ASKED_OPENS:g} s until it is there. Seconds, by language of the report "
                "and of the plan; reasons of a plan of the other language are formed anew:",
                table(["", *found], rows),
            ]
        )
        + "\n"
    )


def main() -> None:
    """Measure one report and print it as JSON, or all and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    parser.add_argument("--units", type=int, default=3750)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--plan", type=Path, help="this plan alone, in this process")
    parser.add_argument("--language", default="en")
    parser.add_argument("--out", type=Path, default=REPORT)
    options = parser.parse_args()
    with TemporaryDirectory() as parent:
        if options.plan:
            print(json.dumps(by_stage(options.plan, options.language, Path(parent))))
            return
        # As after the first run of all, though the environment may forbid to keep what is compiled.
        compileall.compile_dir("allocator", quiet=1)
        plans = {name: planned(Path(parent), options.units, 1, name) for name in LANGUAGES}
        found = {name: measured(plans[name], name, options.repeat) for name in LANGUAGES}
        # The reasons of a plan that was solved in another language are formed anew.
        found["zh of en"] = measured(plans["en"], "zh", options.repeat)
        folder = plans["en"]
        requests = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["counts"][
            "requests"
        ]
    text = page_of(found, requests, options)
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
