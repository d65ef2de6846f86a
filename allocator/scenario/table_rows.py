"""The rows of a table, one by one."""

from typing import Any

import pandas as pd


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row by column, ``None`` where a cell is empty.

    Several times as quick as ``to_dict`` of pandas, which asks every cell what it is.
    """
    names = [str(name) for name in table.columns]
    columns = (
        [None if value is pd.NA else value for value in column.tolist()]
        for _name, column in table.items()
    )
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
