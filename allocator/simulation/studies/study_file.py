"""Study files: read and checked, every problem at once."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from allocator.scenario.changes.refusals import nearest
from allocator.scenario.problems import InvalidData, Problems
from allocator.scenario.toml_file import load_toml, validated
from allocator.simulation.lender_names import LENDER_NAMES
from allocator.simulation.studies.checks import Given, check_study
from allocator.simulation.studies.declared import Study
from allocator.text import _

FOLDER = "studies"
"""Folder of a scenario that holds its ready studies."""

STAND_INS = {"schema": 1, "name": "-", "measures": ["posts_granted"]}
"""For required keys that could not be read, so that the others can be checked."""


def read_study(
    source: str | Path,
    folder: Path | None = None,
    *,
    lenders: Collection[str] = LENDER_NAMES,
) -> Study:
    """Read and check a study.

    Parameters
    ----------
    source : str or Path
        A file, or the name of one of the studies of a scenario (a file of that name wins).
    folder : Path
        The scenario's folder.
    lenders : collection of str
        Names of the lenders that are known.

    Raises
    ------
    InvalidData
        With every problem of the file.
    """
    problems = Problems()
    path = _locate(source, folder, problems)
    keys = load_toml(path, problems)
    problems.raise_if_any()
    assert keys is not None  # noqa: S101 - a problem, raised above
    return study_of(keys, file=path.name, lenders=lenders)


def study_of(
    keys: Mapping[str, Any], *, file: str = "study", lenders: Collection[str] = LENDER_NAMES
) -> Study:
    """A study from its keys, as a file has them; checked as a file is.

    Parameters
    ----------
    keys : mapping
        Floats are taken as they are written: 0.9, not what binary makes of it.
    file : str
        What problems call it.
    lenders : collection of str
        Names of the lenders that are known: of the caller's own too.

    Raises
    ------
    InvalidData
        With every problem.
    """
    problems = Problems()
    exact: dict[str, Any] = _exact(keys)
    study, unread = validated(Study, exact, file, problems), frozenset[str]()
    if study is None:
        unread = frozenset(
            problem.column.split(".")[0].split("[")[0] for problem in problems.problems
        )
        study = _readable(exact, unread)
    if study is not None:
        check_study(Given(study, file, frozenset(lenders), problems), unread)
    problems.raise_if_any()
    assert study is not None  # noqa: S101 - a problem, raised above
    return study


def _readable(keys: Mapping[str, Any], unread: Collection[str]) -> Study | None:
    """The study of what could be read, for the checks that look at nothing else."""
    rest = {name: value for name, value in keys.items() if name not in unread}
    return validated(Study, STAND_INS | rest, "", Problems())


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _exact(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


def studies_in(folder: Path) -> dict[str, Path]:
    """The ready studies of a scenario: name → file."""
    return {path.stem: path for path in sorted((folder / FOLDER).glob("*.toml"))}


def _locate(source: str | Path, folder: Path | None, problems: Problems) -> Path:
    known = {} if folder is None else studies_in(folder)
    path = Path(source)
    if path.is_file():
        return path
    if str(source) in known:
        return known[str(source)]
    problems.add(
        str(source),
        0,
        "",
        found=_("no such file"),
        expected=_("a study file, or one of the scenario's studies: {names}").format(
            names=", ".join(known) or _("it has none")
        ),
        mend=nearest(str(source), known) or _("Check the name."),
    )
    raise InvalidData(problems.problems)
