"""What people come for, also without JavaScript and on the narrowest phone."""

import re
import urllib.request

import pytest

from seeded_app import SERVER, cli, forged, groups
from screens import LANGUAGES, SCREENS, ask_datum, base, batch_done, send_batch, type_code

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request, open_page):
    return open_page(width=320, height=640, script=request.param)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "screen, tone",
    [
        ("valid", "good"), ("superseded", "changed"), ("revoked", "bad"), ("suspended", "wait"),
        ("not-found", "none"), ("test", "test"), ("legacy", "good"), ("integrity", "bad"),
        ("qr", "good"), ("qr-forged", "bad"), ("qr-unreadable", "none"), ("link", "good"),
    ],
)
def test_each_outcome_has_its_words_its_icon_and_its_colour(phone, language, screen, tone):
    SCREENS[screen](phone, language)
    assert phone.locator(f".result.tone-{tone} .verdict h1").inner_text().strip()
    assert phone.locator(".verdict svg .glyph").count() == 1
    receipt = phone.locator(".check").inner_text()
    assert re.search(r"[0-9A-HJKMNP-TV-Z]{12}", receipt), "a reference number"
    assert phone.locator("#next").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_outcomes_are_five_different_messages(open_page, language):
    page = open_page()
    said = set()
    for screen in ("valid", "superseded", "revoked", "suspended", "not-found"):
        SCREENS[screen](page, language)
        said.add((page.inner_text("h1"), page.inner_text(".verdict .lede"),
                  page.get_attribute(".glyph", "d"), page.inner_text("section:has(#next) p")))
    assert all(len(set(words)) == 5 for words in zip(*said))


@pytest.mark.parametrize(
    "write",
    [
        lambda c: c,
        groups,
        lambda c: groups(c).translate(PERSIAN),
        lambda c: c.translate(ARABIC),
        lambda c: groups(c).translate(WIDE),
        lambda c: groups(c).replace(" ", "-"),
        lambda c: "\u2066" + groups(c).replace(" ", "\u200c") + "\u2069",
        lambda c: f"  {groups(c)}\u200f\u00a0",
    ],
)
def test_all_digits_and_separators_verify_the_same(phone, seeded, write):
    type_code(phone, "fa", write(seeded.valid))
    assert phone.locator(".tone-good").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text, said",
    [
        ("", None),
        ("1795 8396 5972 7439 094", {"fa": "۱۹ رقم", "en": "19 digits"}),
        ("1795 8396 5972 7439 O942", {"fa": "حرف O", "en": "letter O"}),
        ("1795 8396 5972 7439 0943", None),
        ("1.79584E+19", {"fa": "اکسل", "en": "spreadsheet"}),
    ],
)
def test_a_typo_is_reported_at_the_field_and_what_was_typed_stays(phone, language, text, said):
    type_code(phone, language, text)
    assert phone.locator(".verdict").count() == 0
    error = phone.inner_text("#code-error")
    assert phone.inner_text(".summary li a").strip() in error
    assert phone.get_attribute(".summary li a", "href") == "#code"
    if said:
        assert said[language] in error
    assert phone.input_value("#code") == text
    assert phone.get_attribute("#code", "aria-invalid") == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reversed_code_is_corrected_in_one_click(phone, seeded, language):
    type_code(phone, language, " ".join(reversed(groups(seeded.valid).split())))
    phone.click(".note form button")
    assert phone.locator(".tone-good").count() == 1


def test_a_letter_for_a_digit_is_corrected_in_one_click(phone, seeded):
    zero = seeded.valid.index("0") if "0" in seeded.valid else None
    one = zero if zero is not None else seeded.valid.index("1")
    letter = "O" if zero is not None else "l"
    type_code(phone, "fa", seeded.valid[:one] + letter + seeded.valid[one + 1 :])
    phone.click(".note form button")
    assert phone.locator(".tone-good").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_alone_shows_initials_and_one_more_datum_the_name(phone, seeded, language):
    type_code(phone, language, seeded.valid)
    shown = phone.inner_text("main")
    assert "م… ک…" in shown and "کاظمی" not in shown and "Kazemipour" not in shown
    for kind, text in [("family_name", "كاظمي پور"), ("birth_year", "۱۳۷۵"), ("id_last4", "9321")]:
        ask_datum(phone, language, seeded.valid, kind, text)
        shown = phone.inner_text("main")
        assert "کاظمی‌پور" in shown and "Kazemipour" in shown, kind
        assert "0787789321" not in phone.content()
        assert phone.locator("#datum").count() == 0


def test_a_datum_of_no_sense_is_reported_at_the_field(phone):
    SCREENS["details-wrong"](phone, "fa")
    assert "چهار رقم" in phone.inner_text("#datum-error")
    assert phone.locator(".tone-good").count() == 1


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_the_camera_opens_the_qr_in_either_case(phone, seeded, case):
    text = seeded.qr(seeded.scanned)
    assert text.startswith(SERVER.upper() + "/Q/")
    address = SERVER + case(text[len(SERVER):])
    phone.goto(address)
    assert phone.locator(".tone-good").count() == 1
    assert SERVER.removeprefix("http://") in phone.inner_text(".landed")
    assert phone.locator(".landed a[href$='/report']").count() == 1


