"""Pictures of every screen, for people to look at: scripts/browser-tests --screenshots DIR."""

import pathlib

import pytest

from screens import LANGUAGES, SCHEMES, SCREENS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_picture(request, open_page, screen, language):
    directory = request.config.getoption("--screenshots")
    page = open_page(device_scale_factor=2)
    SCREENS[screen](page, language)
    for width in (1280, 375):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 812})
            name = f"{screen}-{language}-{'desk' if width > 400 else 'phone'}-{scheme}.png"
            path = pathlib.Path(directory) / name
            page.screenshot(path=path, full_page=True)
            assert path.stat().st_size > 5_000
