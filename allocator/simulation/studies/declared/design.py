"""Designs: which combinations of levels are played."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from allocator.scenario.policy import Section, key

Kind = Literal["full_factorial", "list", "latin_hypercube", "sobol", "saltelli"]


class Rows(Section):
    """The design of all levers, or of all uncertainties."""

    kind: Kind = key(
        "full_factorial: every combination; list: the rows given; latin_hypercube; sobol: "
        "scrambled Sobol' points; saltelli: points for Sobol' indices of sensitivity",
        "full_factorial 全部组合；list 逐行列出；latin_hypercube 拉丁超立方；"
        "sobol 加扰 Sobol' 点列；saltelli 用于 Sobol' 敏感性指数的点列",
        default="full_factorial",
    )
    points: Annotated[int, Field(strict=True, ge=0, le=65536)] = key(
        "points of a design that samples; a power of 2 for sobol and saltelli",
        "抽样设计的点数；sobol 与 saltelli 须为 2 的幂",
        default=0,
    )
    rows: tuple[Mapping[str, Any], ...] = key(
        "of a list: factor's id = value, or name of its level, in each row; a factor left out "
        "stays as the scenario has it",
        "list 的各行：因素简称 = 取值或水平名称；未列的因素沿用情景原值",
        default=(),
    )


class Design(Section):
    """Levers and uncertainties are laid out apart; every setting meets every assumption."""

    levers: Rows = key("design of the levers", "可控因素的设计", default=Rows())
    uncertainties: Rows = key("design of the uncertainties", "不确定因素的设计", default=Rows())
