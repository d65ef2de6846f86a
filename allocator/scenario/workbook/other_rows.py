"""Rows below a table that are not of it: totals, and remarks such as “注：…”.

As data a total would count everything twice, where its other cells happen to be filled in.
"""

import re

from allocator.scenario.parsing import clean
from allocator.scenario.problems import Problems, quoted
from allocator.scenario.workbook.cells import Row, text_of
from allocator.text import _

_TOTAL = r"[合总小共累]\s*计[\s\d:：,，.()（）人名个项]*|(?:grand |sub-?)?totals?:?|sum:?"
_REMARK = r"(?:备?注|附注|说明|填[表报]人?|制表人?|审核人?|notes?|remarks?)\s*\d*\s*[:：].*"
OTHER = re.compile(f"{_TOTAL}|{_REMARK}", re.IGNORECASE | re.DOTALL)


def is_of_the_table(sheet: str, place: int, row: Row, problems: Problems) -> bool:
    """Whether a row, the one at ``place`` counted from 0, is data; one that is not is noted."""
    first = next((text for text in map(clean, map(text_of, row)) if text), "")
    if not OTHER.fullmatch(first):
        return True
    problems.add(
        sheet,
        place + 1,
        "",
        found=quoted(first),
        expected=_("a row of data rather than a total or a remark"),
        mend=_("Delete the row, or move it to a sheet of another name."),
    )
    return False
