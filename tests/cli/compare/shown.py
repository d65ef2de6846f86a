"""What `compare` shows on the terminal, as rows of cells."""

from pathlib import Path
from typing import Any

import pytest

from allocator.cli.compare_shown import show_comparison
from allocator.cli.options import Shared

PLAIN = Shared(json=False, quiet=False, verbose=False)


VERBOSE = Shared(json=False, quiet=False, verbose=True)


def shown(
    capsys: pytest.CaptureFixture[str], comparison: Any, shared: Shared = PLAIN
) -> list[list[str]]:
    """Rows on the terminal, by cells two spaces apart."""
    show_comparison(comparison, Path("out"), shared)
    lines = capsys.readouterr().out.splitlines()
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
