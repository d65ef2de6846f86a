"""Why no weights can be derived: what was found, what was expected, how to mend it."""


class NotWeighable(ValueError):
    """No weights follow from the matrices.

    Attributes
    ----------
    found, expected, mend : str
        Sentences in the language in use.
    judge : int or None
        Place of the matrix meant, counted from 0; ``None`` where it is about all of them.
    """

    def __init__(self, found: str, expected: str, mend: str, judge: int | None = None) -> None:
        super().__init__(f"{found}; {expected}. {mend}")
        self.found, self.expected, self.mend, self.judge = found, expected, mend, judge
