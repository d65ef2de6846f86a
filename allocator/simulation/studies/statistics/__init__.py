"""What the runs of a study say: intervals, comparisons, and when there are runs enough."""

from allocator.simulation.studies.statistics.stopping import likely_needed, stop_at
from allocator.simulation.studies.statistics.tables import statistics_of

__all__ = ["likely_needed", "statistics_of", "stop_at"]
