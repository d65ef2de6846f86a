"""Numbers as people write them for people, which a cell cannot take: “1,200”, “30 posts”."""

import re

_SEPARATORS = ",，'’ \u00a0\u202f"
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}([{_SEPARATORS}])\d{{3}}(?:\1\d{{3}})*(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_UNIT = re.compile(r"\s*[^\W\d_][^\d]*")


def likely_number(text: str) -> str:
    """The number that ``text`` means, without thousands separators and unit; empty for none.

    A comma can be a decimal sign, so that what is found is to be offered, never taken.
    """
    match = _GROUPED.match(text) or _PLAIN.match(text)
    if match is None:
        return ""
    rest = text[match.end() :]
    if rest and not _UNIT.fullmatch(rest):
        return ""
    number = "".join(character for character in match[0] if character not in _SEPARATORS)
    return "" if number == text else number
