"""A result on paper: one A4, the QR large enough and readable."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Error

from seeded_app import SERVER
from screens import RESULTS, SCREENS

MILLIMETRE = 96 / 25.4


def paper(page, tries=3):
    """The page as a PDF; Chromium's own "Printing failed" (its print service died) is tried again."""
    try:
        return page.pdf(format="A4", prefer_css_page_size=True)
    except Error as error:
        if "Printing failed" not in str(error) or tries == 1:
            raise
        page.wait_for_timeout(500)
        return paper(page, tries - 1)


@pytest.mark.screens(RESULTS)
def test_a_result_is_one_page(shown):
    page, _, _ = shown
    assert len(re.findall(rb"/Type\s*/Page\b", paper(page))) == 1


@pytest.mark.parametrize("screen", ("qr", "valid", "details"))
def test_the_printed_qr_is_large_and_opens_the_check(open_page, seeded, screen):
    page = open_page(device_scale_factor=3)
    SCREENS[screen](page, "fa")
    page.emulate_media(media="print")
    box = page.locator(".qr svg").bounding_box()
    assert min(box["width"], box["height"]) >= 25 * MILLIMETRE
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    read = zxingcpp.read_barcodes(picture)
    assert len(read) == 1
    if screen == "qr":
        assert read[0].text == seeded.qr(seeded.scanned)
    else:
        # Never the token of a code that was typed: it names the holder.
        assert read[0].text == f"{SERVER.upper()}/V/{seeded.valid}"


def test_paper_has_no_menu_and_no_forms(open_page):
    page = open_page()
    SCREENS["valid"](page, "fa")
    page.emulate_media(media="print")
    for hidden in ("nav", "form", ".skip", ".actions"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".verdict h1").is_visible() and page.locator(".code").is_visible()


def test_paper_says_that_paper_has_no_legal_standing(open_page):
    page = open_page()
    for language, words in (("fa", "وجاهت قانونی ندارد"), ("en", "no legal standing")):
        SCREENS["details"](page, language)
        page.emulate_media(media="print")
        assert page.get_by_text(words).first.is_visible()
        page.emulate_media(media="screen")


def test_the_printed_sentence_of_the_official_address_is_whole(open_page):
    page = open_page()
    for language, end in (("fa", "اعتماد نکنید."), ("en", "do not rely on it.")):
        SCREENS["valid"](page, language)
        page.emulate_media(media="print")
        assert page.locator(".bottom p").first.inner_text().strip().endswith(end)
        page.emulate_media(media="screen")
