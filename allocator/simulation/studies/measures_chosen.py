"""The measures that a study looks at: their names, their better way, their rows of a run."""

import re
from collections.abc import Iterable, Mapping

from allocator.simulation.measures import MEASURES, Better, Measure, Row
from allocator.simulation.studies.declared import Study

_ENTRY = re.compile(r"(?P<measure>[^\[\]]+)(?:\[(?P<key>[^\[\]]+)\])?")

BY_ID: Mapping[str, Measure] = {measure.id: measure for measure in MEASURES}


def parted(entry: str) -> tuple[str, str]:
    """``utilisation[P1]`` as measure and key; the key is empty where there is none."""
    match = _ENTRY.fullmatch(entry)
    return (
        (entry, "") if match is None else (match["measure"].strip(), (match["key"] or "").strip())
    )


def entries(study: Study) -> tuple[str, ...]:
    """The study's measures as results name them, the most important first."""
    return tuple(entry_name(choice.measure) for choice in study.measures)


def entry_name(entry: str) -> str:
    """An entry without stray spaces."""
    measure, key = parted(entry)
    return f"{measure}[{key}]" if key else measure


def directions(study: Study) -> Mapping[str, Better]:
    """Which way is better, by entry: what the study says, or else what the measure itself does.

    The study has been checked: it has each measure, or part of one, once.
    """
    return {
        entry_name(choice.measure): choice.better or BY_ID[parted(choice.measure)[0]].better
        for choice in study.measures
    }


def is_one_number(entry: str) -> bool:
    """Whether an entry is one number of a run, not one for each pool or the like."""
    measure, key = parted(entry)
    return bool(key) or not BY_ID[measure].by


def chosen(study: Study, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of a run that a study looks at, entry by entry in the order of the study."""
    place = {parted(entry): number for number, entry in enumerate(entries(study))}
    found = [
        (place[entry], row)
        for row in rows
        for entry in {(row.measure, row.key), (row.measure, "")}
        if entry in place
    ]
    return tuple(row for _place, row in sorted(found, key=lambda pair: pair[0]))
