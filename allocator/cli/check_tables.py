"""What ``allocator check`` prints: stock, evaluation, closer looks, standing warnings."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from allocator.allocation.standing_warnings.names import severity_name, warning_name
from allocator.cli.show import show_table
from allocator.evaluation.names import colour_name, grade_name
from allocator.scenario.code_names import quota_type_name
from allocator.text import _
from allocator.text.codes import named_code

if TYPE_CHECKING:
    from allocator.cli.check import Checked

MOST_WARNINGS = 3
"""So many warnings of one kind are printed; ``-v`` prints all."""


def print_checked(checked: "Checked", *, verbose: bool) -> None:
    """Every part, in the order of the work."""
    _print_summary(checked)
    _print_lines(checked.lines)
    _print_leavers(checked)
    _print_tiers(checked)
    _print_frozen(checked.evaluated.table)
    _print_units(checked, verbose=verbose)
    if verbose:
        _print_weights(checked)
        _print_evaluation(checked)
    _print_second_look(checked.second_look)
    _print_warnings(checked, verbose=verbose)


def _print_summary(checked: "Checked") -> None:
    scenario = checked.scenario
    click.echo(
        _("{name}: {units} units, {people} people, {requests} requests; policy {policy}").format(
            name=scenario.settings.name,
            units=len(scenario.tables["units"]),
            people=int(checked.stock["filled"].sum()),
            requests=len(scenario.tables["requests"]),
            policy=scenario.policy.name,
        )
    )


def _print_lines(lines: Any) -> None:
    show_table(
        _("Posts"),
        [_("quota type"), _("units"), _("approved"), _("filled"), _("vacant"), _("over"),
         _("above the line"), _("median vacancy rate")],
        (
            (_quota_type(row.quota_type), row.units, row.approved, row.filled, row.vacancy,
             row.overstaff, row.usable, f"{row.median_vacancy_rate:.1%}")
            for row in lines.itertuples()
        ),
    )  # fmt: skip


def _quota_type(code: str) -> str:
    return named_code(quota_type_name(code), code)


def _print_leavers(checked: "Checked") -> None:
    totals = checked.leavers.expected.sum(axis=0)
    show_table(
        _("Expected leavers"),
        [_("year"), _("people")],
        zip(checked.scenario.years, (float(total) for total in totals), strict=True),
    )


def group_title(policy: Any) -> str:
    """What units are ranked within, in the language in use."""
    by_class = policy.evaluation.group_by == "class"
    return _("class") if by_class else _("organisation type")


def _print_tiers(checked: "Checked") -> None:
    table = checked.evaluated.table
    names = {grade: grade_name(checked.scenario.policy, grade) for grade in set(table["grade"])}
    table = table.assign(grade=table["grade"].map(names), colour=table["colour"].map(colour_name))
    keys = ["group", "tier", *(["grade"] if (table["grade"] != "").any() else []), "colour"]
    titles = {
        "group": group_title(checked.scenario.policy),
        "tier": _("tier"),
        "grade": _("grade"),
        "colour": _("colour"),
    }
    counts = table.groupby(keys).agg(units=("unit_id", "size"), frozen=("frozen_until", "count"))
    columns = ["units", *(["frozen"] if counts["frozen"].any() else [])]
    heads = {"units": _("units"), "frozen": _("frozen")}
    show_table(
        _("Tiers"),
        [titles[key] for key in keys] + [heads[column] for column in columns],
        counts[columns].reset_index().itertuples(index=False),
        left=len(keys),
    )


def _print_frozen(table: Any) -> None:
    frozen = table.dropna(subset=["frozen_until"])
    if len(frozen):
        show_table(
            _("Frozen after a low grade"),
            [_("unit"), _("until the end of")],
            frozen[["unit_id", "frozen_until"]].itertuples(index=False),
        )


def _print_units(checked: "Checked", *, verbose: bool) -> None:
    stock = checked.stock.assign(quota_type=checked.stock["quota_type"].map(_quota_type))
    asking = stock["unit_id"].isin(checked.scenario.tables["requests"]["unit_id"])
    title = _("Units") if verbose else _("Units that ask (-v for all)")
    show_table(
        title,
        [_("unit"), _("quota type"), _("approved"), _("filled"), _("vacant"), _("over"),
         _("expected leavers"), _("limit, first year"), _("limit, all years")],
        stock[asking | verbose][["unit_id", "quota_type", "approved", "filled", "vacancy",
              "overstaff", "expected_leavers", "limit_first_year",
              "limit_all_years"]].itertuples(index=False),
        left=2,
    )  # fmt: skip


def _print_evaluation(checked: "Checked") -> None:
    """Every ranked unit: score, place, and input against output."""
    table = checked.evaluated.table.dropna(subset=["rank"])
    both = table.merge(checked.input_output[["unit_id", "posts", "points", "ratio"]], on="unit_id")
    both = both.sort_values(["group", "rank"])
    names = {grade: grade_name(checked.scenario.policy, grade) for grade in set(both["grade"])}
    both = both.assign(colour=both["colour"].map(colour_name), grade=both["grade"].map(names))
    graded = ["grade"] if checked.scenario.policy.evaluation.grades else []
    columns = ["group", "unit_id", *graded, "colour", "rank", "score", "tier", "posts", "points",
               "ratio"]  # fmt: skip
    titles = [
        group_title(checked.scenario.policy),
        _("unit"),
        *([_("grade")] if graded else []),
        *(_("colour"), _("rank"), _("score"), _("tier")),
        *(_("input, posts"), _("output, points"), _("output share per input share")),
    ]
    show_table(_("Evaluation"), titles, both[columns].itertuples(index=False), left=3 + len(graded))


def _print_weights(checked: "Checked") -> None:
    """Weights that pairwise judgements lead to; those given stand in the policy model."""
    if checked.scenario.policy.evaluation.method != "ahp":
        return
    weights = checked.evaluated.scores.weights
    leaves = dict.fromkeys(leaf for own in weights.values() for leaf in own)
    show_table(
        _("Weights by pairwise judgements"),
        [_("indicator"), *weights],
        (
            (leaf, *(f"{own[leaf]:f}" if leaf in own else "" for own in weights.values()))
            for leaf in leaves
        ),
    )


def trigger_name(trigger: str) -> str:
    """A trigger of a closer evaluation in the language in use."""
    return {
        "bottom": _("among the lowest of its class"),
        "high_input_low_output": _("more input than the median of its class, fewer points"),
        "reform": _("reformed"),
    }[trigger]


def _print_second_look(table: Any) -> None:
    if table.empty:
        return
    triggers = table.groupby("unit_id")["trigger"].agg(list)
    show_table(
        _("For a closer evaluation"),
        [_("unit"), _("why")],
        ((unit, _("; ").join(map(trigger_name, own))) for unit, own in triggers.items()),
        left=2,
    )


def _print_warnings(checked: "Checked", *, verbose: bool) -> None:
    """Kind by kind, the gravest first; a few of each, or all."""
    warnings = checked.standing_warnings
    if not warnings:
        return
    units = checked.scenario.tables["units"]
    names = dict(zip(units["unit_id"], units["name"], strict=True))
    click.echo(_("Standing warnings: {count}").format(count=len(warnings)))
    for rule, same in groupby(warnings, key=lambda warning: warning.rule):
        own = list(same)
        click.echo(
            _("{name} ({rule}), {severity}: {count}").format(
                name=warning_name(rule),
                rule=rule,
                severity=severity_name(own[0].severity),
                count=len(own),
            )
        )
        for warning in own if verbose else own[:MOST_WARNINGS]:
            click.echo(
                "  "
                + _("{where}: {message}. {suggestion}").format(
                    where=_where(warning.where, names),
                    message=warning.message,
                    suggestion=warning.suggestion,
                )
            )
        if not verbose and len(own) > MOST_WARNINGS:
            more = len(own) - MOST_WARNINGS
            click.echo("  " + _("{count} more (-v for all)").format(count=more))


def _where(ids: str, names: Mapping[str, str]) -> str:
    """What a warning is about: units and quota types with their names."""
    return _(", ").join(
        _("{title} ({name})").format(title=names[each], name=each)
        if each in names
        else _quota_type(each)
        for each in ids.split(", ")
    )
