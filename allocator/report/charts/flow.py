"""The flow of posts from column to column: a Sankey diagram."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.report.charts.flow_drawing import drawn
from allocator.report.charts.flow_layout import SLOT, Box, Flow, Node, laid_out
from allocator.report.charts.theme import Spec, sentence
from allocator.report.values import shown
from allocator.text import _


@dataclass(frozen=True)
class Link:
    """Posts that go from a node of one column to a node of the next.

    Attributes
    ----------
    column : int
        The column they come from, counted from 0.
    source, target : str
        Names of the nodes; the same name in two columns is two nodes.
    posts : int
    """

    column: int
    source: str
    target: str
    posts: int


def flow_chart(links: Sequence[Link], headings: Sequence[str], most_nodes: int = 16) -> Spec:
    """Ribbons as wide as posts are many.

    Parameters
    ----------
    headings : sequence of str
        One above each column.
    most_nodes : int
        Of a column; the smallest beyond that are drawn as one, “N others”.
    """
    flows, others = _merged([link for link in links if link.posts > 0], most_nodes)
    if not flows:
        return sentence()
    height = _height(flows)
    layout = laid_out(flows, height, frozenset(others))
    labels = [_label(box, others) for box in layout.boxes]
    return drawn(layout, labels, headings, height)


def _height(flows: Sequence[Flow]) -> float:
    """Pixels of the frame: enough for the labels of the longest column."""
    nodes = {node for source, target, _posts in flows for node in (source, target)}
    most = max(sum(node[0] == column for node in nodes) for column in {node[0] for node in nodes})
    return max(200.0, 1.75 * SLOT * most)


def _merged(links: Sequence[Link], most_nodes: int) -> tuple[list[Flow], dict[Node, int]]:
    """Flows with small nodes made one, and how many nodes each of those stands for."""
    posts: dict[Node, int] = defaultdict(int)
    for link in links:
        posts[link.column, link.source] += link.posts
        posts[link.column + 1, link.target] += link.posts
    others = {}
    stands_for = {}
    for column in {node[0] for node in posts}:
        nodes = [node for node in posts if node[0] == column]
        nodes.sort(key=lambda node: (-posts[node], node))
        rest = nodes[most_nodes - 1 :] if len(nodes) > most_nodes else []
        if rest:
            others[column, ""] = len(rest)
        stands_for.update(dict.fromkeys(rest, (column, "")))
    flows: dict[tuple[Node, Node], int] = defaultdict(int)
    for link in links:
        source, target = (link.column, link.source), (link.column + 1, link.target)
        flows[stands_for.get(source, source), stands_for.get(target, target)] += link.posts
    return [(source, target, number) for (source, target), number in flows.items()], others


def _label(box: Box, others: Mapping[Node, int]) -> str:
    if box.node not in others:
        return box.node[1]
    return _("{count} others").format(count=shown(others[box.node], "count"))
