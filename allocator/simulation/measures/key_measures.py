"""The measures to look at first."""

KEY_MEASURES = (
    *("posts_asked", "posts_granted", "share_granted", "value_granted", "priority_met"),
    *("waiting_months", "fairness_gini", "utilisation", "smallest_balance", "idle_vacancies"),
    *("posts_overdue", "share_back_in_time", "contradicted_rounds"),
)
"""Measures that the terminal shows without ``-v``, and reports show first."""
