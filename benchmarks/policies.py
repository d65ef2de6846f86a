"""``python -m benchmarks.policies``: who decides the rounds, on every built-in scenario."""

import argparse
from pathlib import Path

from allocator.scenario.builtin import scenarios
from allocator.scenario.problems import Problems
from allocator.scenario.reading import locate, read_scenario
from allocator.simulation.studies.compare import compare
from allocator.simulation.studies.results.comparison import Comparison
from allocator.simulation.studies.study_file import read_study
from benchmarks.policies_page import page
from benchmarks.policies_table import policies_table

STUDY = "lenders"
REPORT = Path("docs") / "benchmarks-policies.md"
TABLE = Path("benchmarks") / "policies.csv"


def compared(scenario: str, options: argparse.Namespace) -> Comparison:
    """The study of a scenario, with as many replications as it asks for, or fewer."""
    study = read_study(STUDY, locate(scenario, Problems()))
    if options.most:
        rule = study.replications
        most = min(rule.most, options.most)
        fewer = rule.model_copy(update={"most": most, "least": min(rule.least, most)})
        study = study.model_copy(update={"replications": fewer})
    return compare(scenario, study, store=options.store, workers=options.workers)


def titles(names: list[str]) -> dict[str, str]:
    """English titles of scenarios by name."""
    return {name: read_scenario(name).settings.title.en for name in names}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.policies", description=__doc__)
    parser.add_argument("--workers", type=int, default=0, help="0: one per core")
    parser.add_argument("--most", type=int, default=0, help="replications; 0: as the studies say")
    parser.add_argument("--store", type=Path, help="where runs are kept, to go on from there")
    parser.add_argument("--out", type=Path, default=REPORT, help="the report, in Markdown")
    parser.add_argument("--table", type=Path, default=TABLE, help="its numbers, as CSV")
    return parser.parse_args()


def main() -> None:
    """Compare, print, write."""
    options = _options()
    found = {name: compared(name, options) for name in scenarios()}
    options.table.write_text(policies_table(found).to_csv(index=False), encoding="utf-8")
    text = page(found, titles(list(found)))
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
