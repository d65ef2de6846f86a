"""Writing scenarios and copying built-in ones: a whole folder or file, or nothing."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.scenario import builtin
from allocator.scenario.columns import Column
from allocator.scenario.parsing import month_text
from allocator.scenario.ready_studies import STUDIES
from allocator.scenario.settings import SETTINGS_FILE
from allocator.scenario.tables import TABLES
from allocator.text import _
from allocator.text.listing import listed

POLICY_FILE = "policy.toml"
"""File, in a scenario's folder, of a policy model that comes with the scenario."""


class AlreadyExistsError(Exception):
    """The folder or file to be written is there already and is left as it is."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{path} exists already; expected a new name (or an empty folder). "
                "Choose another name, or remove it first."
            ).format(path=path)
        )
        self.path = path


class UnknownBuiltinError(Exception):
    """No built-in scenario or policy model has that name."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        super().__init__(
            _("“{name}” is not built in; expected one of {names}. Correct the name.").format(
                name=name, names=listed(sorted(names))
            )
        )
        self.name = name


def write_scenario(
    folder: Path,
    settings_toml: str,
    tables: Mapping[str, pd.DataFrame],
    policy_toml: str | None = None,
    language: str = "en",
    *,
    readme: str | None = None,
    for_excel: bool = False,
) -> None:
    """Write a scenario folder, whole or not at all.

    Parameters
    ----------
    folder : Path
        A new folder, or an empty one; folders above it are made.
    settings_toml : str
        Text of ``scenario.toml``.
    tables : mapping of str to DataFrame
        Tables by name, with the columns and types of ``Scenario.tables``; each becomes one
        CSV file in UTF-8.
    policy_toml : str, optional
        Text of :data:`POLICY_FILE`, which ``settings_toml`` then names.
    language : str
        Language of the headers, ``en`` or ``zh``.
    readme : str, optional
        Text of ``README.md``.
    for_excel : bool
        Begin the CSV files with a byte-order mark, so that Excel shows Chinese right.

    Raises
    ------
    AlreadyExistsError
        The folder is there and not empty, or is a file.
    """
    texts = {SETTINGS_FILE: settings_toml, POLICY_FILE: policy_toml, "README.md": readme}
    mark = "\ufeff" if for_excel else ""
    with _new_folder(folder) as staging:
        for name, text in texts.items():
            if text is not None:
                _write_text(staging / name, text)
        for name in TABLES:
            if name in tables:
                _write_text(staging / f"{name}.csv", mark + csv_text(name, tables[name], language))


def csv_text(name: str, frame: pd.DataFrame, language: str = "en") -> str:
    """A table as CSV: declared columns in declared order, lines ended by a line feed.

    Months are written ``YYYY-MM``, booleans ``true`` and ``false``, unknown values empty.
    """
    columns = [column for column in TABLES[name].columns if column.name in frame]
    cells = pd.DataFrame({column.name: _cells(column, frame[column.name]) for column in columns})
    headers = [column.header_zh if language == "zh" else column.name for column in columns]
    return cells.to_csv(index=False, header=headers, lineterminator="\n")


def _cells(column: Column, values: "pd.Series[Any]") -> "pd.Series[Any]":
    """The column as text, or as whole numbers; each distinct month is formed once."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(object)
    if column.kind in ("integer", "year"):
        return values
    if column.kind == "decimal":
        return values.map(lambda value: format(value, "f"), na_action="ignore").fillna("")
    if column.kind not in ("month", "boolean"):
        return values.fillna("")
    codes, distinct = pd.factorize(values)
    texts = pd.Series([_cell(column.kind, value) for value in distinct], dtype="str")
    # An unknown value has the code −1, which no text answers to.
    return texts.reindex(codes).fillna("").reset_index(drop=True)


def _cell(kind: str, value: Any) -> str:
    if kind == "month":
        return month_text(int(value))
    return "true" if value else "false"


def copy_scenario(name: str, folder: Path) -> None:
    """Copy the built-in scenario ``name`` with its studies, whole or not at all.

    Raises
    ------
    UnknownBuiltinError
        There is no built-in scenario of that name.
    AlreadyExistsError
        The folder is there and not empty, or is a file.
    """
    source = builtin_named(name, builtin.scenarios())
    with _new_folder(folder) as staging:
        for path in sorted(source.iterdir()):
            if path.is_file():
                shutil.copyfile(path, staging / path.name)
            elif path.name == STUDIES:
                shutil.copytree(path, staging / path.name, copy_function=shutil.copyfile)


def copy_model(name: str, file: Path) -> None:
    """Copy the built-in policy model ``name`` to a new file, whole or not at all.

    Raises
    ------
    UnknownBuiltinError
        There is no built-in policy model of that name.
    AlreadyExistsError
        There is something at ``file`` already.
    """
    source = builtin_named(name, builtin.models())
    if file.exists():
        raise AlreadyExistsError(file)
    with staging_beside(file) as staging:
        shutil.copyfile(source, staging)
        staging.rename(file)


def builtin_named(name: str, known: Mapping[str, Path]) -> Path:
    """The path of what is built in under that name.

    Raises
    ------
    UnknownBuiltinError
        Nothing is.
    """
    if name not in known:
        raise UnknownBuiltinError(name, known)
    return known[name]


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which becomes ``folder`` only if filling it succeeds."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise AlreadyExistsError(folder)
    with staging_beside(folder) as staging:
        staging.mkdir()
        yield staging
        if not folder.exists():
            staging.rename(folder)
            return
        # It may be the folder that the user stands in: filled rather than replaced.
        for path in sorted(staging.iterdir(), key=lambda path: path.name == SETTINGS_FILE):
            path.rename(folder / path.name)


@contextmanager
def staging_beside(target: Path) -> Iterator[Path]:
    """A free path on the same file system as ``target``, cleared away at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target.parent) as temporary:
        yield Path(temporary) / "new"


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
