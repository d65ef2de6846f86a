"""How every workbook is made; apart, since a process that only fills one needs nothing else."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""XlsxWriter's options, under which text stays text, whatever it begins with."""
