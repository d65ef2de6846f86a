"""What changes of levers do, on the terminal."""

from typing import TYPE_CHECKING

from allocator.cli.show import show_table
from allocator.simulation.studies.told.study_names import Item, StudyNames, p_value, rows_of
from allocator.text import _

if TYPE_CHECKING:
    from allocator.simulation.studies.results.comparison import Comparison


def show_effects(comparison: "Comparison", names: StudyNames, item: Item) -> None:
    """Every effect on a measure."""
    from allocator.simulation.studies.results.setting_names import change_named

    kinds = {"alone": _("alone"), "interaction": _("interaction"), "average": _("on average")}
    rows = rows_of(comparison.tables["effects"], item)
    under = [_("assumption")] if names.several else []
    if rows:
        show_table(
            _("{measure}: effects of changes and {confidence} intervals").format(
                measure=names.title(item), confidence=names.confidence
            ),
            [
                *(_("change"), _("kind of effect"), *under),
                *(_("effect"), _("interval from"), _("interval to"), _("p (Holm)")),
            ],
            (
                (
                    change_named(row["change"], names.factors),
                    kinds[row["kind"]],
                    *([names.assumptions[row["assumption"]]] if names.several else []),
                    *names.differences(item, row, ("effect", "low", "high")),
                    p_value(row["p_holm"]),
                )
                for row in rows
            ),
            left=2 + len(under),
        )
