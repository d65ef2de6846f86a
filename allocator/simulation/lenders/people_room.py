"""How many more people there may be: rules ``people_ceiling`` and ``staffing_standard``."""

from collections import defaultdict

from allocator.allocation.prepare.numbers import Prepared, Request


class PeopleRoom:
    """Posts that ceilings on people and staffing standards leave for requests."""

    def __init__(self, numbers: Prepared) -> None:
        self._left = [ceiling.room for ceiling in numbers.people_ceilings]
        self._standards = {unit: each.room for unit, each in numbers.staffing_standards.items()}
        self._over: defaultdict[str, list[int]] = defaultdict(list)
        for place, ceiling in enumerate(numbers.people_ceilings):
            for request in ceiling.requests:
                self._over[request].append(place)

    def kept(self) -> bool:
        """Whether no ceiling is exceeded before anything is granted."""
        return min(self._left, default=0) >= 0

    def most(self, request: Request) -> int:
        """Posts that may still be granted to a request."""
        most = self._standards.get(request.unit, request.asked)
        return min([most, *(self._left[place] for place in self._over[request.id])])

    def take(self, request: Request, posts: int) -> None:
        """Posts are granted to a request."""
        if request.unit in self._standards:
            self._standards[request.unit] -= posts
        for place in self._over[request.id]:
            self._left[place] -= posts
