"""A real browser for the page: Debian's Chromium, driven by Playwright, with no network."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from allocator.report.charts.rendering import svg
from allocator.report.page.writing import write_page
from tests.report.made_up_report import made_up_report

WIDTHS = (1280, 390)
ROWS = 104
"""Of the longest grid: more than the 100 that are shown at first."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Where the browser is; without one the tests are passed over, or fail where it must be."""
    wanted = (os.environ.get("ALLOCATOR_BROWSER", ""), *_NAMES)
    found = next((path for path in map(shutil.which, filter(None, wanted)) if path), None)
    if found:
        return found
    reason = "no Chromium found (ALLOCATOR_BROWSER names one; scripts/install-browser installs it)"
    if os.environ.get("ALLOCATOR_NEEDS_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


# Of a module and not of the session: while Playwright is on, its event loop counts as running in
# this thread, and tests elsewhere that run one of their own would be refused.
@pytest.fixture(scope="module")
def browser(browser_program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser_program, args=list(_QUIET))
        yield running
        running.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the made-up report, by language; its first chart is drawn, the other is not."""
    folder = tmp_path_factory.mktemp("pages")
    files = {}
    for language in ("zh", "en"):
        report = made_up_report(language, ROWS)
        drawn = report.charts[0]
        files[language] = folder / f"{language}.html"
        write_page(report, files[language], {drawn.id: svg(drawn)})
    return files


@dataclass
class Heard:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Tabs:
    """Tabs of the browser, with JavaScript and without: each is used again and again."""

    browser: Browser
    _open: dict[bool, tuple[Page, Heard]] = field(default_factory=dict)

    def tab(self, script: bool) -> tuple[Page, Heard]:
        if script not in self._open:
            context = self.browser.new_context(reduced_motion="reduce", java_script_enabled=script)
            page, heard = context.new_page(), Heard()
            page.set_default_timeout(20_000)
            page.on("request", lambda request: heard.requests.append(request.url))
            page.on("console", lambda message: heard.complaints.append(message.text))
            page.on("pageerror", lambda error: heard.complaints.append(str(error)))
            page.on("dialog", lambda dialog: heard.complaints.append(dialog.message))
            self._open[script] = page, heard
        return self._open[script]


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


Opener = Callable[..., tuple[Page, Heard]]


@pytest.fixture
def opened(tabs: Tabs, pages: dict[str, Path]) -> Opener:
    """Opens the page of a language at a width, with what it asks for and complains of."""

    def open_page(
        language: str = "en", width: int = 1280, anchor: str = "", *, script: bool = True
    ) -> tuple[Page, Heard]:
        page, heard = tabs.tab(script)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("about:blank")  # the same address with another anchor would not be read again
        heard.requests.clear()
        heard.complaints.clear()
        page.goto(pages[language].as_uri() + anchor)
        return page, heard

    return open_page
