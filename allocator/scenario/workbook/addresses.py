"""How Excel names cells: columns by letters, sheets in quotes where they need them."""

import re

_CELL = re.compile(r"!(?:([A-Z]+)|\d+:)(\d+)$")
_PLAIN = re.compile(r"[^\W\d]\w*")


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, …, Z, AA, …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number(text: str) -> int:
    """The column of some letters, counted from 0."""
    value = 0
    for letter in text:
        value = 26 * value + ord(letter) - ord("A") + 1
    return value - 1


def address(sheet: str, row: int, column: int | None = None) -> str:
    """``requests!D17``; a whole row, where no column is given, ``requests!17:17``."""
    quoted = sheet if _PLAIN.fullmatch(sheet) else "'{}'".format(sheet.replace("'", "''"))
    return f"{quoted}!{row}:{row}" if column is None else f"{quoted}!{letters(column)}{row}"


def row_and_column(cell: str) -> tuple[int, int]:
    """Row, and column counted from 0, of an address; of a whole row the column is -1."""
    match = _CELL.search(cell)
    if match is None:
        return 0, -1
    return int(match[2]), number(match[1]) if match[1] else -1
