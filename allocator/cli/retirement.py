"""``allocator retirement``: statutory retirement of one person or of a table."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures, show_problems
from allocator.cli.options import Shared, shared_options
from allocator.text import _

CLASSES = ("men60", "women55", "women50")
LAWS = ("decision_2024", "before_2025")
ANSWERS = ("month", "age_years", "age_months", "delay_months", "earliest", "latest")


@click.command("retirement", help=_("Statutory retirement month, age, delay, flexible window."))
@click.option("--birth", metavar="YYYY-MM", help=_("Month of birth."))
@click.option(
    "--class", "retirement_class", type=click.Choice(CLASSES), help=_("Statutory age group.")
)
@click.option(
    "--table",
    metavar="FILE",
    help=_("CSV with columns birth,class (- for standard input), answered as CSV."),
)
@click.option(
    "--law", type=click.Choice(LAWS), default=LAWS[0], show_default=True, help=_("Law in force.")
)
@shared_options
@reports_failures
def command(
    birth: str | None,
    retirement_class: str | None,
    table: str | None,
    law: str,
    shared: Shared,
) -> int:
    """One person by options, or a table."""
    if table is not None:
        if birth or retirement_class:
            raise click.UsageError(_("give either --table or --birth and --class"))
        return _answer_table(table, law, shared)
    if birth is None or retirement_class is None:
        raise click.UsageError(_("give --birth and --class, or --table"))
    answer = _answer(_month(birth), retirement_class, law)
    _show(answer, shared)
    return exits.DONE


def _month(birth: str) -> int:
    from allocator.scenario.parsing import BadCell, clean, parse_cell
    from allocator.scenario.tables import STAFF

    try:
        month: int = parse_cell(STAFF.column("birth"), clean(birth))
    except BadCell as error:
        raise click.BadParameter(
            _("“{found}”: expected {expected}. {mend}").format(
                found=birth, expected=error.expected, mend=error.mend
            ),
            param_hint="--birth",
        ) from None
    return month


def _answer(birth: int, retirement_class: str, law: str) -> dict[str, Any]:
    from allocator.scenario.parsing import month_text
    from allocator.stock.retirement import RetirementLaw, retirement

    found = retirement(birth, retirement_class, RetirementLaw(law))
    return {
        "birth": month_text(birth),
        "class": retirement_class,
        "month": month_text(found.month),
        "age_years": found.age_years,
        "age_months": found.age_months,
        "delay_months": found.delay_months,
        "earliest": month_text(found.earliest),
        "latest": month_text(found.latest),
    }


def _show(answer: dict[str, Any], shared: Shared) -> None:
    from allocator.cli.show import show_json

    if shared.json:
        show_json(answer)
        return
    click.echo(
        _(
            "retires in {month}, aged {age_years} years {age_months} months "
            "({delay_months} months later than before)"
        ).format(**answer)
    )
    if answer["earliest"] == answer["latest"]:
        click.echo(_("no flexible retirement"))
    else:
        click.echo(_("flexible: {earliest} to {latest}").format(**answer))


def _answer_table(table: str, law: str, shared: Shared) -> int:
    """The table with the answers; every bad row in one report and no answer at all."""
    from allocator.cli.show import show_json
    from allocator.scenario.problems import Problems

    problems = Problems()
    rows = _read(table, problems)
    if problems.problems:
        show_problems(sorted(problems.problems), shared)
        return exits.INVALID_DATA
    answers = [_answer(birth, retirement_class, law) for birth, retirement_class in rows]
    if shared.json:
        show_json(answers)
        return exits.DONE
    out = io.StringIO()
    writer = csv.DictWriter(out, ["birth", "class", *ANSWERS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(answers)
    click.echo(out.getvalue(), nl=False)
    return exits.DONE


def _read(table: str, problems: Any) -> list[tuple[int, str]]:
    """Months of birth and classes of a CSV file."""
    from allocator.scenario.columns import Column, Table
    from allocator.scenario.csv_folder import decode, decode_bytes, parse_csv
    from allocator.scenario.tables import RETIREMENT_CLASSES, STAFF
    from allocator.scenario.typed import typed_table

    people = Table(
        "people",
        "People",
        "人员",
        (
            STAFF.column("birth"),
            Column(
                "class",
                "退休类别",
                "choice",
                _("statutory age group"),
                "法定退休年龄类别",
                required=True,
                choices=RETIREMENT_CLASSES,
            ),
        ),
    )
    if table == "-":
        file = _("standard input")
        text = decode_bytes(file, sys.stdin.buffer.read(), problems)
    else:
        file, text = table, decode(Path(table), problems)
    raw = None if text is None else parse_csv(file, text, problems)
    if raw is None:
        return []
    frame = typed_table(people, raw, problems)
    if problems.problems:
        return []
    return [
        (int(birth), str(name)) for birth, name in zip(frame["birth"], frame["class"], strict=True)
    ]
