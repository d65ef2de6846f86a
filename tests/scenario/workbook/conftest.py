"""The small scenario as a workbook."""

from typing import Any

import pytest

from tests.scenario.workbook.books import Book, book_of


@pytest.fixture
def book(small: Any) -> Book:
    """The small scenario as a workbook, beside its policy model."""
    return book_of(small.write(), small.path / "book.xlsx")


@pytest.fixture
def book_zh(small: Any) -> Book:
    """The small scenario as a workbook in Chinese."""
    return book_of(small.write(), small.path / "编制.xlsx", "zh")
