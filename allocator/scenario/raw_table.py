"""A table as text, before any of its cells is understood: what a file and a sheet both become."""

from dataclasses import dataclass


class DamagedCell(str):
    """What a cell shows where no value can be had from it, such as ``#N/A``.

    Attributes
    ----------
    expected, mend : str
        What a cell should hold, and how to mend this one.
    """

    expected: str
    mend: str

    def __new__(cls, shown: str, expected: str, mend: str) -> "DamagedCell":
        made = super().__new__(cls, shown)
        made.expected, made.mend = expected, mend
        return made

    def __eq__(self, other: object) -> bool:
        """Text that looks the same is another cell."""
        return isinstance(other, DamagedCell) and self._whole() == other._whole()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._whole())

    def _whole(self) -> tuple[str, str, str]:
        return str(self), self.expected, self.mend


@dataclass(frozen=True)
class RawTable:
    """Cells as text, before any is understood.

    Attributes
    ----------
    file : str
        Name of the file or sheet, as the user knows it.
    headers : tuple of str
    lines : list of int
        For each row the line of the file it begins on, counted from 1.
    columns : list of tuple of str
        One tuple of cells per header.
    header_line : int
        Line that the headers stand on.
    """

    file: str
    headers: tuple[str, ...]
    lines: list[int]
    columns: list[tuple[str, ...]]
    header_line: int = 1


@dataclass(frozen=True)
class TableFile:
    """The file or sheet of a table; ``raw`` is ``None`` where it is there but cannot be read."""

    file: str
    raw: RawTable | None
