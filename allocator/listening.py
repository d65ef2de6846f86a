"""Who is told what work is at, where nobody asked to be."""


def nobody(*_told: object) -> None:
    """Does not listen."""
