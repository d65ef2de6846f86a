"""A tidy table as a file: CSV for people, Parquet for programs; both say what they are of."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

METADATA = b"allocator"
"""Key of the record in the metadata of a Parquet file."""

FORMATS = ("csv", "parquet")


def write_table(
    table: pd.DataFrame, name: str, folder: Path, key: str, record: Mapping[str, Any]
) -> None:
    """Write a table as CSV and as Parquet.

    Parameters
    ----------
    name : str
        Of both files, without suffix.
    key : str
        Key of the record under which stands what the table is of: it is the first column of the
        CSV file.
    record : mapping
        Provenance, for the metadata of the Parquet file.
    """
    _write_csv(table, key, record[key], folder / f"{name}.csv")
    _write_parquet(table, record, folder / f"{name}.parquet")


def _write_csv(table: pd.DataFrame, key: str, of: str, path: Path) -> None:
    named = table.copy(deep=False)
    for name in table.select_dtypes("bool").columns:
        named[name] = table[name].map({True: "true", False: "false"}).astype("str")
    named.insert(0, key, of)
    named.to_csv(path, index=False, lineterminator="\n")


def _write_parquet(table: pd.DataFrame, record: Mapping[str, Any], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = {
        "int64": pa.field("", pa.int64(), nullable=False),
        "Int64": pa.field("", pa.int64()),
        "float64": pa.field("", pa.float64()),
        "bool": pa.field("", pa.bool_(), nullable=False),
    }
    text = pa.field("", pa.string())
    content = json.dumps(record, sort_keys=True, ensure_ascii=False).encode()
    # Not what pandas would note of itself: it differs with what else has been imported.
    schema = pa.schema(
        [fields.get(str(column.dtype), text).with_name(name) for name, column in table.items()],
        metadata={METADATA: content},
    )
    arrow = pa.Table.from_pandas(table, schema, preserve_index=False)
    pq.write_table(arrow.replace_schema_metadata(schema.metadata), path)
