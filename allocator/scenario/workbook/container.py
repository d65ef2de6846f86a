"""The ZIP file that a workbook is: its members read, however wrong what it says of them is."""

import struct
import zipfile
import zlib
from mmap import ACCESS_READ, mmap
from pathlib import Path

from allocator.scenario.unreadable import why_unreadable
from allocator.scenario.workbook.not_readable import (
    NotReadable,
    damaged,
    not_a_workbook,
    too_large,
)
from allocator.text import _

MOST_BYTES = 300 * 2**20
"""All members that are read may come to this: scores of a million rows are half as large."""

MOST_RATIO = 200
"""So many times smaller than its content may a member be; real sheets stay under 50."""

JUDGED_FROM = 4 * 2**20
"""Smaller members may be packed as well as they like."""

CHUNK = 2**20

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OTHERS = {
    "xl/workbook.bin": ".xlsb",
    "content.xml": ".ods",
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
}
"""A member that no workbook of ours has → the kind of file that has it."""

_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""What reading damaged ZIP files raises, an unknown packing and an encrypted member included."""


class Container:
    """A workbook's file, opened.

    Raises
    ------
    NotReadable
        It is no workbook, of an older kind, protected or damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                head = file.read(8)
            if head == _OLE:
                raise _old_or_protected(path)
            if not head:
                raise not_a_workbook(_("an empty file"))
            if not head.startswith(_ZIP):
                raise not_a_workbook(_("a file that is not a workbook"))
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise not_a_workbook(why_unreadable(error)) from None
        except _FAULTS:
            raise damaged(_("it is cut short")) from None
        self._members = {info.filename.lower(): info for info in self._zip.infolist()}
        self._left = MOST_BYTES
        other = next((kind for name, kind in _OTHERS.items() if name in self._members), None)
        if other is not None:
            self.close()
            raise not_a_workbook(_("a file of the kind {kind}").format(kind=other))

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def size(self, name: str) -> int:
        """Bytes that a member says that it unpacks to; 1 at least, also where there is none."""
        info = self._members.get(name.lower())
        return max(1, info.file_size) if info else 1

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def xml(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The XML of a member.

        Raises
        ------
        NotReadable
            It is not there, damaged, larger than ``most`` or than what is left of
            :data:`MOST_BYTES`, or declares entities.
        """
        info = self._members.get(name.lower())
        if info is None:
            raise damaged(_("{part} is missing").format(part=name))
        if info.file_size > min(most, self._left) or _packed_too_well(info):
            raise too_large(_("{part} of {size} MB when unpacked").format(
                part=name, size=info.file_size // 2**20
            ))  # fmt: skip
        data = self._unpacked(info, min(most, self._left))
        self._left -= len(data)
        _refuse_declarations(name, data)
        return data

    def _unpacked(self, info: zipfile.ZipInfo, most: int) -> bytes:
        """What the member holds, counted as it comes: its size is not taken on trust."""
        chunks, size = [], 0
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(CHUNK):
                    size += len(chunk)
                    if size > most:
                        raise too_large(_("{part} of more than {size} MB when unpacked").format(
                            part=info.filename, size=most // 2**20
                        ))  # fmt: skip
                    chunks.append(chunk)
        except (*_FAULTS, OSError):
            raise damaged(_("{part} cannot be unpacked").format(part=info.filename)) from None
        return b"".join(chunks)


def _packed_too_well(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(JUDGED_FROM, MOST_RATIO * info.compress_size)


def _refuse_declarations(name: str, data: bytes) -> None:
    """No program writes a document type into a workbook: it can only be there to do harm."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise damaged(_("{part} declares a document type").format(part=name))
    if b"\0" in data[:4]:
        raise damaged(_("{part} is not XML in UTF-8").format(part=name))


def _old_or_protected(path: Path) -> NotReadable:
    """Such files are password-protected workbooks, or of the form before 2007."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        protected = data.find("EncryptedPackage".encode("utf-16-le")) >= 0
    if protected:
        return NotReadable(
            _("a workbook protected by a password"),
            _("a workbook without a password"),
            _(
                "Open it in Excel, choose File, Info, Protect Workbook, Encrypt with Password, "
                "empty the password, and save."
            ),
        )
    return not_a_workbook(_("a workbook of the older form (.xls or .et)"))
