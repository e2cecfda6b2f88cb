import os
import pathlib
import shutil
import sys

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from seeded_app import SERVER, seeded_app  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--screenshots", help="a directory for pictures of every screen")


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


@pytest.fixture
def open_page(chromium):
    """Opens pages as a reader has them; fails on any request to another host."""
    contexts, foreign = [], []

    def open_page(width=1280, height=900, scheme="light", script=True, locale="fa-IR", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            locale=locale,
            accept_downloads=True,
            **options,
        )
        contexts.append(context)
        context.on(
            "request",
            lambda request: None if request.url.startswith(SERVER) else foreign.append(request.url),
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == [], "requests to other hosts"
