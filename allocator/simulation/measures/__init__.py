"""Measures: what a year, or the whole run, comes to."""

from allocator.simulation.measures.declared import MEASURES
from allocator.simulation.measures.measure import Measure, Row, rows_of

__all__ = ["MEASURES", "Measure", "Row", "rows_of"]
