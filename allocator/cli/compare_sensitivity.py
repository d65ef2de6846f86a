"""Sobol' indices of a study on the terminal."""

from typing import TYPE_CHECKING

from allocator.cli.show import show_table
from allocator.simulation.studies.told.sampled import sides_varied
from allocator.simulation.studies.told.study_names import Item, StudyNames, rows_of
from allocator.text import _

if TYPE_CHECKING:
    from allocator.simulation.studies.results.comparison import Comparison

INDICES = tuple(f"{kind}{edge}" for kind in ("first", "total") for edge in ("", "_low", "_high"))


def show_sensitivity(comparison: "Comparison", names: StudyNames, item: Item) -> None:
    """Share of a measure's variance that each factor explains, alone and in all."""
    from allocator.simulation.studies.results.setting_names import held_name

    for side in sorted(sides_varied(comparison)):
        ends = [_("interval from"), _("interval to")]
        show_table(
            _(
                "{measure}: share of its variance that is due to each factor, by itself (first "
                "order) and with all its interactions (total order), and {confidence} intervals"
            ).format(measure=names.title(item), confidence=names.confidence),
            [
                _("setting") if side == "uncertainties" else _("lender"),
                *(_("factor"), _("first order"), *ends, _("total order"), *ends),
            ],
            (
                (
                    held_name(row, names.settings, names.assumptions),
                    names.factors[row["factor"]],
                    *(float(row[name]) for name in INDICES),
                )
                for row in rows_of(comparison.tables["sensitivity"], item, of=side)
            ),
            left=2,
        )
