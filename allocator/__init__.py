"""An optimisation and simulation engine for a public quota bank (编制银行)."""

__version__ = "0.1.0"

SOFTWARE = f"allocator {__version__}"
"""What results say that they were made with."""
