"""LaTeX: text in which no character means anything, numbers in columns, tables with booktabs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, isinf, isnan, log10

import numpy as np
import numpy.typing as npt

ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "&%$#_{}"},
    # In LaTeX's oldest font encoding these are other characters,
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    # not in every font,
    "→": r"$\rightarrow$",
    "×": r"$\times$",
    "−": "$-$",
    # and at the beginning of a row these would belong to the end of the one before.
    "[": "{[}",
    "*": "{*}",
}

CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
"""A character, or punctuation, that LaTeX has in Chinese fonts only."""

MOST_DECIMALS = 6
MOST_ROWS = 40
"""Of a table that must fit on one page."""

NOTHING = "--"
"""In place of a number that there is not."""


def escaped(text: str) -> str:
    """Text, on one line, that LaTeX shows as it is; Chinese needs ctex or the like."""
    return "".join(ESCAPED.get(each, each) for each in " ".join(text.split()))


def decimals(halves: npt.NDArray[np.float64], values: npt.NDArray[np.float64]) -> int:
    """Decimals of a column: two significant digits of what is uncertain about it.

    Parameters
    ----------
    halves : array
        Half widths of the intervals; their median counts, of those that have a width.
    values : array
        Measured of the column: where nothing is uncertain, three digits of the largest.
    """
    wide = halves[np.isfinite(halves) & (halves > 0)]
    if wide.size:
        return _decimals(float(np.median(wide)), 2)
    sizes = np.abs(values[np.isfinite(values)])
    return _decimals(float(sizes.max()), 3) if sizes.any() else 0


def _decimals(size: float, digits: int) -> int:
    return min(max(0, digits - 1 - floor(log10(size))), MOST_DECIMALS)


def number(value: float, places: int) -> str:
    """A number with so many decimals; nought has no sign."""
    if isnan(value):
        return NOTHING
    sign = "$-$" if value < 0 else ""
    if isinf(value):
        return rf"{sign}$\infty$"
    text = f"{abs(value):.{places}f}"
    return text if float(text) == 0 else f"{sign}{text}"


def interval(low: float, high: float, places: int) -> str:
    """An interval; nothing where there is none."""
    if isnan(low) or isnan(high):
        return NOTHING
    return f"[{number(low, places)}, {number(high, places)}]"


def probability(value: float) -> str:
    """A p-value: three decimals."""
    return "$<$0.001" if value < 0.0005 else number(value, 3)


@dataclass(frozen=True)
class Column:
    """A column, or several under one heading.

    Attributes
    ----------
    heading : str
        As LaTeX.
    form : str
        As ``tabular`` takes it: ``l``, ``r``, ``r@{ }r``.
    cells : sequence of tuples of str
        For each row, as LaTeX: as many as the form has columns.
    """

    heading: str
    form: str
    cells: Sequence[tuple[str, ...]]

    @property
    def head(self) -> str:
        """Cell of the heading."""
        width = self.form.count("l") + self.form.count("r")
        return self.heading if width == 1 else rf"\multicolumn{{{width}}}{{c}}{{{self.heading}}}"


def packages(rows: int, text: str) -> str:
    """What a document needs for a table of so many rows with this text."""
    needed = ["booktabs", *(["longtable"] if rows > MOST_ROWS else [])]
    noun = "package" if len(needed) == 1 else "packages"
    told = f"needs the {noun} {' and '.join(needed)}"
    if CHINESE.search(text):
        told += ", and for Chinese a class such as ctexart or the package ctex, with XeLaTeX"
    return told


def tabular(columns: Sequence[Column], groups: Sequence[object]) -> str:
    r"""A ``tabular`` for a document that uses booktabs; a ``longtable`` breaks across pages.

    Parameters
    ----------
    groups : sequence
        What each row belongs to: a little space stands where it changes.
    """
    form = "".join(column.form for column in columns)
    head = [r"\toprule", _row(column.head for column in columns), r"\midrule"]
    rows = []
    for place, group in enumerate(groups):
        if place and group != groups[place - 1]:
            rows.append(r"\addlinespace")
        rows.append(_row(cell for column in columns for cell in column.cells[place]))
    if len(groups) > MOST_ROWS:
        # Head and foot come first, and stand on every page.
        lines = [*head, r"\endhead", r"\bottomrule", r"\endfoot", *rows]
        return _environment("longtable", form, lines)
    return _environment("tabular", form, [*head, *rows, r"\bottomrule"])


def _environment(name: str, form: str, lines: Iterable[str]) -> str:
    return "\n".join([rf"\begin{{{name}}}{{{form}}}", *lines, rf"\end{{{name}}}", ""])


def _row(cells: Iterable[str]) -> str:
    return rf"{' & '.join(cells)} \\"
