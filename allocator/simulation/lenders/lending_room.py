"""How much more may be lent, and to whom: response, overdue loans, shares."""

from collections import defaultdict
from fractions import Fraction

from allocator.allocation.prepare.numbers import Prepared, Request
from allocator.simulation.lenders.vacancies import Vacancies


class LendingRoom:
    """Posts that may newly be lent, whatever the pools and limits have.

    Rules ``response`` and ``overdue`` (of the unit), ``department_share`` and
    ``purpose_share`` (of all that is lent).
    """

    def __init__(self, numbers: Prepared, vacancies: Vacancies) -> None:
        self._numbers = numbers
        self._vacancies = vacancies
        self._department_share = _ratio(numbers.department_share, Fraction(1))
        self._purpose_share = _ratio(numbers.purpose_share, Fraction(0))
        self._caps = dict(numbers.lending_caps) | dict.fromkeys(numbers.blocked, 0)
        self._owned = sum(pool.capital - pool.reserve for pool in numbers.pools.values())
        self._lent: defaultdict[str, int] = defaultdict(int)
        self._ahead = 0

    def widens(self) -> bool:
        """Whether what is lent to one can let more be lent to another."""
        decided = any(not deposit.fixed for deposit in self._numbers.deposits.values())
        by_department = self._numbers.department_share is not None and decided
        return self._numbers.purpose_share is not None or by_department

    def most(self, request: Request) -> int:
        """Posts that may still be lent to a request."""
        most = min(request.asked, self._caps.get(request.unit, request.asked))
        if self._numbers.department_share is not None:
            most = min(most, self._department(request.department))
        weight = self._weight(request)
        return min(most, self._ahead // -weight) if weight < 0 else most

    def take(self, request: Request, posts: int) -> None:
        """Posts are lent to a request."""
        if request.unit in self._caps:
            self._caps[request.unit] -= posts
        self._lent[request.department] += posts
        self._ahead += self._weight(request) * posts

    def _department(self, department: str) -> int:
        """``⌊share × Σ (capital + collected − reserve)⌋`` less what the department was lent."""
        part, whole = self._department_share
        most = part * (self._owned + self._vacancies.total) // whole
        return max(0, most - self._lent[department])

    def _weight(self, request: Request) -> int:
        """How far a lent post puts the named purposes ahead of their share of all posts.

        In posts times the share's denominator, so that numbers are whole.
        """
        part, whole = self._purpose_share
        return whole - part if request.purpose in self._numbers.favoured_purposes else -part


def _ratio(share: Fraction | None, without: Fraction) -> tuple[int, int]:
    return (without if share is None else share).as_integer_ratio()
