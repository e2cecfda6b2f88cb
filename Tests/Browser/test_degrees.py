"""The certificate on paper, and a link from the graduate to its reader."""

import io

import pytest
import zxingcpp
from PIL import Image

from degrees import degree, of_graduate, of_reader, share_made
from screens import LANGUAGES, SCREENS, base
from test_print import MILLIMETRE, paper


def pages(pdf):
    import re
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", ("degree-certificate", "degree-long-certificate", "share-shown", "degree"))
def test_it_prints_on_one_sheet(open_page, screen, language):
    page = open_page()
    SCREENS[screen](page, language)
    assert pages(paper(page)) == 1


@pytest.mark.parametrize("long", (False, True))
def test_the_qr_of_the_certificate_is_large_and_readable(open_page, long):
    page = open_page(device_scale_factor=3)
    of_graduate("/certificate", long)(page, "fa")
    page.emulate_media(media="print")
    box = page.locator(".qr svg").bounding_box()
    assert min(box["width"], box["height"]) >= 25 * MILLIMETRE
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator(".qr").screenshot())))
    assert len(read) == 1 and "/Q/" in read[0].text
    text = page.locator(".certificate dd").first.evaluate("element => getComputedStyle(element).fontSize")
    assert float(text.removesuffix("px")) >= 9 * 96 / 72
    for hidden in (".top", ".account-bar", ".bottom"):
        assert not page.locator(hidden).first.is_visible(), hidden


@pytest.mark.parametrize("long", (False, True))
def test_no_value_of_the_certificate_is_cut(open_page, long):
    page = open_page(width=794)
    of_graduate("/certificate", long)(page, "fa")
    page.emulate_media(media="print")
    for value in page.locator(".certificate dd").all():
        assert value.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


@pytest.mark.parametrize("script", (True, False), ids=("script", "no-script"))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_is_made_used_and_ended(open_page, language, script):
    page = open_page(width=320, height=640, script=script)
    link, pin = share_made(page, language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    reader = open_page(width=320, height=640, script=script)
    # As a messenger does before anyone reads it.
    for _ in range(3):
        reader.goto(link)
        assert reader.locator("#pin").count() == 1
    reader.fill("#pin", "000000" if pin != "000000" else "000001")
    reader.click("main form button")
    assert reader.locator("#pin-error").count() == 1
    reader.fill("#pin", pin)
    reader.click("main form button")
    assert ("سارا" if language == "fa" else "Sara") in reader.inner_text("main")
    assert "18" not in reader.inner_text("dl").replace("2018", "") and reader.locator(".tone-good").count() == 1

    page.goto(base(language) + f"/degrees/{degree(False)[1]}/views")
    assert page.locator("table tbody tr").count() >= 1
    page.goto(base(language) + f"/degrees/{degree(False)[1]}/shares")
    page.locator("main form button").first.click()
    reader.goto(link)
    assert reader.locator("#pin").count() == 0


def test_a_reader_has_no_session(open_page):
    page = open_page()
    of_reader(page, "fa")
    assert page.context.cookies() == []
