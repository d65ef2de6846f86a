"""One emergency: many posts are needed at once, for tests of how a bank stands it."""

from typing import Annotated

from pydantic import Field

from allocator.scenario.policy.codes import Purpose
from allocator.scenario.policy.values import Section, key


class Emergency(Section):
    """Requests that all arrive in one month, each urgent."""

    posts: Annotated[int, Field(strict=True, ge=0, le=100_000)] = key(
        "posts that an emergency asks for in all, spread over requests like those of the first "
        "year in proportion to their posts; 0: there is none; assumed",
        "一次突发事件共需的编制数，按首年各项申请的编制数分摊；0 为没有；默认值为假定",
        default=0,
    )
    month: Annotated[int, Field(strict=True, ge=1, le=1199)] = key(
        "when, months after the beginning, on the first of the month; 18: July of the second year; "
        "assumed",
        "发生时间，自起始之日起的月数，为当月一日；18 即第二年七月；默认值为假定",
        default=18,
    )
    purpose: Purpose = key(
        "purpose of the first-year requests that it takes after; empty: all of them; assumed",
        "参照首年哪一用途的申请；不填则为全部；默认值为假定",
        default="",
    )
