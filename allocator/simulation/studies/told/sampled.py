"""Which sides of a study are nothing but samples."""

from allocator.simulation.studies.results.comparison import Comparison


def sides_varied(comparison: Comparison) -> set[str]:
    """Sides, ``levers`` or ``uncertainties``, whose points were laid out for the indices.

    Such points are samples: none of them is of interest by itself.
    """
    table = comparison.tables.get("sensitivity")
    return set() if table is None else set(table["of"])
