"""What a study looks at."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from allocator.scenario.policy import Section, key
from allocator.scenario.policy.values import Number
from allocator.simulation.measures import Better


class MeasureChoice(Section):
    """A measure of the simulation, and which way is better."""

    measure: str = key(
        "name of a measure, as posts_granted, or of one part of it, as utilisation[P1]",
        "指标名，如 posts_granted；或其一部分，如 utilisation[P1]",
    )
    better: Better | None = key(
        "which way is better; what the measure itself says where nothing is said",
        "more 越多越好、less 越少越好、neither 无所谓；不填则按指标本身",
        default=None,
    )


def _by_name(entry: Any) -> Any:
    return {"measure": entry} if isinstance(entry, str) else entry


Chosen = Annotated[MeasureChoice, BeforeValidator(_by_name)]
"""A measure; its name alone says as much as a section with nothing else in it."""


class Pareto(Section):
    """Settings that no other beats in every measure at once."""

    measures: Annotated[tuple[str, ...], Field(min_length=2, max_length=4)] = key(
        "two to four of the study's measures that have a better way",
        "研究中两至四项有优劣方向的指标",
    )
    reference: tuple[Number, ...] = key(
        "point from which the hypervolume is measured, one number for each measure; the worst of "
        "each among the settings where nothing is said",
        "计算超体积的参考点，每项指标一个数；不填则取各项最差值",
        default=(),
    )


class Curve(Section):
    """A measure over the values of one lever, and the value that reaches a wanted level."""

    lever: str = key("id of a lever with numeric values", "取数值的可控因素简称")
    measure: str = key("one of the study's measures", "研究的一项指标")
    reaches: Number = key("what is wanted of the mean", "期望达到的均值")
