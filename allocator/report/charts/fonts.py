"""Fonts that have the characters of a chart: found, or told to be missing."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import category

from allocator.report.charts.bundled import BUNDLED, has_letters
from allocator.report.charts.faces import faces, lacking
from allocator.report.charts.families import FAMILIES
from allocator.report.charts.scripts import Kind, by_kind
from allocator.text import _
from allocator.text.sentences import joined

VARIABLE = "ALLOCATOR_FONTS"
"""Environment variable: folders with fonts, looked at before those of the system."""

_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Categories of characters of which nothing is drawn."""

_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}

_LIKELY = (
    "notosanscjk-regular",
    "notosanscjksc-regular",
    "notosanssc-regular",
    "notosanssc",
    "sourcehansanssc-regular",
    "sourcehansans-regular",
    "pingfang",
    "hiragino sans gb",
    "msyh",
    "wqy-microhei",
    "wqy-zenhei",
    "stheiti",
    "simhei",
    "simsun",
    "arial unicode",
    "droidsansfallback",
    "notoserifcjk-regular",
)
"""Beginnings of the names of files with Chinese fonts, best first, so that few need be opened."""


class MissingFont(Exception):
    """No font found here has some of the characters.

    Attributes
    ----------
    characters : str
        Those that would be drawn as boxes, each once.
    """

    def __init__(self, characters: str, folders: Sequence[Path] | None = None) -> None:
        self.characters = characters
        super().__init__(_reason(characters, font_folders() if folders is None else folders))


def _reason(characters: str, folders: Sequence[Path]) -> str:
    found = _(
        "no font found here can draw all characters; missing: {characters}; looked in {folders}."
    ).format(
        characters=_(", ").join(_told(kind, own) for kind, own in by_kind(characters).items()),
        folders=", ".join(str(folder) for folder in folders) or "–",
    )
    return joined([found, *(_advice(kind) for kind in by_kind(characters))])


def _told(kind: Kind, characters: str, shown: int = 20) -> str:
    """The characters of a kind, the first of them one by one."""
    names = {
        "Chinese": _("Chinese, Japanese or Korean characters"),
        "emoji": _("emoji"),
        "private": _("private characters"),
        "other": _("other characters"),
    }
    cut = characters[:shown] + ("…" if len(characters) > shown else "")
    if kind == "private":
        cut = " ".join(f"U+{ord(each):04X}" for each in cut if each != "…")
    return _("{kind} {characters} ({count})").format(
        kind=names[kind], characters=cut, count=len(characters)
    )


def _advice(kind: Kind) -> str:
    """What helps; a chart is drawn in one font, which has to have all of its characters."""
    advice = {
        "Chinese": _(
            "Install a font for Chinese (Debian, Ubuntu: apt install fonts-noto-cjk, or "
            "fonts-wqy-zenhei), or set {variable} to a folder that has one."
        ),
        "emoji": _(
            "Emoji are in fonts of their own, and a chart is drawn in one font: take them out of "
            "the names, or set {variable} to a folder with a font that has them beside the other "
            "characters."
        ),
        "private": _(
            "Private characters, such as those of rare names, are only in the font of whoever "
            "made them: set {variable} to a folder that has it."
        ),
        "other": _(
            "Set {variable} to a folder with a font that has them beside the other characters, or "
            "take them out of the names."
        ),
    }
    return advice[kind].format(variable=VARIABLE)


def own_folders() -> list[Path]:
    """Those that the user names in :data:`VARIABLE`."""
    named = os.environ.get(VARIABLE, "").split(os.pathsep)
    return [Path(name).expanduser() for name in named if name.strip()]


def font_folders() -> list[Path]:
    """Where fonts are looked for: the user's own folders, then the system's that exist."""
    standard = [folder for folder in _standard_folders() if folder.is_dir()]
    return own_folders() + standard


def _standard_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
        return [windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        system = Path("/System/Library/Fonts")
        return [system, Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


def font_for(text: str, folders: Sequence[Path] | None = None) -> str:
    """The family of a font found here that has every character of ``text``.

    Parameters
    ----------
    folders
        Where to look; :func:`font_folders` unless given.

    Raises
    ------
    MissingFont
    """
    wanted = frozenset(character for character in text if category(character) not in _UNSEEN)
    looked_at = font_folders() if folders is None else list(folders)
    fewest = wanted
    for file in _files(looked_at):
        for family, ranges in sorted(faces(file), key=lambda face: _liking(face[0])):
            lacks = lacking(wanted, ranges)
            if not lacks:
                return family
            fewest = min(fewest, lacks, key=len)
    rare = sorted(character for character in wanted if not has_letters(character))
    if not rare:
        return BUNDLED
    raise MissingFont("".join(sorted(fewest.intersection(rare) or fewest)), looked_at)


def _liking(family: str) -> tuple[int, bool]:
    """Order of the families in one file: a collection has the same font for several countries."""
    known = FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)
    return known, "Mono" in family


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Font files: those of each folder by likelihood, then by name."""
    for folder in folders:
        found = [
            Path(place) / name
            for place, _folders, names in os.walk(folder)
            for name in names
            if Path(name).suffix.lower() in _ENDINGS
        ]
        yield from sorted(found, key=_likelihood)


def _likelihood(file: Path) -> tuple[int, str]:
    name = file.name.lower()
    known = (place for place, begin in enumerate(_LIKELY) if name.startswith(begin))
    return next(known, len(_LIKELY)), str(file)
