"""Colours of charts.

All stand out from white by at least 3 : 1 (WCAG 2.1, 1.4.11), differ in lightness so that they
print in grey, and stay apart for those who see no red or no green. Blue, vermilion and green are
of Okabe and Ito, *Color Universal Design* (2008); indigo, wine and olive of Tol, *Colour Schemes*
(SRON/EPS/TN/09-002).
"""

BLUE = "#0072B2"
VERMILION = "#D55E00"
GREEN = "#009E73"
INDIGO = "#332288"
WINE = "#882255"
OLIVE = "#8A8A22"
GREY = "#767676"

SERIES = (BLUE, VERMILION, INDIGO, GREEN, WINE, OLIVE)
"""For series without a meaning of their own, in this order."""

OTHERS = GREY
"""For all series beyond those of :data:`SERIES`, drawn as one."""

INK = "#1F2328"
"""Text that is read first."""

QUIET = "#57606A"
"""Axes, notes, and text that is read last (6.4 : 1)."""

GRID = "#E4E7EB"
FAINT = "#D5DAE0"
"""A light area; where it carries meaning it has an outline of :data:`GREY`."""

PAPER = "#FFFFFF"


def colours_of(names: list[str]) -> dict[str, str]:
    """A colour for each of ``names``, in their order; grey for those that are too many."""
    return {
        name: SERIES[place] if place < len(SERIES) else OTHERS for place, name in enumerate(names)
    }
