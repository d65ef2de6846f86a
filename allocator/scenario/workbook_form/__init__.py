"""A scenario as a workbook to fill in or to change: a sheet per table, with help and checks."""
