"""``scenario.toml``: identity, years, policy, overrides and simulation of a scenario."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from allocator.scenario.policy import Schema, Section, Title, key
from allocator.scenario.simulation import Simulation

SETTINGS_FILE = "scenario.toml"

SETTINGS_KEYS = frozenset({"base_year", "horizon", "policy", "simulation"})
"""Keys that an override sets in ``scenario.toml``; all others are the policy model's."""


class Settings(Section):
    """What ``scenario.toml`` says."""

    listed_in: ClassVar[str] = "docs/data.md"
    schema_version: Schema = key("version of this form", "格式版本", alias="schema")
    name: str = key("name of the scenario", "情景名称", min_length=1)
    title: Title = key("title", "标题", default=Title())
    source: str = key("where the figures come from", "数据来源", default="")
    base_year: Annotated[int, Field(strict=True, ge=1950, le=2150)] = key(
        "year of the annual round, on 1 January", "年度调配的年份（1 月 1 日）"
    )
    horizon: Annotated[int, Field(strict=True, ge=1, le=50)] = key(
        "plan years", "规划年数", default=6
    )
    policy: str = key("built-in policy model or path", "制度模型名称或路径", min_length=1)
    overrides: dict[str, Any] = key("policy keys to change", "对制度模型的调整", default={})
    simulation: Simulation = key("simulation over years", "多年模拟", default=Simulation())

    @property
    def years(self) -> range:
        """The plan years, ``base_year … base_year + horizon − 1``."""
        return range(self.base_year, self.base_year + self.horizon)
