"""The process that fills a workbook: section after section in, at last a report; a workbook out."""

import gc
import sys

from allocator.report.document import Report, Section
from allocator.report.helper_process import serve
from allocator.report.workbook.writing import Book


def main() -> None:
    """Fill one workbook."""
    gc.disable()  # hundreds of thousands of cells, none of which is garbage
    book = Book(sys.argv[1])

    def filled(wanted: Section | Report) -> bytes | None:
        if isinstance(wanted, Report):
            return book.finished(wanted)
        book.add(wanted)
        return None

    serve(filled)


if __name__ == "__main__":
    main()
