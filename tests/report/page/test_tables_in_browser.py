"""Tables of the page in a real browser: sorted, searched, grouped, opened, linked to.

The made-up loans are 3 + 4 + 5 = 12 posts in Education, 6 in Health, 7 + 8 = 15 in towns: 33. The
decisions are R-0000 to R-0103 and ask for their number modulo 9.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.report.page.conftest import ROWS, Opener

SUM_OF_ASKED = sum(row % 9 for row in range(ROWS))


def grid(page: Page, name: str) -> Locator:
    return page.locator(f"#page-grid-{name}")


def first_column(table: Locator) -> list[str]:
    return table.locator("tbody tr:not(.group, .detail) > th").all_inner_texts()


def column(table: Locator, place: int) -> list[str]:
    return table.locator(f"tbody tr:not(.detail) > :nth-child({place})").all_inner_texts()


def status(table: Locator) -> Locator:
    return table.get_by_role("status")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_script_shows_what_the_html_shows(opened: Opener, language: str) -> None:
    with_script, _heard = opened(language)
    without, _heard = opened(language, script=False)
    for name in ("schedule", "kinds", "due", "none", "flow--data"):
        cells = "tr:not(.detail) > :not(thead *)"
        assert grid(with_script, name).locator(cells).all_inner_texts() == (
            grid(without, name).locator(cells).all_inner_texts()
        )


def test_without_script_the_first_rows_are_there_with_a_note(opened: Opener) -> None:
    page, _heard = opened("en", script=False)
    decisions = grid(page, "decisions")
    assert len(first_column(decisions)) == 50
    assert "first 50 of 104 rows" in decisions.locator("noscript").inner_text()
    assert decisions.locator("tfoot td").last.inner_text() == str(SUM_OF_ASKED)
    assert not decisions.locator(".tools").is_visible()


def test_a_click_on_a_heading_sorts_up_then_down_then_as_it_was(opened: Opener) -> None:
    page, _heard = opened("en")
    kinds = grid(page, "kinds")
    before = column(kinds, 4)
    heading = kinds.get_by_role("columnheader", name="Count")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(kinds, 4) == ["-2", "1", "1,234", "–"]  # by value, nothing last
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(kinds, 4) == ["1,234", "1", "-2", "–"]
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") is None
    assert column(kinds, 4) == before


def test_the_keyboard_sorts_numbers_that_are_not_whole(opened: Opener) -> None:
    page, _heard = opened("en")
    kinds = grid(page, "kinds")
    button = kinds.get_by_role("columnheader", name="Number").get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    assert column(kinds, 5) == ["0.33", "2.50", "–", "–"]
    page.keyboard.press("Space")
    assert column(kinds, 5) == ["2.50", "0.33", "–", "–"]
    assert button.evaluate("one => one === document.activeElement")


def test_chinese_is_sorted_by_its_sounds(opened: Opener) -> None:
    page, _heard = opened("zh")
    schedule = grid(page, "schedule")
    schedule.get_by_role("checkbox").uncheck()
    schedule.get_by_role("columnheader", name="主管部门").get_by_role("button").click()
    # jiàoyù, wèishēng, xiāngzhèn
    assert list(dict.fromkeys(column(schedule, 1))) == [
        "教育局",
        "卫生健康局",
        "乡镇<办事处> & 村",
    ]


def test_a_search_leaves_the_rows_that_have_all_its_words(opened: Opener) -> None:
    page, _heard = opened("en")
    decisions = grid(page, "decisions")
    search = decisions.get_by_role("searchbox")
    search.fill("r-００1 priority")  # full-width digits, and a word of the reason that is hidden
    expect(status(decisions)).to_have_text("Rows found: 10 of 104")
    assert first_column(decisions) == [f"R-{row:04}" for row in range(10, 20)]
    # 10 to 19 modulo 9: 1 + 2 + … + 8 + 0 + 1 = 37
    assert decisions.locator("tfoot th").inner_text() == "Total of the rows found"
    assert decisions.locator("tfoot td").inner_text() == "37"
    search.fill("nowhere <b>")
    expect(decisions.locator("tbody")).to_have_text("No row has “nowhere <b>”.")
    search.fill("")
    expect(status(decisions)).to_have_text("Rows shown: 100 of 104")


def test_one_search_of_all_tables_counts_what_it_finds(opened: Opener) -> None:
    page, _heard = opened("en")
    nav = page.get_by_role("navigation")
    nav.get_by_role("searchbox").fill("bold")
    # the loan, and the row of the chart that is not drawn
    expect(nav.get_by_role("status")).to_have_text("Rows found: 2; in tables: 2")
    assert first_column(grid(page, "schedule")) == ["<b>bold</b>"]
    assert nav.locator(".found").all_inner_texts() == ["1", "0", "1", "0", ""]


def test_groups_keep_their_order_and_sums_follow_what_is_shown(opened: Opener) -> None:
    page, _heard = opened("en")
    schedule = grid(page, "schedule")
    groups = schedule.locator("tr.group > td:nth-of-type(1)")
    assert groups.all_inner_texts() == ["12", "6", "15"]
    schedule.get_by_role("columnheader", name="Posts").get_by_role("button").dblclick()
    assert column(schedule.locator("table"), 3) == [
        "", "5", "4", "3", "", "6", "", "8", "7",
    ]  # fmt: skip
    page.get_by_role("navigation").get_by_role("searchbox").fill("@x")
    expect(status(schedule)).to_have_text("Rows found: 1 of 6")
    assert groups.all_inner_texts() == ["4"]


def test_without_groups_the_whole_table_is_sorted(opened: Opener) -> None:
    page, _heard = opened("en")
    schedule = grid(page, "schedule")
    schedule.get_by_role("checkbox", name="Group by “Department”").uncheck()
    schedule.get_by_role("columnheader", name="Posts").get_by_role("button").dblclick()
    assert column(schedule.locator("table"), 3) == ["8", "7", "6", "5", "4", "3"]
    assert column(schedule.locator("table"), 1)[0] == "Towns & villages"
    assert schedule.locator("tr.group").count() == 0


def test_a_click_opens_the_details_and_another_closes_them(opened: Opener) -> None:
    page, _heard = opened("en")
    decisions = grid(page, "decisions")
    decisions.get_by_role("cell", name="单位3", exact=True).click()
    detail = decisions.locator("tr.detail:visible")
    assert "It is in no field of priority." in detail.inner_text()
    button = decisions.get_by_role("button", name="R-0003")
    assert button.get_attribute("aria-expanded") == "true"
    assert button.get_attribute("aria-controls") == detail.get_attribute("id")
    button.click()
    assert detail.count() == 0
    assert button.get_attribute("aria-expanded") == "false"


def test_enter_opens_the_details_and_they_stay_open_when_sorted(opened: Opener) -> None:
    page, _heard = opened("en")
    decisions = grid(page, "decisions")
    decisions.get_by_role("button", name="R-0000").focus()
    page.keyboard.press("Enter")
    assert decisions.locator("tr.detail:visible").count() == 1
    decisions.get_by_role("columnheader", name="Asked for").get_by_role("button").click()
    assert decisions.locator("tr.detail:visible").count() == 1


def test_more_rows_are_shown_when_asked_for(opened: Opener) -> None:
    page, _heard = opened("en")
    decisions = grid(page, "decisions")
    assert len(first_column(decisions)) == 100
    decisions.get_by_role("button", name="Show 4 more").click()
    assert len(first_column(decisions)) == ROWS
    expect(status(decisions)).to_have_text("Rows: 104")
    assert not decisions.get_by_role("button", name="Show all").is_visible()
    assert page.evaluate("document.activeElement.className") == "scroll"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_address_of_a_row_shows_it_and_its_details(opened: Opener, width: int) -> None:
    page, _heard = opened("en", width, "#R-0102")  # beyond the first 100
    row = page.locator("[id='R-0102']")
    expect(row).to_be_in_viewport()
    expect(page.locator("tr.detail:visible")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.textContent") == "R-0102"
    page.evaluate("location.hash = '#R-0002'")
    expect(page.locator("[id='R-0002']")).to_be_in_viewport()
