"""Which settings may be the best."""

from collections.abc import Iterator

from allocator.report.document import Section
from allocator.report.simulation.measured import unit_beside_differences
from allocator.report.study.columns import flag, grid, quantity, what
from allocator.report.study.sections import section
from allocator.report.study.studied import Studied
from allocator.text import _


def best(studied: Studied) -> Iterator[Section]:
    """Of measures with a better way."""
    table = studied.table("best")
    if table is None:
        return
    behind = _("By so much at least another setting is better, with the confidence of the study.")
    columns = [
        *what(table, studied, unit_beside_differences),
        quantity("mean", _("mean")),
        flag("may_be_best", _("may be best")),
        quantity("behind", _("behind by at least"), behind),
    ]
    said = _(
        "With {confidence} confidence the best setting is among those that may be best, for one "
        "measure under one assumption. With few replications there are many of them, which is no "
        "error: more replications tell them apart."
    ).format(confidence=studied.names.confidence)
    yield from section(
        "best",
        _("What may be best"),
        text=(said,),
        grids=(grid("best", _("What may be best"), table, columns),),
    )
