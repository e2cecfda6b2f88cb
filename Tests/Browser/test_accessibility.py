"""WCAG 2.2 AA by axe, and what axe cannot see: narrow screens, the keyboard, the page without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from screens import LANGUAGES, SCHEMES, SCREENS

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def test_axe_finds_nothing_and_nothing_overflows(shown, every):
    """A desktop by day and a phone by night; the short course looks at one of them in each language by axe."""
    page, _, language = shown
    for number, (scheme, width) in enumerate(zip(SCHEMES, (1280, 320))):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if not every and number != LANGUAGES.index(language):
            continue
        found = Axe().run(page, options=RULES).response["violations"]
        messages = [
            f"{rule['id']} ({scheme}, {width} px): {rule['help']}\n    "
            + "\n    ".join(node["html"][:160] for node in rule["nodes"][:4])
            for rule in found
        ]
        assert messages == [], "\n".join(messages)


def test_one_heading_one_title_and_the_right_language(shown):
    page, _, language = shown
    assert page.locator("h1").count() == 1
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "fa" else "ltr")
    name = {"fa": "صحت", "en": "Sehat"}[language]
    assert page.title().endswith(f" – {name}") and len(page.title()) > len(name) + 5
    errors = page.locator("[role=alert]").count()
    begins = page.title().startswith({"fa": "خطا: ", "en": "Error: "}[language])
    assert begins == (errors > 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_journey_by_keyboard_alone(open_page, language, seeded):
    page = open_page()
    SCREENS["home"](page, language)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "code"
    page.keyboard.type(seeded.valid)
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict")
    ring = page.evaluate("""() => {
        const link = document.querySelector('.result a.button');
        link.focus({focusVisible: true});
        return getComputedStyle(link).outlineWidth;
    }""")
    assert ring == "3px"


@pytest.mark.parametrize("screen", ("home", "valid", "typo-short", "report"))
def test_text_can_grow_to_two_hundred_percent(open_page, screen):
    page = open_page(width=640)
    SCREENS[screen](page, "fa")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
