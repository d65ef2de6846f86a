"""A document as bytes that depend on what is in it alone."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can tell."""


def packed(document: Document) -> bytes:
    """The file of ``document``, its parts without the time at which they were packed."""
    saved, content = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(content, "w", ZIP_DEFLATED) as packed_anew:
        for name in parts.namelist():
            # The system that made it would differ between Windows and others.
            part = ZipInfo(name, _WRITTEN)
            part.create_system = 0
            part.compress_type = ZIP_DEFLATED
            packed_anew.writestr(part, parts.read(name))
    return content.getvalue()
