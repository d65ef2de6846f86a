"""The measures of a study: which way is better, and which rows of a run they are."""

from typing import Any

from allocator.simulation.measures import Row
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.measures_chosen import chosen, directions
from allocator.simulation.studies.study_file import study_of


def study(*measures: Any) -> Study:
    """A study of these measures."""
    return study_of({"schema": 1, "name": "measures", "measures": list(measures)})


def test_directions_are_the_measures_own_or_the_studys() -> None:
    made = study(
        "posts_granted", "posts_overdue", "utilisation [ P1 ]",
        {"measure": "utilisation[P2]", "better": "less"},
        {"measure": "idle_vacancies", "better": "neither"},
    )  # fmt: skip
    assert dict(directions(made)) == {
        "posts_granted": "more",
        "posts_overdue": "less",
        "utilisation[P1]": "neither",
        "utilisation[P2]": "less",
        "idle_vacancies": "neither",
    }


def test_rows_come_in_the_order_of_the_study() -> None:
    rows = [
        Row(2026, "posts_granted", "", 1.0),
        Row(2026, "utilisation", "P1", 0.1),
        Row(2026, "utilisation", "P2", 0.2),
        Row(2026, "people", "", 9.0),
        Row(2026, "posts_out", "P2", 4.0),
        Row(2026, "posts_out", "P1", 3.0),
        Row(None, "posts_granted", "", 2.0),
    ]
    found = chosen(study("posts_out", "utilisation[P2]", "posts_granted"), rows)
    assert found == (rows[4], rows[5], rows[2], rows[0], rows[6])
