"""A headless Chromium in front of real processes: simulator and service apart, as in the house they stand for."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from monitor.commands.demo import PASSWORD
from tests.support.patience import PATIENCE
from tests.support.processes import Stand, stand

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EXPECTED = ("status of 401", "status of 404", "status of 403", "status of 409", "status of 422")
"""What Chromium writes to its console about pages that refuse something, as they should."""
expect.set_options(timeout=PATIENCE * 1000)


def _chromium() -> str | None:
    wanted = [os.environ.get("ASIDE_TEST_CHROMIUM", ""), *NAMES]
    return next((found for name in wanted if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # of a module, not of the session: as long as it lives an event loop runs, and asynchronous tests cannot
    path = _chromium()
    if path is None:
        reason = "no Chromium: install it (Debian: apt-get install chromium) or name one in ASIDE_TEST_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser):
    """Open pages in contexts of their own; at the end no script may have failed and no rule of the CSP been broken."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def heard(message) -> None:
        if message.type == "error" and not any(known in message.text for known in EXPECTED):
            problems.append(message.text)

    def make(**options) -> Page:
        options = {"viewport": {"width": 1400, "height": 900}, "locale": "lt-LT"} | options
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == []


def log_in(page: Page, town: Stand, path: str = "/", *, name: str = "agent") -> Page:
    page.goto(town.url + path)
    page.get_by_label("Vardas").fill(name)
    page.get_by_label("Slaptažodis").fill(PASSWORD)
    page.get_by_role("button", name="Prisijungti").click()
    expect(page.get_by_role("button", name="Atsijungti")).to_be_visible()
    return page


@pytest.fixture
def agent(open_page, town):
    """An agent who reads Lithuanian, in front of the inbox."""
    return log_in(open_page(), town)


@pytest.fixture(scope="module")  # longer, and services that nobody uses any more take the time of other tests
def quick_town(tmp_path_factory):
    """Texts leave almost at once."""
    with stand(tmp_path_factory.mktemp("quick"), undo_seconds=1) as made:
        made.start_service()
        made.logged_in()
        yield made


@pytest.fixture(scope="module")
def slow_town(tmp_path_factory):
    """Texts can be taken back for an hour, so that tests can look at them."""
    with stand(tmp_path_factory.mktemp("slow"), undo_seconds=3600) as made:
        made.start_service()
        made.logged_in()
        yield made
