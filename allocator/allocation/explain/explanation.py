"""The explanation of one request: what it got, what stopped it, and what would change that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from allocator.allocation.explain.options import Option
from allocator.allocation.explain.trade import Trade
from allocator.allocation.plan.reason import NOTHING_MISSING, Reason
from allocator.allocation.prepare.numbers import Request
from allocator.text import _, language


class Kind(Enum):
    """What keeps posts from a request."""

    CAP = "cap"
    """Rules that bind the request alone, whatever others get."""

    COMPETITION = "competition"
    """Others have what it would take."""

    GOALS = "goals"
    """No rule: the posts add nothing, or what they exclude is worth more."""

    UNPROVEN = "unproven"
    """Nothing: a better plan than the one in hand gives it more."""


@dataclass(frozen=True)
class Stop:
    """Posts of a request that are not granted, and what keeps them from it.

    Attributes
    ----------
    first, last : int
        The posts, counted from 1.
    kind : Kind
    ways : tuple of tuple of Reason
        Each a set of rules that would have to give way together; any of the sets is enough.
        Empty where no rule stands in the way.
    remark : Reason
        What is to be said where no rule stands in the way.
    """

    first: int
    last: int
    kind: Kind
    ways: tuple[tuple[Reason, ...], ...]
    remark: Reason = NOTHING_MISSING

    @property
    def reason(self) -> Reason:
        """All in one: the first rule, and a sentence with every reason."""
        if not self.ways:
            return self.remark
        sentences = [_("; and: ").join(reason.detail for reason in way) for way in self.ways]
        return Reason(self.ways[0][0].rule, _("; or: ").join(sentences))


@dataclass(frozen=True)
class Lent:
    """Posts lent to a request from one pool."""

    pool: str
    posts: int
    due: int


@dataclass(frozen=True)
class Explanation:
    """Why a request got what it got.

    Attributes
    ----------
    request : Request
    unit : str
        Name of its unit.
    own : int
        Own vacancies used.
    lent : tuple of Lent
    told : mapping of str to tuple of Stop
        By language, what stops it: one for the next posts, which has been verified by solving,
        and one for each further cap that later posts would meet. Empty where nothing is missing.
    next_post : Trade or None
        What one more post costs; ``None`` where nothing is missing or no plan that keeps the
        rules grants it.
    options : tuple of Option
        What must change for the request to be met in full, the best first.
    could_get_more, could_get_less : Fraction or None
        What a plan that gives it a post more, or less, loses of the first goal, where that is
        within a thousandth of its value: such a decision is a near tie.
    """

    request: Request
    unit: str
    own: int
    lent: tuple[Lent, ...]
    told: Mapping[str, tuple[Stop, ...]]
    next_post: Trade | None
    options: tuple[Option, ...]
    could_get_more: Fraction | None
    could_get_less: Fraction | None

    @property
    def granted(self) -> int:
        """Own vacancies used and posts lent."""
        return self.own + sum(loan.posts for loan in self.lent)

    @property
    def missing(self) -> int:
        """Posts asked for and not granted."""
        return self.request.asked - self.granted

    @property
    def stops(self) -> tuple[Stop, ...]:
        """What stops it, in the language in use."""
        return self.told.get(language(), ())

    @property
    def reason(self) -> Reason:
        """Why the next post is not granted, in the language in use."""
        return self.stops[0].reason if self.stops else NOTHING_MISSING


def grouped(posts: Sequence[tuple[int, tuple[str, ...]]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Neighbouring posts that meet the same caps: first, last and the caps."""
    groups: list[tuple[int, int, tuple[str, ...]]] = []
    for post, rules in posts:
        if groups and groups[-1][2] == rules:
            groups[-1] = (groups[-1][0], post, rules)
        else:
            groups.append((post, post, rules))
    return groups
