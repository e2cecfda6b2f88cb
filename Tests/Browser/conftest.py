import os
import pathlib
import shutil
import sys

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from screens import LANGUAGES, SCREENS  # noqa: E402
from seeded_app import SERVER, seeded_app  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--screenshots", help="a directory for pictures of every screen")
    parser.addoption("--every", action="store_true", help="the whole course: every screen in every size by axe")


def pytest_ignore_collect(collection_path, config):
    # Pictures are for readers; without a directory for them nothing would be tested.
    if collection_path.name == "test_screens.py" and not config.getoption("--screenshots"):
        return True
    return None


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),  # else Playwright's own
            # Root may not use Chromium's sandbox.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def seeded():
    return seeded_app()


class Contexts:
    """Browser contexts as readers have them, which record requests to other hosts."""

    def __init__(self, browser):
        self.browser, self.open, self.foreign = browser, [], []

    def page(self, width=1280, height=900, scheme="light", script=True, locale="fa-IR", of=SERVER, **options):
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            locale=locale,
            accept_downloads=True,
            **options,
        )
        self.open.append(context)
        context.on(
            "request",
            lambda request: None if request.url.startswith(of) else self.foreign.append(request.url),
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def close(self):
        for context in self.open:
            context.close()
        assert self.foreign == [], "requests to other hosts"


@pytest.fixture
def every(request):
    """Whether the whole course was wanted."""
    return request.config.getoption("--every")


@pytest.fixture
def open_page(chromium):
    """Opens pages; fails on any request to another host."""
    contexts = Contexts(chromium)
    yield contexts.page
    contexts.close()


@pytest.fixture(scope="session")
def visited(chromium, request):
    """A screen in a language, opened once for all tests that look at it (pytest sorts them by this parameter)."""
    contexts = Contexts(chromium)
    page = contexts.page()
    screen, language = request.param
    SCREENS[screen](page, language)
    yield page, screen, language
    contexts.close()


@pytest.fixture
def shown(visited):
    """The visited screen as a desktop shows it in daylight, whatever the test before it set."""
    page, screen, language = visited
    page.emulate_media(media="null", color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    return page, screen, language


def pytest_generate_tests(metafunc):
    """Parametrizes `shown` with every screen, or those of the marker `screens(…)`, in each language."""
    if "shown" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("screens")
        screens = marker.args[0] if marker else SCREENS
        pairs = [(screen, language) for screen in screens for language in LANGUAGES]
        metafunc.parametrize("visited", pairs, indirect=True, ids=["-".join(pair) for pair in pairs])


def pytest_configure(config):
    config.addinivalue_line("markers", "screens(names): the screens that a test of `shown` looks at")
