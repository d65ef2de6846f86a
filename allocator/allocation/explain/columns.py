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
from allocator.allocation.explain.tables import EXPLANATIONS, SAID, WORTH
from allocator.allocation.explain.words import losers_in_short
from allocator.allocation.plan.exact import exact_text
from allocator.allocation.plan.files import replace_tables
from allocator.allocation.plan_tables import DECISIONS
from allocator.scenario.columns import Table
from allocator.scenario.csv_folder import decode
from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems
from allocator.text import LANGUAGES, in_language


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
        yield explanation.request.id, spoken, *(cells[name] for name in SAID)


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
