"""Text that goes into a Word document."""

import re

_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def accepted(text: str) -> str:
    """``text`` without the control characters that a file in XML cannot hold."""
    return _REFUSED.sub("", text)
