"""VALID leads to the comparison of the paper with the register."""

import pytest

from seeded_app import SERVER, forged, groups
from screens import LANGUAGES, SCREENS, ask_datum, base, type_code


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request, open_page):
    return open_page(width=320, height=640, script=request.param)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", ["valid", "link"])
def test_the_banner_of_a_code_says_that_no_name_was_compared(phone, language, screen):
    SCREENS[screen](phone, language)
    banner = phone.inner_text(".verdict")
    assert {"fa": "نام هنوز مقایسه نشده", "en": "name has not been compared"}[language] in banner
    assert {"fa": "مدرکی با این کد", "en": "A degree with this code"}[language] in banner
    assert phone.is_checked("input[value=family_name]"), "the name stands on the paper"
    # The question follows directly: nothing stands between the banner and it.
    assert phone.evaluate("""() => {
        const after = document.querySelector('.verdict').nextElementSibling;
        return after.contains(document.querySelector('#datum'))
            && after.querySelector('h2') === after.firstElementChild;
    }""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_right_answer_asks_to_compare(phone, seeded, language):
    SCREENS["details"](phone, language)
    banner = phone.inner_text(".verdict")
    assert {"fa": "مقایسه کنید", "en": "Compare"}[language] in banner
    assert "کاظمی‌پور" in phone.inner_text("main")
    assert phone.locator("#datum").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_qr_shows_what_it_carries(phone, language):
    SCREENS["qr"](phone, language)
    shown = phone.inner_text(".register")
    assert "جعفری" in shown and "…" not in shown, "the name is in the QR in clear"
    assert "Jafari" not in shown, "the Latin name is not"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_datum_that_does_not_match_keeps_code_and_form(phone, seeded, language):
    seeded.forget_attempts(seeded.scanned)
    type_code(phone, language, groups(seeded.scanned))
    phone.check("input[value=birth_year]")
    phone.fill("#datum", "1361")
    phone.click("main form:has(#datum) button")
    heading = phone.inner_text("h1")
    assert {"fa": "با این مشخصه پیدا نشد", "en": "Not found with this"}[language] in heading
    assert phone.locator(".result.tone-none").count() == 0, "it is not drawn as not found"
    assert phone.locator("#datum").count() == 1 and phone.is_checked("input[type=radio][value=birth_year]")
    assert phone.locator(".shown-code .code").inner_text().replace(" ", "") == seeded.scanned
    assert "جعفری" not in phone.content() and "ج…" not in phone.inner_text("main")
    phone.click("form.alone button")
    assert phone.locator(".result.tone-good").count() == 1
    assert phone.locator(".shown-code .code").inner_text().replace(" ", "") == seeded.scanned


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_code_with_a_datum_is_not_found(open_page, seeded, language):
    page = open_page()
    seen = []
    for code in (seeded.unknown(), forged(seeded.codes["suspended"], 991)):
        type_code(page, language, groups(code))
        # The form of a result that has one; the page of an unknown code has none.
        page.evaluate(f"""() => {{
            const form = document.createElement('form');
            form.method = 'post'; form.action = '{'' if language == 'fa' else '/en'}/verification';
            for (const [name, value] of [['code', '{code}'], ['kind', 'birth_year'], ['datum', '1361']]) {{
                const input = document.createElement('input');
                input.name = name; input.value = value; form.append(input);
            }}
            document.body.append(form); form.submit();
        }}""")
        page.wait_for_selector(".result.tone-none")
        seen.append((page.inner_text("h1"), page.inner_text(".verdict .lede")))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_says_what_a_code_proves_and_what_it_does_not(open_page, language):
    page = open_page()
    page.goto(base(language) + "/about")
    proof = page.inner_text("section:has(#proves)")
    assert {"fa": "ثابت نمی‌کند", "en": "does not prove"}[language] in proof


@pytest.mark.parametrize("language", LANGUAGES)
def test_copying_a_code_gives_its_groups_with_spaces(open_page, seeded, language):
    page = open_page()
    SCREENS["valid"](page, language)
    copied = page.evaluate("""() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('.code'));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return getSelection().toString();
    }""")
    assert copied == groups(seeded.valid), "a spreadsheet keeps it as text"
    boxes = page.locator(".code span").evaluate_all("all => all.map(one => one.getBoundingClientRect().x)")
    assert boxes == sorted(boxes), "the groups stand from left to right, in Persian too"
    assert page.get_attribute(".code", "translate") == "no"


def test_no_browser_makes_a_code_a_telephone_number(open_page):
    page = open_page()
    for address in ("/", "/en/", f"/V/{'1' * 20}", "/nothing-here"):
        page.goto(SERVER + address)
        assert page.get_attribute("meta[name=format-detection]", "content") == (
            "telephone=no, date=no, address=no, email=no"
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["specimen", "specimen-revoked"])
def test_a_code_of_the_test_realm_has_a_plain_banner(phone, language, name):
    SCREENS[name](phone, language)
    assert phone.locator(".result.tone-test").count() == 1
    assert phone.locator(".result.tone-good, .result.tone-bad").count() == 0
    heading = phone.inner_text(".verdict h1")
    assert {"fa": "آزمایشی", "en": "TEST"}[language] in heading
    assert {"fa": "آزمایشی", "en": "TEST"}[language] in phone.title()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_links_gain_on_their_way_does_not_break_a_page(open_page, seeded, language):
    page = open_page()
    page.goto(f"{base(language)}/V/{seeded.valid}?utm_source=mail&fbclid=IwAR0")
    assert page.locator(".result.tone-good").count() == 1
    page.goto(f"{base(language)}/about?utm_source=mail")
    assert page.locator("#what").count() == 1
