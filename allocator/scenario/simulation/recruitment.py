"""How free posts are filled."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from allocator.scenario.policy.values import Count, DoNotFit, Section, Share, Weight, key
from allocator.scenario.simulation.duration import Duration, mean_unless_given
from allocator.text import _

RetirementClass = Literal["men60", "women55", "women50"]
Age = Annotated[int, Field(strict=True, ge=18, le=60)]


def _some_weight(classes: dict[RetirementClass, Decimal]) -> dict[RetirementClass, Decimal]:
    if not any(classes.values()):
        raise ValueError(_("at least one class with a weight above 0"))
    return classes


class Recruitment(Section):
    """Recruitment to free posts, own and lent."""

    intake_month: Annotated[int, Field(strict=True, ge=0, le=12)] = key(
        "month in which free posts are advertised, once a year; 0: as soon as they are free; "
        "3 is assumed: advertised after the round of January, filled in September with the lag "
        "of 6 months, when graduates have finished",
        "每年发布招聘公告的月份；0 为随缺随招；默认 3 为假定：一月年度调配之后发布，"
        "按 6 个月周期在毕业之后的九月到岗",
        default=3,
    )
    lag: Annotated[Duration, mean_unless_given(6)] = key(
        "time from the advertisement to the first day at work",
        "从发布公告到到岗的时间",
        default=Duration(mean=Decimal(6)),
    )
    success: Share = key(
        "chance that an advertised post is filled at the end of the lag; assumed",
        "公告的岗位到期招到人的概率；默认值为假定",
        default=Decimal("0.9"),
    )
    refill_share: Share = key(
        "share of a unit's own vacancies that it advertises itself; assumed",
        "单位自有空编中自行招聘的比例；默认值为假定",
        default=Decimal(1),
    )
    at_once: Count = key(
        "most posts that a unit advertises at one time in each quota type, 0 for no limit; assumed",
        "每个单位每种编制类型同时招聘的岗位上限，0 为不限；默认值为假定",
        default=0,
    )
    from_age: Age = key(
        "lowest age of recruits, full years; assumed",
        "新进人员的最低年龄（周岁）；默认值为假定",
        default=22,
    )
    to_age: Age = key(
        "highest age of recruits, full years, all ages alike; assumed",
        "新进人员的最高年龄（周岁），各年龄机会均等；默认值为假定",
        default=35,
    )
    classes: Annotated[dict[RetirementClass, Weight], AfterValidator(_some_weight)] = key(
        "weight of each retirement class among recruits, 0 where unnamed; assumed",
        "新进人员各退休类别的权重，未列为 0；默认值为假定",
        default={"men60": Decimal("0.5"), "women55": Decimal("0.4"), "women50": Decimal("0.1")},
    )
    lapse_months: Count = key(
        "months after which lent posts that nobody was recruited to go back, 0 for never; assumed",
        "借出编制一直无人到岗即收回的月数，0 为不收回；默认值为假定",
        default=12,
    )

    @model_validator(mode="after")
    def _ages_in_order(self) -> "Recruitment":
        if self.from_age > self.to_age:
            raise DoNotFit(
                _("from_age = {from_age} and to_age = {to_age}").format(
                    from_age=self.from_age, to_age=self.to_age
                ),
                _("from_age not above to_age"),
            )
        return self
