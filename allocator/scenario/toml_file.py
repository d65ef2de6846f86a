"""TOML files → validated sections, every unknown, missing or wrong key as a problem."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from allocator.scenario.not_toml import note_not_toml
from allocator.scenario.policy.values import Section
from allocator.scenario.problems import Problems
from allocator.scenario.unreadable import why_unreadable
from allocator.scenario.wrong_keys import note_wrong_keys
from allocator.text import _

SCHEMA = 1
"""Version of the form of scenarios and policy models that this software writes."""

Model = TypeVar("Model", bound=Section)


def load_toml(path: Path, problems: Problems) -> dict[str, Any] | None:
    """The file's keys, decimals exact; ``None``, with a problem noted, where not readable."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        found = why_unreadable(error)
    except UnicodeDecodeError:
        found = _("bytes that are not UTF-8")
    else:
        try:
            return tomllib.loads(text, parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError) as error:
            # Besides what is not TOML, Python refuses numbers too long and arrays too deep.
            note_not_toml(path.name, text, str(error), problems)
            return None
    problems.add(
        path.name,
        0,
        "",
        found=found,
        expected=_("a TOML file in UTF-8"),
        mend=_("Check the name, or save the file again as UTF-8."),
    )
    return None


def parse_value(text: str) -> Any:
    """The value of ``KEY=VALUE`` on the command line: a TOML value, else the text itself."""
    try:
        return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except (ValueError, ArithmeticError, RecursionError):
        return text


def with_overrides(
    keys: Mapping[str, Any], overrides: Iterable[tuple[str, Any]], file: str, problems: Problems
) -> dict[str, Any]:
    """A copy of ``keys`` with each dotted key of ``overrides`` set.

    Whether a key exists is for validation to say; here a path that runs through something
    that is not a section is a problem.
    """
    changed: dict[str, Any] = _copied(keys)
    for dotted, value in overrides:
        section: Any = changed
        *path, last = dotted.split(".")
        for name in path:
            section = section.setdefault(name, {}) if isinstance(section, dict) else None
        if isinstance(section, dict):
            section[last] = value
        else:
            problems.add(
                file,
                0,
                dotted,
                found=_("a key below something that is not a section"),
                expected=_("a key of the policy model"),
                mend=_("Correct the key; “allocator models show NAME” lists them."),
            )
    return changed


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def dotted_items(section: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Nested keys as (dotted key, value); quoted dotted keys come out the same."""
    items: list[tuple[str, Any]] = []
    for name, value in section.items():
        dotted = f"{prefix}{name}"
        if isinstance(value, Mapping):
            items += dotted_items(value, f"{dotted}.")
        else:
            items.append((dotted, value))
    return items


def validated(
    model: type[Model], keys: Mapping[str, Any], file: str, problems: Problems
) -> Model | None:
    """``keys`` as an instance of ``model``; ``None``, with problems noted, where refused."""
    if not _schema_known(keys, file, problems):
        return None
    try:
        return model.model_validate(dict(keys))
    except ValidationError as error:
        note_wrong_keys(model, error, file, problems)
        return None


def layered(
    model: type[Model],
    keys: Mapping[str, Any],
    layers: Iterable[tuple[str, Iterable[tuple[str, Any]]]],
    problems: Problems,
) -> Model | None:
    """``keys`` as an instance of ``model`` after each layer of (file, overrides).

    Each layer is validated by itself, so that a wrong key is noted in the layer that
    brought it, and only there.
    """
    instance, noted = None, set()
    for file, overrides in layers:
        found = Problems()
        keys = with_overrides(keys, overrides, file, found)
        instance = validated(model, keys, file, found)
        for problem in found.problems:
            what = (problem.column, problem.found, problem.expected)
            if what not in noted:
                noted.add(what)
                problems.problems.append(problem)
    return instance


def _schema_known(keys: Mapping[str, Any], file: str, problems: Problems) -> bool:
    version = keys.get("schema")
    if not isinstance(version, int) or isinstance(version, bool) or version <= SCHEMA:
        return True
    problems.add(
        file,
        0,
        "schema",
        found=str(version),
        expected=_("schema = {schema} at most").format(schema=SCHEMA),
        mend=_("The file was written for a newer version of this software: install that version."),
    )
    return False
