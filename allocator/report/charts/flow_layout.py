"""Where the nodes and ribbons of a Sankey diagram lie.

Columns are laid out from left to right. A node is as high as its posts are many; within a column
nodes are ordered by the weighted middle of their neighbours, swept to and fro (the barycentre
heuristic of Sugiyama, Tagawa and Toda, 1981), and the order with the fewest crossings is kept.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

Node = tuple[int, str]
"""A column, counted from 0, and a name in it."""

Flow = tuple[Node, Node, int]
"""From a node to one of the next column, in posts; each pair once."""

SLOT = 16.0
"""Pixels from the middle of a node to that of the next, at least: a line of text."""

_GAP = 6.0
"""Pixels between two nodes, at least."""

_SWEEPS = 12


@dataclass(frozen=True)
class Box:
    """A node, in pixels from the top."""

    node: Node
    posts: int
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Ribbon:
    """A flow, in pixels from the top: where it leaves its source and enters its target."""

    source: Node
    target: Node
    posts: int
    leaves: float
    enters: float
    thick: float


@dataclass(frozen=True)
class Layout:
    """Boxes from left to right and from top to bottom, and the ribbons between them."""

    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]


def laid_out(flows: Sequence[Flow], height: float, last: frozenset[Node] = frozenset()) -> Layout:
    """Boxes and ribbons in a frame of ``height`` pixels.

    Parameters
    ----------
    flows
        Of more than no posts.
    last
        Nodes that come last in their column.

    Notes
    -----
    The result does not depend on the order of ``flows``.
    """
    flows = sorted(flows)
    posts = _posts(flows)
    columns = _ordered(flows, posts, last)
    scale = min(_scale([posts[node] for node in column], height) for column in columns)
    boxes = {}
    for column in columns:
        boxes.update(_stacked(column, posts, scale, height))
    ribbons = _ribbons(flows, boxes, scale)
    return Layout(tuple(boxes.values()), tuple(ribbons))


def _posts(flows: Sequence[Flow]) -> dict[Node, int]:
    """The larger of what comes in and what goes out."""
    comes: dict[Node, int] = defaultdict(int)
    goes: dict[Node, int] = defaultdict(int)
    for source, target, posts in flows:
        goes[source] += posts
        comes[target] += posts
    return {node: max(comes[node], goes[node]) for node in sorted({*comes, *goes})}


def _ordered(
    flows: Sequence[Flow], posts: Mapping[Node, int], last: frozenset[Node]
) -> list[list[Node]]:
    columns: list[list[Node]] = [[] for _ in range(max(node[0] for node in posts) + 1)]
    for node in sorted(posts, key=lambda node: (node in last, -posts[node], node)):
        columns[node[0]].append(node)
    columns = [column for column in columns if column]
    best, fewest = [list(column) for column in columns], _crossings(flows, columns)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for column in columns[1:] if forward else columns[-2::-1]:
            middles = _barycentres(flows, _middles(columns, posts), forward)
            column.sort(key=partial(_precedence, middles=middles, posts=posts, last=last))
        crossings = _crossings(flows, columns)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return best


def _precedence(
    node: Node, *, middles: Mapping[Node, float], posts: Mapping[Node, int], last: frozenset[Node]
) -> tuple[bool, float, int, Node]:
    # rounded, so that nodes with the same neighbour stand by size
    return node in last, round(middles.get(node, 0.0), 9), -posts[node], node


def _middles(columns: Sequence[Sequence[Node]], posts: Mapping[Node, int]) -> dict[Node, float]:
    """Where the middle of each node is in its column, from 0 to 1."""
    middles = {}
    for column in columns:
        total, above = sum(posts[node] for node in column), 0
        for node in column:
            middles[node] = (above + posts[node] / 2) / total
            above += posts[node]
    return middles


def _barycentres(
    flows: Sequence[Flow], middles: Mapping[Node, float], forward: bool
) -> dict[Node, float]:
    weighted: dict[Node, float] = defaultdict(float)
    weights: dict[Node, int] = defaultdict(int)
    for source, target, posts in flows:
        node, neighbour = (target, source) if forward else (source, target)
        weighted[node] += posts * middles[neighbour]
        weights[node] += posts
    return {node: weighted[node] / weights[node] for node in weights}


def _crossings(flows: Sequence[Flow], columns: Sequence[Sequence[Node]]) -> int:
    """Posts times posts of each pair of ribbons that cross."""
    place = {node: at for column in columns for at, node in enumerate(column)}
    crossings = 0
    for index, (source, target, posts) in enumerate(flows):
        for other_source, other_target, others in flows[index + 1 :]:
            if other_source[0] != source[0]:
                continue
            left = place[source] - place[other_source]
            right = place[target] - place[other_target]
            crossings += posts * others if left * right < 0 else 0
    return crossings


def _scale(posts: Sequence[int], height: float) -> float:
    """Pixels per post with which a column is as high as the frame; at least a little."""
    low, high = 0.0, height / sum(posts)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _height(posts, middle) <= height else (low, middle)
    return low


def _height(posts: Sequence[int], scale: float) -> float:
    gaps = (_gap(above, below, scale) for above, below in pairwise(posts))
    return scale * sum(posts) + sum(gaps)


def _gap(above: int, below: int, scale: float) -> float:
    """Pixels between two nodes, so that their labels have a line each."""
    return max(_GAP, SLOT - scale * (above + below) / 2)


def _stacked(
    column: Sequence[Node], posts: Mapping[Node, int], scale: float, height: float
) -> dict[Node, Box]:
    """Boxes of a column, midway in the frame."""
    sizes = [posts[node] for node in column]
    top = (height - _height(sizes, scale)) / 2
    boxes = {}
    for place, node in enumerate(column):
        if place:
            top += _gap(sizes[place - 1], sizes[place], scale)
        boxes[node] = Box(node, sizes[place], top, top + scale * sizes[place])
        top = boxes[node].bottom
    return boxes


def _ribbons(flows: Sequence[Flow], boxes: Mapping[Node, Box], scale: float) -> list[Ribbon]:
    """At each node in the order of the other ends, so that they do not cross beside it."""
    leaves = {node: box.top for node, box in boxes.items()}
    enters = dict(leaves)
    starts, ends = {}, {}
    for flow in sorted(flows, key=lambda flow: (boxes[flow[1]].top, flow)):
        starts[flow] = leaves[flow[0]]
        leaves[flow[0]] += scale * flow[2]
    for flow in sorted(flows, key=lambda flow: (boxes[flow[0]].top, flow)):
        ends[flow] = enters[flow[1]]
        enters[flow[1]] += scale * flow[2]
    return [Ribbon(*flow, starts[flow], ends[flow], scale * flow[2]) for flow in flows]
