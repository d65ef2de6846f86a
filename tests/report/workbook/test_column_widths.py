"""How wide columns are."""

from allocator.report.document import Field, Grid
from allocator.report.workbook.widths import column_widths


def test_a_column_has_room_for_its_sum() -> None:
    counts = ((600_000,), (600_000,))
    summed = Grid("g", "G", (Field("n", "N", "count", total=True),), counts)
    plain = Grid("g", "G", (Field("n", "N", "count"),), counts)
    # 1,200,000 and 600,000: 9 and 7 characters, one for the sign, 3 beside them.
    assert column_widths([summed], False) == (13,)
    assert column_widths([plain], False) == (11,)
