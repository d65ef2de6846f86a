"""Which settings surely differ from the baseline, in a few sentences."""

from collections.abc import Iterator
from typing import Any

from allocator.report.simulation.measured import Item, difference, interval_of_difference
from allocator.report.study.studied import Studied
from allocator.report.study.verdicts import Verdict, verdict
from allocator.report.values import NOTHING
from allocator.simulation.studies.told.study_names import rows_of
from allocator.text import _


def differences_told(item: Item, studied: Studied) -> Iterator[str]:
    """How many settings surely differ from the baseline, and which does most."""
    table = studied.comparison.tables["differences"]
    rows = rows_of(table, item, assumption=studied.over_all)
    if not rows:
        return
    found: dict[Verdict, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(verdict(row, item, studied), []).append(row)
    if len(rows) == 1:
        yield _one_difference(next(iter(found))).format(
            measure=studied.names.title(item),
            setting=studied.names.settings[rows[0]["setting"]],
            baseline=studied.names.settings[studied.baseline],
            difference=difference(item, rows[0]["difference"]),
            confidence=studied.names.confidence,
            interval=interval_of_difference(item, rows[0]["low"], rows[0]["high"]) or NOTHING,
        )
        return
    told = {kind: len(found.get(kind, ())) for kind in ("better", "worse", "different")}
    sure = [row for kind, of in found.items() if kind not in ("chance", "same") for row in of]
    yield _how_many_differ(bool(sure), studied.better(item) != "neither").format(
        measure=studied.names.title(item),
        baseline=studied.names.settings[studied.baseline],
        confidence=studied.names.confidence,
        count=len(rows),
        open=len(rows) - len(sure),
        **told,
    )
    if sure:
        yield _largest(item, max(sure, key=lambda row: abs(row["difference"])), studied)


def _one_difference(found: Verdict) -> str:
    return {
        "better": _(
            "“{measure}”: {setting} is surely better than the baseline ({baseline}); the "
            "difference is {difference} ({confidence} interval {interval})."
        ),
        "worse": _(
            "“{measure}”: {setting} is surely worse than the baseline ({baseline}); the "
            "difference is {difference} ({confidence} interval {interval})."
        ),
        "different": _(
            "“{measure}”: {setting} surely differs from the baseline ({baseline}), by {difference} "
            "({confidence} interval {interval})."
        ),
        "chance": _(
            "“{measure}”: the difference of {setting} from the baseline ({baseline}), {difference} "
            "({confidence} interval {interval}), may be chance."
        ),
        "same": _("“{measure}”: {setting} does not differ from the baseline ({baseline})."),
    }[found]


def _how_many_differ(any_sure: bool, directed: bool) -> str:
    if not any_sure:
        return _(
            "“{measure}”: none of the {count} differences from the baseline ({baseline}) is sure, "
            "with {confidence} confidence for all together: they may be chance."
        )
    if directed:
        return _(
            "“{measure}”: compared with the baseline ({baseline}), {better} of {count} settings "
            "are surely better and {worse} surely worse, with {confidence} confidence for all "
            "together; of {open} no difference is sure."
        )
    return _(
        "“{measure}”: compared with the baseline ({baseline}), {different} of {count} settings "
        "surely differ, with {confidence} confidence for all together; of {open} no difference is "
        "sure."
    )


def _largest(item: Item, row: dict[str, Any], studied: Studied) -> str:
    return _(
        "The largest difference that is sure: {setting}, {difference} ({confidence} interval "
        "{interval})."
    ).format(
        setting=studied.names.settings[row["setting"]],
        difference=difference(item, row["difference"]),
        confidence=studied.names.confidence,
        interval=interval_of_difference(item, row["low"], row["high"]),
    )
