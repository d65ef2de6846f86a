"""``allocator check``: read, validate, take stock, evaluate, warn."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import click

from allocator.cli.failures import reports_failures, show_warnings
from allocator.cli.options import Shared, set_option, shared_options
from allocator.cli.reading import read_checked
from allocator.text import _


@click.command(
    "check", help=_("Read and validate a scenario; print stock, evaluation and warnings.")
)
@click.argument("scenario")
@set_option
@shared_options
@reports_failures
def command(scenario: str, overrides: tuple[tuple[str, Any], ...], shared: Shared) -> None:
    """Every problem at once, or the stock."""
    from allocator.cli.check_tables import print_checked
    from allocator.cli.show import show_json

    read = read_checked(scenario, overrides, shared)
    show_warnings(read.warnings, shared)
    checked = Checked(read)
    if shared.json:
        show_json(checked.report())
    elif not shared.quiet:
        print_checked(checked, verbose=shared.verbose)


@dataclass(frozen=True)
class Checked:
    """Everything that ``check`` says, worked out as it is asked for."""

    scenario: Any

    @cached_property
    def evaluated(self) -> Any:
        """The evaluation."""
        from allocator.evaluation.evaluation import Evaluated

        return Evaluated(self.scenario)

    @cached_property
    def vacancies(self) -> Any:
        """Vacancies of every unit and quota type."""
        from allocator.stock.vacancies import vacancies

        return vacancies(self.scenario)

    @cached_property
    def lines(self) -> Any:
        """Reference lines per quota type."""
        from allocator.stock.vacancies import reference_lines

        return reference_lines(self.stock)

    @cached_property
    def leavers(self) -> Any:
        """Leavers of every unit and quota type."""
        from allocator.stock.leavers import count_leavers

        return count_leavers(self.scenario)

    @cached_property
    def limits(self) -> Any:
        """Borrowing limits of every unit and quota type."""
        from allocator.stock.leavers import limits_of

        table = self.evaluated.table
        tiers = dict(zip(table["unit_id"], table["tier"], strict=True))
        return limits_of(self.scenario, self.leavers, self.vacancies, tiers)

    @cached_property
    def stock(self) -> Any:
        """Vacancies, expected leavers and limits of every unit and quota type."""
        return self.vacancies.assign(
            expected_leavers=self.leavers.expected.sum(axis=1).round(2),
            limit_first_year=self.limits[:, 0, 0],
            limit_all_years=self.limits[:, 0, -1],
        )

    @cached_property
    def input_output(self) -> Any:
        """Input and output of the ranked units."""
        from allocator.evaluation.input_output import input_output

        return input_output(self.evaluated)

    @cached_property
    def second_look(self) -> Any:
        """Units for a closer evaluation, a row per unit and trigger."""
        from allocator.evaluation.second_look import second_look

        return second_look(self.evaluated)

    @cached_property
    def standing_warnings(self) -> Any:
        """Standing warnings, the gravest first."""
        from allocator.allocation.standing_warnings import standing_warnings

        return standing_warnings(self.evaluated)

    def report(self) -> dict[str, Any]:
        """All of it for JSON."""
        scores = self.evaluated.scores
        return {
            "scenario": self.scenario.settings.name,
            "fingerprint": self.scenario.fingerprint,
            "policy": self.scenario.policy.name,
            "effective": self.scenario.policy.effective,
            "warnings": [warning.as_dict() for warning in self.scenario.warnings],
            "standing_warnings": [warning.as_dict() for warning in self.standing_warnings],
            "reference_lines": self.lines.to_dict("records"),
            "stock": self._stock_by_year(),
            "tiers": records(self.evaluated.table),
            "weights": {
                group: {leaf: str(weight) for leaf, weight in own.items()}
                for group, own in scores.weights.items()
            },
            "points": {
                str(unit): {
                    str(leaf): float(scores.exact(steps))
                    for leaf, steps in zip(scores.indicators, own, strict=True)
                    if leaf in scores.weights[group]
                }
                for unit, group, own in zip(scores.units, scores.groups, scores.points, strict=True)
            },
            "input_output": records(self.input_output),
            "second_look": records(self.second_look),
        }

    def _stock_by_year(self) -> list[dict[str, Any]]:
        years = list(self.scenario.years)
        cells: list[dict[str, Any]] = self.stock.to_dict("records")
        for cell, by_year, table in zip(cells, self.leavers.expected, self.limits, strict=True):
            cell["leavers"] = dict(zip(map(str, years), by_year.round(4).tolist(), strict=True))
            cell["limits"] = {
                f"{years[a]}-{years[b]}": int(table[a, b])
                for a in range(len(years))
                for b in range(a, len(years))
            }
        return cells


def records(frame: Any) -> list[dict[str, Any]]:
    """Rows of a frame, nothing where a number is not known."""
    plain = frame.astype(object)
    rows: list[dict[str, Any]] = plain.where(frame.notna(), None).to_dict("records")
    return rows
