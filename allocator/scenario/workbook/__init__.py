"""A scenario in one workbook: a sheet per table, and a sheet ``scenario`` of keys and values.

Excel workbooks (``.xlsx``, ``.xlsm``) are read. Older and other forms are refused: what reads them
shows a cell with an error, such as ``#N/A``, as an empty one.
"""

from allocator.scenario.workbook.source import WorkbookSource

__all__ = ["WorkbookSource"]
