"""Explanations as columns of ``decisions.csv``, and what is scarce as ``worth.csv``."""

from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

import pandas as pd

from allocator.allocation.explain.explanation import Explanation
from allocator.allocation.explain.option_words import sentence
from allocator.allocation.explain.scarcity import Worth
from allocator.allocation.explain.words import losers_in_short
from allocator.allocation.plan.exact import exact_text
from allocator.allocation.plan.files import replace_tables
from allocator.allocation.plan_tables import DECISIONS
from allocator.scenario.columns import Column, Table
from allocator.scenario.csv_folder import decode
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems

WORTH = Table(
    "worth",
    "Worth of scarce things",
    "紧缺资源的价值",
    (
        Column("kind", "种类", "choice", "what is scarce", "紧缺的资源", required=True,
               choices={"capital": "资本金", "people": "人员总量", "confidence": "置信度"}),
        Column("more", "增减", "decimal", "posts more, or points of confidence more",
               "增加的编制数，或置信度的增减", required=True),
        Column("change", "改动", "text", "the change, as --what-if takes it",
               "改动，可直接用于 --what-if", required=True, key=True),
        Column("gain", "收益", "decimal", "what the first goal of the whole plan gains",
               "整个方案首要目标的增加值", required=True),
    ),
)  # fmt: skip
"""What one more, two more, … of each scarce thing is worth to the whole plan."""


def cells_of(explanation: Explanation) -> dict[str, str]:
    """What an explanation says in the columns of ``decisions.csv``."""
    trade, options = explanation.next_post, explanation.options
    near = {"more": explanation.could_get_more, "less": explanation.could_get_less}
    return {
        "reason": explanation.reason.rule,
        "detail": explanation.reason.detail,
        "next_post_costs": "" if trade is None else exact_text(trade.price),
        "next_post_takes": "" if trade is None else losers_in_short(trade.losers),
        "met_in_full_by": sentence(options[0], explanation) if options else "",
        "near_tie": ", ".join(which for which, loss in near.items() if loss is not None),
    }


def _as_it_is(path: Path) -> pd.DataFrame:
    """The file's cells as text, columns of others included, whatever a spreadsheet made of it."""
    problems = Problems()
    text = decode(path, problems)
    problems.raise_if_any()
    table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
    names = {column.header_zh: column.name for column in DECISIONS.columns}
    return table.rename(columns=lambda header: names.get(clean(header), clean(header)))


def write_explanations(
    explanations: Sequence[Explanation], worth: Iterable[Worth] | None, folder: Path
) -> None:
    """Put explanations into ``decisions.csv`` of a plan's folder, and write ``worth.csv``.

    Parameters
    ----------
    worth : iterable of Worth or None
        ``None`` leaves ``worth.csv`` as it is.

    Raises
    ------
    OSError
        The files cannot be written; nothing has changed.
    """
    table = _as_it_is(folder / "decisions.csv").set_index("request_id", drop=False)
    for explanation in explanations:
        for name, cell in cells_of(explanation).items():
            table.loc[explanation.request.id, name] = cell
    tables = {"decisions": table}
    if worth is not None:
        rows = [(w.kind, format(w.more, "f"), str(w.change), exact_text(w.gain)) for w in worth]
        tables["worth"] = pd.DataFrame(rows, columns=[column.name for column in WORTH.columns])
    replace_tables(tables, folder)
