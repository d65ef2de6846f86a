"""How a scenario is played over years: what the plan itself does not depend on.

Declared as the policy model is: meaning and unit in both languages, exact decimals, and
beside each default whether it is assumed.
"""

from decimal import Decimal

from allocator.scenario.policy.values import Section, Share, key
from allocator.scenario.simulation.demand import Demand
from allocator.scenario.simulation.duration import Duration
from allocator.scenario.simulation.emergency import Emergency
from allocator.scenario.simulation.performance import Performance
from allocator.scenario.simulation.recalls import Recalls
from allocator.scenario.simulation.recruitment import Recruitment

__all__ = [
    "Demand",
    "Duration",
    "Emergency",
    "Performance",
    "Recalls",
    "Recruitment",
    "Simulation",
]


class Simulation(Section):
    """The section ``[simulation]`` of ``scenario.toml``."""

    gap: Share = key(
        "relative gap tolerated for each goal of each round's model; assumed",
        "各年度模型中每个目标允许的相对间隙；默认值为假定",
        default=Decimal("0.001"),
    )
    yearly_deposit: bool = key(
        "vacancies are collected in every round; false: in the first alone; assumed",
        "每年都收储空编；false 为仅首年收储；默认值为假定",
        default=True,
        strict=True,
    )
    demand: Demand = key("demand", "用编需求", default=Demand())
    recruitment: Recruitment = key("recruitment", "招聘", default=Recruitment())
    evaluation: Performance = key(
        "yearly change of scores", "绩效的逐年变化", default=Performance()
    )
    recall: Recalls = key("recall at term", "到期收回", default=Recalls())
