"""``allocator ahp``: weights from pairwise judgements, and whether they are consistent."""

import sys
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import click

from allocator.cli import exits
from allocator.cli.failures import reports_failures
from allocator.cli.options import RealRange, Shared, shared_options
from allocator.text import _

TABLES = ("saaty", "saaty_2005", "donegan_dodd", "alonso_lamata")
GROUPS = ("judgements", "priorities")
MOST_NAMED = 3


def _parse_weights(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> tuple[float, ...] | None:
    if text is None:
        return None
    try:
        weights = tuple(float(part) for part in text.split(","))
    except ValueError:
        weights = ()
    if not weights or not all(isfinite(weight) and 0 < weight < 1e9 for weight in weights):
        raise click.BadParameter(
            _("“{text}”: expected numbers above 0, as 2,1,1").format(text=text),
            ctx=ctx,
            param=param,
        )
    return weights


@click.command("ahp", help=_("Weights from pairwise judgements (AHP), with consistency ratio."))
@click.argument("files", metavar="MATRIX.csv...", nargs=-1, required=True)
@click.option(
    "--random-index",
    type=click.Choice(TABLES),
    default=TABLES[0],
    show_default=True,
    help=_("Random-index table of the consistency ratio."),
)
@click.option(
    "--max-ratio",
    type=RealRange(0, 1),
    default=0.1,
    show_default=True,
    help=_("Largest consistency ratio accepted."),
)
@click.option(
    "--group",
    type=click.Choice(GROUPS),
    default=GROUPS[0],
    show_default=True,
    help=_("What is averaged over several matrices, one for each judge."),
)
@click.option(
    "--judge-weights",
    metavar="W1,W2,...",
    callback=_parse_weights,
    help=_("Weight of each matrix, in their order; equal if left out."),
)
@shared_options
@reports_failures
def command(
    files: tuple[str, ...],
    random_index: str,
    max_ratio: float,
    group: Any,
    judge_weights: tuple[float, ...] | None,
    shared: Shared,
) -> int:
    """Weights; above the maximum a refusal that says what to reconsider."""
    from allocator.cli.show import show_json

    if files.count("-") > 1:
        raise click.UsageError(_("standard input can be read once only"))
    if judge_weights is not None and len(judge_weights) != len(files):
        raise click.UsageError(_("give one weight for each matrix to --judge-weights"))
    names = [_("standard input") if file == "-" else file for file in files]
    matrices = _read(files, names)
    weighing = _weigh(
        names, matrices, random_index=random_index, group=group, judge_weights=judge_weights
    )
    refusals = _refusals(names, matrices, weighing, random_index, max_ratio)
    answer = _answer(names, weighing, refusals)
    if shared.json:
        show_json(answer)
    else:
        if not shared.quiet:
            _show(answer)
        for refusal in refusals:
            _show_refusal(refusal, max_ratio)
    return exits.INVALID_DATA if refusals else exits.DONE


def _read(files: Sequence[str], names: Sequence[str]) -> list[Any]:
    """The matrix of each file; all problems of all files at once."""
    from allocator.evaluation.ahp.matrix_csv import matrix_of_csv
    from allocator.scenario.csv_folder import decode_bytes
    from allocator.scenario.problems import Problems

    problems = Problems()
    matrices = []
    for file, name in zip(files, names, strict=True):
        content = _content(file, problems)
        text = None if content is None else decode_bytes(name, content, problems)
        matrices.append(None if text is None else matrix_of_csv(name, text, problems))
    problems.raise_if_any()
    return matrices


def _content(file: str, problems: Any) -> bytes | None:
    """What the file holds; ``None``, with a problem noted, where it cannot be read."""
    if file == "-":
        return sys.stdin.buffer.read()
    from allocator.cli.file_failures import found_out

    try:
        return Path(file).read_bytes()
    except OSError as error:
        problems.add(
            file,
            0,
            "",
            found=found_out(error).found,
            expected=_("a CSV file in UTF-8 or GB18030"),
            mend=_("Check the name of the file, and that it may be read."),
        )
        return None


def _weigh(names: Sequence[str], matrices: Sequence[Any], **options: Any) -> Any:
    from allocator.evaluation.ahp import NotWeighable, weigh
    from allocator.scenario.problems import InvalidData, Problem

    try:
        return weigh(matrices, **options)
    except NotWeighable as error:
        file = _(", ").join(names) if error.judge is None else names[error.judge]
        raise InvalidData([Problem(file, 0, "", error.found, error.expected, error.mend)]) from None


def _refusals(
    names: Sequence[str], matrices: Sequence[Any], weighing: Any, table: str, max_ratio: float
) -> list[dict[str, Any]]:
    """Each matrix above the maximum, the group's too, with what to reconsider."""
    judged = list(zip(names, matrices, weighing.judge_ratios, strict=True))
    if len(names) > 1 and weighing.priorities is not None:
        ratio = weighing.priorities.consistency_ratio
        judged.append((_("the group"), weighing.matrix, ratio))
    return [
        {"file": name, "consistency_ratio": ratio, **_to_reconsider(matrix, table, max_ratio)}
        for name, matrix, ratio in judged
        if ratio > max_ratio
    ]


def _to_reconsider(matrix: Any, table: str, max_ratio: float) -> dict[str, Any]:
    """The most inconsistent judgements and the smallest mend."""
    from allocator.evaluation.ahp import judgements_by_inconsistency, smallest_mend
    from allocator.scenario.judgement import judgement_text

    return {
        "inconsistent": [
            {
                "row": entry.row,
                "column": entry.column,
                "judgement": judgement_text(entry.found),
                "consistent": entry.consistent,
            }
            for entry in judgements_by_inconsistency(matrix)[:MOST_NAMED]
        ],
        "mend": [
            {
                "row": change.row,
                "column": change.column,
                "before": judgement_text(change.before),
                "after": judgement_text(change.after),
            }
            for change in smallest_mend(matrix, table, max_ratio) or ()
        ],
    }


def _answer(names: Sequence[str], weighing: Any, refusals: Sequence[Any]) -> dict[str, Any]:
    """What JSON says: the numbers of the group are null where priorities were averaged."""
    found = weighing.priorities
    index = found and {"name": found.random_index.name, "value": found.random_index.value}
    return {
        "weights": dict(zip(weighing.names, weighing.weights, strict=True)),
        "lambda_max": found and found.lambda_max,
        "consistency_index": found and found.consistency_index,
        "random_index": index,
        "consistency_ratio": found and found.consistency_ratio,
        "unknown_pairs": found and found.unknown_pairs,
        "judges": [
            {"file": name, "consistency_ratio": ratio}
            for name, ratio in zip(names, weighing.judge_ratios, strict=True)
        ],
        "accepted": not refusals,
        **{
            key: [{"file": refusal["file"], **row} for refusal in refusals for row in refusal[key]]
            for key in ("inconsistent", "mend")
        },
    }


def _show(answer: dict[str, Any]) -> None:
    from allocator.cli.show import show_table

    rows = [(name, f"{weight:.4f}") for name, weight in answer["weights"].items()]
    show_table(_("Weights"), (_("item"), _("weight")), rows)
    if answer["lambda_max"] is not None:
        _show_consistency(answer)
    if len(answer["judges"]) > 1:
        judges = [(row["file"], f"{row['consistency_ratio']:.4f}") for row in answer["judges"]]
        show_table(_("Judges"), (_("matrix"), _("consistency ratio")), judges)


def _show_consistency(answer: dict[str, Any]) -> None:
    from allocator.evaluation.ahp import RANDOM_INDICES

    index = answer["random_index"]
    click.echo(
        _("λmax = {lambda_max}, consistency index CI = {index}").format(
            lambda_max=f"{answer['lambda_max']:.4f}", index=f"{answer['consistency_index']:.4f}"
        )
    )
    click.echo(
        _("random index RI = {value}, table {name} ({source})").format(
            value=f"{index['value']:.4f}",
            name=index["name"],
            source=RANDOM_INDICES[index["name"]].source,
        )
    )
    click.echo(
        _("consistency ratio CR = {ratio}").format(ratio=f"{answer['consistency_ratio']:.4f}")
    )
    if answer["unknown_pairs"]:
        click.echo(
            _("unknown judgements: {count}, filled in where λmax is smallest").format(
                count=answer["unknown_pairs"]
            )
        )


def _show_refusal(refusal: dict[str, Any], max_ratio: float) -> None:
    """Why a matrix is refused and what would mend it, to stderr."""
    click.echo(
        _("{file}: consistency ratio {ratio}, above the maximum {most}").format(
            file=refusal["file"],
            ratio=f"{refusal['consistency_ratio']:.6g}",
            most=f"{max_ratio:g}",
        ),
        err=True,
    )
    click.echo(_("The judgements that contradict the others most:"), err=True)
    for entry in refusal["inconsistent"]:
        sentence = _("  {row} : {column} is {judgement}; the weights say {consistent}")
        shown = entry | {"consistent": f"{entry['consistent']:.2f}"}
        click.echo(sentence.format(**shown), err=True)
    if not refusal["mend"]:
        click.echo(_("No small change of judgements was found that reaches the maximum."), err=True)
        return
    click.echo(_("The smallest change that mends it:"), err=True)
    for change in refusal["mend"]:
        sentence = _("  {row} : {column} from {before} to {after}")
        click.echo(sentence.format(**change), err=True)
