"""LaTeX: text that means nothing to it, numbers to what is sure of them, tables of whole rows."""

import re
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.studies.results.latex import (
    Column,
    decimals,
    escaped,
    interval,
    number,
    packages,
    probability,
    tabular,
)
from allocator.simulation.studies.results.latex_tables import latex_tables
from allocator.text import use_language
from tests.simulation.studies.results.made_up import drawn, front, indices, made_up, record, tables

NASTY = "\\ & % $ # _ { } ~ ^ < > [ * \n→ 编制"


def test_no_character_means_anything():
    # The replacements that the LaTeX companion (Mittelbach et al.) gives for each.
    assert escaped(NASTY) == (
        r"\textbackslash{} \& \% \$ \# \_ \{ \} \textasciitilde{} \textasciicircum{} "
        r"\textless{} \textgreater{} {[} {*} $\rightarrow$ 编制"
    )


@given(st.text())
def test_what_is_escaped_has_balanced_braces_and_is_one_line(text):
    said = escaped(text)
    assert "\n" not in said
    # Without what stands for a character nothing is left that LaTeX takes for more than one.
    bare = re.sub(r"\\text\w+\{\}|\\[&%$#_{}]|\$\\?\w*-?\$|\{[\[*]\}", "", said)
    assert not set(bare) & set("\\&%$#_{}~^")


@pytest.mark.parametrize(
    ("halves", "values", "expected"),
    [
        ([0.234, 0.234, nan], [10.0], 2),  # ±0.23
        ([0.0234, 0.0, 0.0], [10.0], 3),  # those without a width do not count: ±0.023
        ([23.4], [1000.0], 0),  # ±23
        ([234.0], [1000.0], 0),  # no digits are made noughts
        ([1e-12], [1.0], 6),  # enough is enough
        ([0.0, nan], [3.14159], 2),  # 3.14
        ([nan], [314.159, nan], 0),  # 314
        ([nan], [0.0], 0),
    ],
)
def test_two_digits_of_the_half_width(halves, values, expected):
    assert decimals(np.array(halves), np.array(values)) == expected


def test_numbers():
    assert number(2.345, 1) == "2.3"
    assert number(-2.345, 1) == "$-$2.3"
    assert number(-0.04, 1) == "0.0"
    assert number(nan, 1) == "--"
    assert (number(inf, 1), number(-inf, 1)) == (r"$\infty$", r"$-$$\infty$")
    assert interval(-1.0, 2.0, 1) == "[$-$1.0, 2.0]"
    assert interval(nan, nan, 1) == "--"
    assert (probability(0.0004), probability(0.0006), probability(nan)) == (
        "$<$0.001",
        "0.001",
        "--",
    )


