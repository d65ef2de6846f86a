"""Where a workbook is to be written, from what the user wrote."""

from pathlib import Path

import click

from allocator.text import _

SUFFIX = ".xlsx"


def is_workbook(place: Path) -> bool:
    """Whether the name is that of a workbook."""
    return place.suffix.lower() == SUFFIX


def workbook_place(place: Path) -> Path:
    """``place`` with the suffix of a workbook, if it has none.

    Raises
    ------
    click.BadParameter
        There is no name to which it could be added, as in ``.``.
    """
    if is_workbook(place):
        return place
    if place.name in ("", ".."):
        raise click.BadParameter(
            _("“{place}” is a folder; expected the name of a workbook").format(place=place)
        )
    return place.with_name(place.name + SUFFIX)


def check_command(file: Path) -> str:
    """The command that checks a workbook, as it is typed."""
    name = str(file)
    return f'allocator check "{name}"' if " " in name else f"allocator check {name}"
