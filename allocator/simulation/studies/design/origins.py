"""Where in a study an override comes from, and so what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from allocator.scenario.problems import Problem, Problems
from allocator.scenario.reading import COMMAND_LINE
from allocator.scenario.toml_file import dotted_items
from allocator.simulation.studies.checks.given import SIDES
from allocator.simulation.studies.checks.keys_set import identity, keys_of, owner_of
from allocator.simulation.studies.declared import Study
from allocator.simulation.studies.design.designs import factors_of
from allocator.simulation.studies.design.layout import Override
from allocator.text import _

HERE = "<study>"
"""Stands for the study where a scenario is read; no file is called so."""


@dataclass(frozen=True)
class Origin:
    """A key or cell that the study sets, and where: its file, and the place there."""

    key: str
    file: str
    place: str


def origins_of(study: Study, overrides: Iterable[Override], file: str) -> tuple[Origin, ...]:
    """The origin of every override, those of the command line first."""
    made = [Origin(key, COMMAND_LINE, "") for key, _value in overrides]
    made += [Origin(key, file, "set") for key, _value in dotted_items(study.set)]
    places = factor_places(study)
    for side in SIDES:
        for factor in factors_of(study, side):
            keys = dict.fromkeys(key for _where, key in keys_of(factor))
            made += [Origin(key, file, places[factor.id]) for key in keys]
    return tuple(made)


def factor_places(study: Study) -> dict[str, str]:
    """Where each factor stands in the file, with its id: ``levers[1] “terms”``."""
    return {
        factor.id: f"{side}[{number}] “{factor.id}”"
        for side in SIDES
        for number, factor in enumerate(factors_of(study, side), start=1)
    }


def refuse_factors_set(
    study: Study, overrides: Iterable[Override], file: str, problems: Problems
) -> None:
    """What a factor of the study sets cannot be set for the whole study besides."""
    own = [
        (identity(origin.key), origin.place)
        for origin in origins_of(study, (), file)
        if origin.place != "set"
    ]
    for key, _value in overrides:
        place = owner_of(identity(key), own)
        if place is not None:
            problems.add(
                COMMAND_LINE,
                0,
                key,
                found=_("a key that {place} of the study sets").format(place=place),
                expected=_("a key that nothing else sets"),
                mend=_("Leave it out here, or take the factor out of the study."),
            )


def traced(problem: Problem, origins: Iterable[Origin], file: str) -> Problem:
    """A problem of an override, told where the override stands; others stay as they are."""
    if problem.file != HERE:
        return problem
    owners = [origin for origin in origins if _concerns(problem.column, origin.key)]
    if owners and all(origin.file == COMMAND_LINE for origin in owners):
        return replace(problem, file=COMMAND_LINE)
    places = dict.fromkeys(origin.place for origin in owners if origin.place)
    told = ": ".join([*([", ".join(places)] if places else []), problem.column])
    return replace(problem, file=file, column=told)


def _concerns(place: str, key: str) -> bool:
    """Whether a problem is of the key, of something within it, or of the section it is in."""
    return place == key or place.startswith((f"{key}.", f"{key}[")) or key.startswith(f"{place}.")