def test_a_tabular():
    columns = [
        Column("measure", "l", [("posts",), ("posts",), ("share",)]),
        Column("mean", "r@{ }r", [("1", "[0, 2]"), ("2", "[1, 3]"), ("3", "[2, 4]")]),
    ]
    assert tabular(columns, ["p", "p", "s"]).splitlines() == [
        r"\begin{tabular}{lr@{ }r}",
        r"\toprule",
        r"measure & \multicolumn{2}{c}{mean} \\",
        r"\midrule",
        r"posts & 1 & [0, 2] \\",
        r"posts & 2 & [1, 3] \\",
        r"\addlinespace",
        r"share & 3 & [2, 4] \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


def test_a_long_table_breaks_across_pages():
    def of(rows: int) -> list[str]:
        column = Column("mean", "r", [(str(place),) for place in range(rows)])
        return tabular([column], [0] * rows).splitlines()

    assert of(40)[0] == r"\begin{tabular}{r}"
    long = of(41)
    assert long[:8] == [
        r"\begin{longtable}{r}",
        r"\toprule",
        r"mean \\",
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        r"0 \\",
    ]
    assert long[-2:] == [r"40 \\", r"\end{longtable}"]
    # Every row once.
    assert len(long) == 7 + 41 + 1


def test_what_a_document_needs():
    assert packages(40, "posts") == "needs the package booktabs"
    assert packages(41, "posts").endswith("packages booktabs and longtable")
    assert packages(1, "编制").endswith(
        "booktabs, and for Chinese a class such as ctexart or the package ctex, with XeLaTeX"
    )
    assert "ctex" in packages(1, "a、b")


FRONT = {"pareto": {"measures": ["posts_granted", "waiting_months"]}}
CURVE = {"curve": {"lever": "terms", "measure": "posts_granted"}}


def _rows(text: str) -> list[list[str]]:
    """Cells of every row below the heading."""
    body = text.split("\\midrule\n")[1]
    rules = (r"\addlinespace", r"\bottomrule", r"\end")
    lines = [line for line in body.splitlines() if not line.startswith(rules)]
    assert all(line.endswith(r" \\") for line in lines)
    return [re.split(r" & ", line.removesuffix(r" \\")) for line in lines]


@pytest.mark.parametrize("assumptions", [("A1",), ("A1", "A2")])
def test_every_row_has_a_cell_for_every_column(assumptions):
    more = front() | indices("uncertainties", "S2") | drawn()
    declared = record()["declared"] | FRONT | CURVE
    made = made_up(tables(assumptions, NASTY) | more, record(declared=declared))
    said = latex_tables(made)
    assert set(said) == {"summary", "differences", "best", "regret", "robustness", "effects", *more}
    for name, text in said.items():
        form = re.search(r"\\begin\{tabular\}\{(.*)\}\n", text)[1]
        width = len(re.findall("[lr]", form.replace("@{ }", "")))
        rows = _rows(text)
        assert {len(row) for row in rows} == {width}, name
        several = len(assumptions) > 1
        assert len(rows) == len(made.tables[name]), name
        heads = text.split("\\toprule\n")[1].split("\n")[0]
        without = {"robustness", "pareto", "sensitivity"}
        assert ("& assumption &" in heads) == (several and name not in without), name


def test_a_summary_by_measure():
    said = latex_tables(made_up(tables(("A1", "A2")), record()))["summary"]
    assert said.splitlines()[:2] == [
        "% allocator 1.0, scenario s-county, study terms (0123456789abcdef)",
        "% rounded from summary.csv; needs the package booktabs",
    ]
    assert r"\multicolumn{2}{c}{mean and 95\% interval}" in said
    rows = _rows(said)
    # Half-widths are 0.7: two digits are 0.70. A measure's title stands where it begins.
    assert rows[0] == ["posts granted", r"no\_bank", "law = before", "10.00", "[9.30, 10.70]",
                       "1.50", "20"]  # fmt: skip
    assert rows[1][:3] == ["", "optimal, longest term = 3", "law = before"]
    assert [row[2] for row in rows[4:6]] == ["all, weighted"] * 2
    assert [row[0] for row in rows[2:]] == [
        *("", "", "", ""),
        "share of what a pool owns that is lent, mean over time: P1",
        *("", "", "", "", ""),
    ]


def test_differences_best_and_effects():
    said = {name: _rows(text) for name, text in latex_tables(made_up(tables(), record())).items()}
    # Half-widths are 0.25 and 0.4; p is 0.0002 after Holm's adjustment.
    assert said["differences"][0][1:] == ["optimal, longest term = 3", "2.50", "[2.25, 2.75]",
                                          "[2.10, 2.90]", "$<$0.001", "12.3", "20"]  # fmt: skip
    assert said["best"][0][1:] == [r"no\_bank", "10.0", "--", "1.25"]
    assert said["best"][1][1:] == ["optimal, longest term = 3", "12.5", "yes", "0.00"]
    assert said["effects"][1][1:] == [
        *(
            r"longest term: 1 $\rightarrow$ 3",
            "on average",
            "$-$0.50",
            "[$-$1.00, 0.00]",
            "0.050",
            "20",
        ),
    ]
    # The best under all has no assumption under which it is the worst.
    assert said["robustness"][1][4] == "--"


def test_a_front_indices_and_a_curve():
    declared = record()["declared"] | FRONT | CURVE
    more = front() | indices("levers", "A1") | drawn(41)
    made = made_up(tables() | more, record(declared=declared))
    said = latex_tables(made)
    assert _rows(said["pareto"]) == [
        [r"no\_bank", "10.0", "3.00", "--", "0.00"],
        ["optimal, longest term = 3", "12.5", "2.00", "yes", "2.00"],
    ]
    # Half-widths are 0.25 and 0.2.
    assert _rows(said["sensitivity"])[0] == [
        *("posts granted", "optimal", "longest term"),
        *("0.75", "[0.50, 1.00]", "0.90", "[0.70, 1.10]"),
    ]
    assert "packages booktabs and longtable" in said["curve"].splitlines()[1]
    assert r"measure & lender & other levers & longest term & \multicolumn" in said["curve"]
    assert _rows(said["curve"])[1] == [
        *("", "optimal", "epsilon = 2", "11", "11.00", "[10.30, 11.70]", "20"),
    ]


def test_a_curve_without_other_levers():
    declared = record()["declared"] | CURVE
    made = made_up(tables() | drawn(other=""), record(declared=declared))
    assert len(_rows(latex_tables(made)["curve"])[0]) == 6


def test_titles_are_in_the_language_in_use():
    use_language("zh")
    said = latex_tables(made_up(tables(), record()))["differences"]
    assert "最长期限 = 3" in said
    assert "ctexart" in said.splitlines()[1]


def test_a_table_without_rows_is_left_out():
    none = tables()
    none["effects"] = none["effects"].iloc[:0]
    assert set(latex_tables(made_up(none, record()))) == {
        *("summary", "differences", "best", "regret", "robustness"),
    }
