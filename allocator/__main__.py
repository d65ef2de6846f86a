"""``python -m allocator``."""

from allocator.cli.main import main

main()
