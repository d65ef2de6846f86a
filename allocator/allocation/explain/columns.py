"""Explanations as columns of ``decisions.csv``, and in both languages as ``explanations.csv``.

What is scarce is told in ``worth.csv``.
"""

from collections.abc import Iterable, Iterator, Sequence
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
from allocator.text import LANGUAGES, in_language

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

EXPLANATIONS = Table(
    "explanations",
    "Explanations",
    "申请说明",
    (
        Column("request_id", "申请编码", "id", "the request", "申请", required=True, key=True),
        Column("language", "语言", "choice", "language of the row", "本行文字的语言",
               required=True, key=True, choices={"zh": "中文", "en": "英文"}),
        *(DECISIONS.column(name) for name in ("next_post_takes", "met_in_full_by")),
    ),
)  # fmt: skip
"""What ``decisions.csv`` says of a request in one language, in both."""


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


def _in_both_languages(explanations: Sequence[Explanation], folder: Path) -> pd.DataFrame:
    """The rows of ``explanations.csv``: those there are, with those of the requests explained."""
    names = [column.name for column in EXPLANATIONS.columns]
    path = folder / f"{EXPLANATIONS.name}.csv"
    former = _as_it_is(path, EXPLANATIONS) if path.is_file() else pd.DataFrame(columns=names)
    rows = [row for each in explanations for row in _told(each)]
    explained = {each.request.id for each in explanations}
    former = former.reindex(columns=names, fill_value="")
    kept = former[~former["request_id"].isin(explained)]
    return pd.concat([kept, pd.DataFrame(rows, columns=names)]).sort_values(names[:2])


def _told(explanation: Explanation) -> Iterator[tuple[str, ...]]:
    """A row for each language."""
    for spoken in LANGUAGES:
        with in_language(spoken):
            cells = cells_of(explanation)
        yield explanation.request.id, spoken, cells["next_post_takes"], cells["met_in_full_by"]


def _as_it_is(path: Path, declared: Table) -> pd.DataFrame:
    """The file's cells as text, columns of others included, whatever a spreadsheet made of it."""
    problems = Problems()
    text = decode(path, problems)
    problems.raise_if_any()
    table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
    names = {column.header_zh: column.name for column in declared.columns}
    return table.rename(columns=lambda header: names.get(clean(header), clean(header)))


def write_explanations(
    explanations: Sequence[Explanation], worth: Iterable[Worth] | None, folder: Path
) -> None:
    """Put explanations into ``decisions.csv`` of a plan's folder, and write what goes with it.

    ``explanations.csv`` keeps what it says of other requests.

    Parameters
    ----------
    worth : iterable of Worth or None
        ``None`` leaves ``worth.csv`` as it is.

    Raises
    ------
    OSError
        The files cannot be written; nothing has changed.
    """
    table = _as_it_is(folder / "decisions.csv", DECISIONS).set_index("request_id", drop=False)
    for explanation in explanations:
        for name, cell in cells_of(explanation).items():
            table.loc[explanation.request.id, name] = cell
    tables = {"decisions": table, EXPLANATIONS.name: _in_both_languages(explanations, folder)}
    if worth is not None:
        rows = [(w.kind, format(w.more, "f"), str(w.change), exact_text(w.gain)) for w in worth]
        tables["worth"] = pd.DataFrame(rows, columns=[column.name for column in WORTH.columns])
    replace_tables(tables, folder)