def test_a_foreign_reader_gets_the_qr_in_english(open_page, seeded):
    page = open_page(locale="en-GB")
    page.goto(SERVER + seeded.qr(seeded.scanned)[len(SERVER):])
    assert page.get_attribute("html", "lang") == "en"
    page.click(".tongue")
    assert page.get_attribute("html", "lang") == "fa"
    assert page.locator(".tone-good").count() == 1


def test_the_text_of_a_qr_can_be_pasted_into_the_box(phone, seeded):
    type_code(phone, "en", seeded.qr(seeded.scanned))
    assert phone.locator(".tone-good").count() == 1


@pytest.mark.parametrize("screen", ["home", "about", "report", "keys", "developers", "batches", "valid", "details", "typo-short", "qr"])
def test_the_other_language_is_the_same_page(phone, screen):
    SCREENS[screen](phone, "fa")
    shape = "main :is(h1, h2, form, dl, .code)"
    before = phone.locator(shape).count()
    phone.click(".tongue")
    assert phone.get_attribute("html", "lang") == "en"
    assert phone.locator(shape).count() == before
    phone.click(".tongue")
    assert phone.get_attribute("html", "lang") == "fa"
    assert phone.locator(shape).count() == before


def test_the_address_of_a_check_has_no_code(open_page, seeded):
    page = open_page()
    seen = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    type_code(page, "fa", seeded.valid)
    ask_datum(page, "fa", seeded.valid, "birth_year", "1375")
    page.click(".tongue")
    assert all(seeded.valid not in url for url in seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_that_was_guessed_at_still_answers_its_holder(phone, seeded, language):
    waits = []
    phone.on("response", lambda r: waits.append(r.headers.get("retry-after")) if r.status == 429 else None)
    SCREENS["locked"](phone, language)
    assert waits and int(waits[0]) > 0
    type_code(phone, language, seeded.locked)
    assert phone.locator(".tone-wait").count() == 1
    phone.check("input[value=family_name]")
    phone.fill("#datum", "Karimi")
    phone.click("main form:has(#datum) button")
    assert phone.locator(".tone-good").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fake_is_reported_and_the_report_has_a_reference(phone, language):
    SCREENS["report-refused"](phone, language)
    # Each error is listed, with a link to its field.
    for link in phone.locator("[role=alert] a").all():
        assert phone.locator(link.get_attribute("href")).count() == 1
    assert phone.locator("[role=alert] a").count() == 3
    SCREENS["report-sent"](phone, language)
    assert phone.inner_text(".code").strip()


def test_what_a_form_held_is_shown_and_never_run(open_page):
    page = open_page()
    for evil in ('"><img src=x>', "\u0600<img src=x>", '"\u0301 autofocus x="'):
        type_code(page, "fa", evil)
        assert page.locator("img").count() == 0
        assert page.input_value("#code") == evil
        assert page.get_attribute("#code", "autofocus") is None
        page.goto(SERVER + "/report")
        page.fill("#subject", evil)
        page.fill("#details", evil)
        page.click("main form button")
        assert page.locator("img").count() == 0
        assert page.input_value("#details") == evil


class TestManyAtOnce:
    def test_a_file_without_a_key_gets_its_answers(self, phone):
        batch_done(phone, "fa")
        with phone.expect_download() as download:
            phone.click("a[href$='results.csv']")
        text = open(download.value.path(), "rb").read()
        assert text.startswith(b"\xef\xbb\xbf")
        results = text.decode("utf-8-sig")
        assert "VALID" in results and "REVOKED" in results and "NOT_FOUND" in results
        assert "Kazemipour" not in results
        with phone.expect_download() as download:
            phone.click("a[href$='errors.csv']")
        assert "12" in open(download.value.path(), encoding="utf-8-sig").read()

    def test_a_key_opens_the_names_and_is_required_again(self, phone, seeded):
        batch_done(phone, "en", seeded.key("verifier"))
        address = phone.url
        phone.fill("#key", "sehat_wrong")
        phone.click("button[value=results]")
        assert phone.locator("#key-error").count() == 1
        assert phone.context.request.get(address + "/results.csv").status in (401, 403, 404)
        phone.goto(address)
        phone.fill("#key", seeded.key("verifier"))
        with phone.expect_download() as download:
            phone.click("button[value=results]")
        assert "Kazemipour" in open(download.value.path(), encoding="utf-8-sig").read()

    def test_a_wrong_key_is_reported_at_the_field(self, phone):
        send_batch(phone, "fa", key="sehat_wrong")
        assert phone.locator("#key-error").count() == 1

    def test_too_many_codes_without_a_key_are_refused_at_the_field(self, phone, seeded):
        send_batch(phone, "fa", codes=[seeded.valid] * 500)
        assert phone.locator("#file-error").count() == 1

    def test_no_file_is_reported_at_the_field(self, phone):
        SCREENS["batch-refused"](phone, "fa")
        assert phone.locator("#file-error").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_keys_names_the_answer_of_the_program(open_page, seeded, language, tmp_path):
    keys = tmp_path / "sehat-keys.json"
    keys.write_bytes(urllib.request.urlopen(f"{SERVER}/.well-known/sehat-keys.json", timeout=10).read())
    word = cli("token", "verify", seeded.qr(seeded.scanned), "--keys", str(keys)).split()[0]
    page = open_page()
    SCREENS["keys"](page, language)
    assert word in page.locator("main ol li").last.inner_text()
