"""The study file: every key declared once, with its meaning in both languages."""

from allocator.simulation.studies.declared.design import Design, Rows
from allocator.simulation.studies.declared.factor import Factor, Level
from allocator.simulation.studies.declared.measuring import Curve, MeasureChoice, Pareto
from allocator.simulation.studies.declared.stopping import Budget, HalfWidth, Replications
from allocator.simulation.studies.declared.study import Study

__all__ = [
    "Budget",
    "Curve",
    "Design",
    "Factor",
    "HalfWidth",
    "Level",
    "MeasureChoice",
    "Pareto",
    "Replications",
    "Rows",
    "Study",
]
