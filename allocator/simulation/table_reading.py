"""Files of results, read; what is wrong with them goes into one report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from allocator.scenario.problems import Problems
from allocator.simulation.table_files import METADATA
from allocator.text import _


def require_folder(folder: Path, problems: Problems, *, expected: str, mend: str) -> None:
    """Refuse what is no folder.

    Raises
    ------
    InvalidData
        It is none; nothing can be read then.
    """
    if not folder.is_dir():
        found = _("no such folder")
        problems.add(str(folder), 0, "", found=found, expected=expected, mend=mend)
        problems.raise_if_any()


@dataclass(frozen=True)
class ResultFiles:
    """The files of one kind of results, and what a report says of them.

    Attributes
    ----------
    problems : Problems
        Takes what is wrong with them.
    key : str
        Key of the record under which stands what a table is of.
    schema : int
        Of the record.
    file, record, table, another, none : str
        What is expected: a file of these results, a record of ``{schema}``, a table of what stands
        under the key; what may be found instead: another, or none.
    missing, spoilt : str
        How to mend a file that is not there, and one that is not as it was written.
    """

    problems: Problems
    key: str
    schema: int
    file: str
    record: str
    table: str
    another: str
    none: str
    missing: str
    spoilt: str

    def read_record(self, path: Path) -> dict[str, Any]:
        """A JSON object of the schema; empty, with a problem noted, where it is none."""
        expected = self.record.format(schema=self.schema)
        record = self.read_object(path, expected)
        if record is None or record.get("schema") == self.schema:
            return record or {}
        self._is_spoilt(path, str(record.get("schema")), expected)
        return {}

    def read_object(self, path: Path, expected: str) -> dict[str, Any] | None:
        """A JSON object; ``None``, with a problem noted, where it is none."""
        if not path.is_file():
            self._is_missing(path)
            return None
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            self._is_spoilt(path, str(error), _("a JSON object"))
            return None
        if not isinstance(content, dict):
            self._is_spoilt(path, type(content).__name__, expected)
            return None
        return content

    def read_table(self, path: Path, record: Mapping[str, Any]) -> pd.DataFrame:
        """A Parquet file with the types it had; it must be of what the record is of, if any."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        nothing = pd.DataFrame()
        if not path.is_file():
            self._is_missing(path)
            return nothing
        try:
            arrow = pq.read_table(path)
        except (pa.ArrowException, OSError) as error:
            self._is_spoilt(path, str(error), _("a Parquet file"))
            return nothing
        of = _noted(arrow.schema.metadata or {}, self.key)
        if record and of != record.get(self.key):
            found = self.none if of is None else self.another.format(**{self.key: of})
            self._is_spoilt(path, found, self.table.format(**{self.key: record[self.key]}))
        return _typed(arrow)

    def _is_missing(self, path: Path) -> None:
        found = _("no such file")
        self.problems.add(path.name, 0, "", found=found, expected=self.file, mend=self.missing)

    def _is_spoilt(self, path: Path, found: str, expected: str) -> None:
        self.problems.add(path.name, 0, "", found=found, expected=expected, mend=self.spoilt)


def _typed(arrow: Any) -> pd.DataFrame:
    """The table with the types it had before it was written."""
    table: pd.DataFrame = arrow.to_pandas(integer_object_nulls=True)
    types = {"int64": "Int64", "string": "str"}
    typed = {
        field.name: types[str(field.type)]
        for field in arrow.schema
        if field.nullable and str(field.type) in types
    }
    return table.astype(typed)


def _noted(metadata: Mapping[bytes, bytes], key: str) -> Any:
    try:
        record = json.loads(metadata[METADATA])
    except (KeyError, ValueError):
        return None
    return record.get(key) if isinstance(record, dict) else None
