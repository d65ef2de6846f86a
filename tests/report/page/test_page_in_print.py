"""The page on paper: nothing can be opened there, and nothing may be lost for that."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.report.page.conftest import Opener

SENTENCE = {
    "zh": "申请的岗位不在优先领域内。",
    "en": "It is in no field of priority.",
}
"""What each decision of the made-up report says."""


LEADING = [
    "#page-section-schedule > h2",
    "#page-section-schedule > p",
    "figcaption",
    "#page-grid-schedule thead",
    "#page-grid-schedule tr:has(+ .detail)",
]
"""What is no use at the end of a sheet."""

Printer = Callable[..., Page]


@pytest.fixture
def printed(opened: Opener) -> Iterator[Printer]:
    """Opens the page of a language in the print style."""
    seen: list[Page] = []

    def open_page(language: str = "en", *, script: bool = True) -> Page:
        page, _heard = opened(language, script=script)
        page.emulate_media(media="print")
        seen.append(page)
        return page

    yield open_page
    for page in seen:
        page.emulate_media(media="screen")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_each_row_is_followed_by_its_detail(
    printed: Printer, language: str, *, script: bool
) -> None:
    page = printed(language, script=script)
    rows = page.locator("#page-grid-decisions tbody tr:visible").all_inner_texts()
    assert len(rows) == 2 * (100 if script else 50)  # as many as the screen shows at first
    assert all(text.startswith("R-") for text in rows[::2])
    assert all(SENTENCE[language] in text for text in rows[1::2])


def test_on_the_screen_details_stay_closed(opened: Opener) -> None:
    page, _heard = opened("en")
    details = page.locator("#page-grid-decisions tr.detail")
    assert details.count() == 100
    assert details.locator("visible=true").count() == 0


def test_rows_that_are_not_printed_are_counted(printed: Printer) -> None:
    page = printed("en")
    decisions = page.locator("#page-grid-decisions")
    assert decisions.get_by_role("status").inner_text() == "Rows shown: 100 of 104"
    assert not decisions.get_by_role("searchbox").is_visible()
    # six loans, all of them there
    assert not page.locator("#page-grid-schedule").get_by_role("status").is_visible()


def test_what_leads_up_to_something_stays_with_it(printed: Printer) -> None:
    page = printed("en")
    styles = page.evaluate(
        "places => places.map(one => getComputedStyle(document.querySelector(one)).breakAfter)",
        LEADING,
    )
    assert styles == ["avoid"] * len(LEADING)
    # a line of a paragraph is no better at the end of a sheet than its heading
    paragraph = page.locator("#page-section-schedule > p").first
    assert paragraph.evaluate("node => getComputedStyle(node).breakInside") == "avoid"
