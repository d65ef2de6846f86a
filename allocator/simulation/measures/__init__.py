"""Measures: what a year, or the whole run, comes to."""

from allocator.simulation.measures.declared import MEASURES
from allocator.simulation.measures.measure import Better, Measure, Row, rows_of

__all__ = ["MEASURES", "Better", "Measure", "Row", "rows_of"]
