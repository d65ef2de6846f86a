"""The page in a real browser: quiet, and fit for every reader, wide and narrow."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from allocator.report.charts.lettering import SIZE
from allocator.report.charts.theme import WIDTH
from tests.report.page.conftest import WIDTHS, Opener

AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOUCHED = "button, input[type=search], nav li a, summary, label:has(input)"


def violations(page: Page) -> list[Any]:
    """What axe finds, each with the places where it is."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert found["passes"], "axe has checked nothing"
    return [
        (one["id"], one["help"], [node["html"][:200] for node in one["nodes"]])
        for one in found["violations"]
    ]


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_it_opens_without_a_request_or_a_complaint(
    opened: Opener, language: str, width: int
) -> None:
    page, heard = opened(language, width)
    page.get_by_role("searchbox").last.fill("7")
    assert [url for url in heard.requests if not url.startswith(("file:", "data:"))] == []
    assert len(heard.requests) == 1  # the page itself: its icon is in it
    assert heard.complaints == []


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 390)])
def test_axe_finds_nothing(opened: Opener, language: str, width: int) -> None:
    page, _heard = opened(language, width)
    decisions = page.locator("#page-grid-decisions")
    decisions.get_by_role("searchbox").fill("R-000")  # rows 0 to 9: the others are alike
    expect(decisions.locator("tr.has-detail")).to_have_count(10)
    assert violations(page) == []
    if width < 1100:
        page.locator("nav summary").click()
    for summary in page.locator("main details:not([open]) > summary").all():
        summary.click()
    page.locator("button.open").first.click()
    page.locator("button.sort:visible").first.click()
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_never_scrolls_sideways_and_is_large_enough_to_read(opened: Opener, width: int) -> None:
    page, _heard = opened("zh", width)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('body *')]
            .filter(one => !one.closest('svg') && one.checkVisibility() &&
                [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest >= 12


def test_fingers_find_their_targets(opened: Opener) -> None:
    page, _heard = opened("en", 390)
    page.locator("nav summary").click()
    sizes = page.evaluate(
        f"""() => [...document.querySelectorAll('{TOUCHED}')]
            .filter(one => one.checkVisibility())
            .map(one => [one.textContent || one.id, one.getBoundingClientRect().height])"""
    )
    assert len(sizes) > 20
    # 44 pixels: WCAG 2.2, success criterion 2.5.5 (AAA); AA asks for 24.
    assert [(name, height) for name, height in sizes if height < 40] == []


NARROWEST = 590
"""Pixels to which a drawing is scaled down, as the style says."""


def test_drawings_are_scaled_down_as_far_as_they_can_be_read(opened: Opener) -> None:
    assert (SIZE - 1) * NARROWEST / WIDTH >= 9  # the smallest text of a chart, in pixels
    page, _heard = opened("en", 390)
    drawing, cue = page.locator(".drawing").first, page.locator(".sideways").first
    inside, box = drawing.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert inside == NARROWEST > box
    expect(cue).to_be_visible()
    expect(drawing).to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 680, "height": 800})
    inside, box = drawing.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert NARROWEST < inside == box < WIDTH
    expect(cue).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_reaches_every_control(opened: Opener, width: int) -> None:
    page, _heard = opened("en", width)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    controls = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('a, button, input, summary, [tabindex="0"]')]
                .filter(one => one.checkVisibility({visibilityProperty: true}));
            all.forEach((one, index) => { one.dataset.control = index; });
            return all.length;
        }"""
    )
    reached = [page.evaluate("document.activeElement.dataset.control")]
    for _ in range(controls - 1):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.control"))
    assert reached == [str(index) for index in range(controls)]


def test_the_skip_link_leads_to_the_content(opened: Opener) -> None:
    page, _heard = opened("en")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_policy_forbids_what_is_not_the_pages_own(opened: Opener) -> None:
    page, heard = opened("en")
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.intruded = true';
            document.body.append(script);
            const image = new Image();
            image.src = 'https://example.invalid/x.png';
            document.body.append(image);
        }"""
    )
    assert page.evaluate("window.intruded") is None
    assert any("Content Security Policy" in text for text in heard.complaints)


def test_names_with_markup_stay_text(opened: Opener) -> None:
    page, heard = opened("en")
    assert page.locator("main b", has_text="bold").count() == 0
    assert page.locator("main i").count() == 0
    assert page.get_by_text("</script><script>alert(1)</script>").count() > 0
    assert heard.complaints == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_english_text_is_in_a_font_for_it_whatever_there_is(opened: Opener, language: str) -> None:
    page, _heard = opened(language)
    families = page.evaluate("getComputedStyle(document.documentElement).fontFamily")
    order = [name.strip(' "') for name in families.split(",")]
    chinese = order.index("Microsoft YaHei")
    # of Linux: without them the quotes of an English page would be those of a Chinese font
    latin = {"Liberation Sans", "DejaVu Sans"} & set(order[:chinese])
    assert len(latin) == (2 if language == "en" else 0)
    assert order[-1] == "sans-serif"
    # a chart's texts have the room of Arial, which is as wide as Liberation Sans and no wider
    inside = page.locator(".drawing svg").first.evaluate("one => getComputedStyle(one).fontFamily")
    assert "DejaVu" not in inside
