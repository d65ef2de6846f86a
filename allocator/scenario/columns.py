"""What a column is: its name, its kind, its Chinese header, its meaning."""

from dataclasses import dataclass, field
from typing import Any, Literal

from allocator.text import language

Kind = Literal["id", "text", "code", "integer", "decimal", "year", "month", "boolean", "choice"]


@dataclass(frozen=True)
class Column:
    """One column of a table, declared once for reading, checking, templates and docs.

    Attributes
    ----------
    name, header_zh : str
        English name (also the name in code) and Chinese header; both are accepted.
    kind : str
        ``id`` (key or reference), ``text``, ``code`` (free code, ``*`` allowed where the
        table says so), ``integer``, ``decimal``, ``year``, ``month`` (``YYYY-MM``),
        ``boolean`` or ``choice``.
    meaning, meaning_zh, example : str
        For templates and documentation.
    required : bool
        The column must be there and filled in.
    key : bool
        Part of the key that no two rows may share.
    default
        What an empty cell means; ``None`` leaves it unknown.
    choices : dict
        Accepted value → its Chinese form, which is accepted too.
    least, most : int or None
        Bounds of a number.
    """

    name: str
    header_zh: str
    kind: Kind
    meaning: str
    meaning_zh: str
    example: str = ""
    required: bool = False
    key: bool = False
    default: Any = None
    choices: dict[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None

    def explained(self) -> str:
        """The meaning, in the language in use."""
        return self.meaning_zh if language() == "zh" else self.meaning


@dataclass(frozen=True)
class Table:
    """One table of a scenario."""

    name: str
    title: str
    title_zh: str
    columns: tuple[Column, ...]
    required: bool = False
    bulky: bool = False
    """May have millions of rows with few distinct values: its columns are categorical."""

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that together name a row."""
        return tuple(column.name for column in self.columns if column.key)

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def by_header(self) -> dict[str, Column]:
        """Every accepted header → its column."""
        names = {column.name: column for column in self.columns}
        return names | {column.header_zh: column for column in self.columns}
