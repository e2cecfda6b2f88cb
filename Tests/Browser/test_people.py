"""Registration, sign-in, profile, devices; the invitation of staff, the authenticator, the pages of people."""

import re

import pytest

from people import mobile, national_id, newest_code, newest_link, register, sign_in_staff, staff, totp
from screens import LANGUAGES, base
from seeded_app import SERVER

NUMBERS = iter(range(100, 1000))


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request, open_page):
    return open_page(width=320, height=640, script=request.param)


def narrow(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_graduate_registers_signs_out_and_signs_in(phone, language):
    number = next(NUMBERS)
    register(phone, language, number, base)
    assert phone.url == base(language) + "/account/identity"
    phone.click("main form button")
    assert "result=matched" in phone.url and phone.locator(".note-good").count() == 1

    phone.click(f".account-bar a[href$='/account/profile']")
    text = phone.inner_text("main")
    assert national_id(number) in text and mobile(number) in text and "کریمی" in text and "Karimi" in text

    phone.click(".account-bar form button")
    assert phone.url.endswith("/signed-out")
    phone.goto(base(language) + "/account/profile")
    assert "/sign-in?next=/account/profile" in phone.url
    old = newest_code("+98" + mobile(number)[1:])
    # A second code comes after a minute: another browser of this test would wait as well.
    phone.check("input[value=national]")
    phone.fill("#number", national_id(number))
    phone.click("main form button")
    assert phone.locator("#code").count() == 1
    assert old


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_of_a_registration_are_at_their_fields(phone, language):
    phone.goto(base(language) + "/register")
    phone.click("main form button")
    links = phone.locator("[role=alert] a").all()
    assert len(links) >= 4
    for link in links:
        assert phone.locator(link.get_attribute("href")).count() == 1
    phone.fill("#number", "0084575949")
    phone.fill("#mobile", "02166964000")
    phone.click("main form button")
    assert phone.locator("#number-error").count() == 1 and phone.locator("#mobile-error").count() == 1
    assert phone.input_value("#number") == "0084575949"


def test_a_session_is_ended_from_the_list_of_devices(open_page):
    page = open_page()
    register(page, "fa", next(NUMBERS), base)
    page.goto(SERVER + "/account/sessions")
    assert page.locator("main .card").count() == 1
    page.click("main .card form button")
    assert page.url.endswith("/signed-out")
    page.goto(SERVER + "/account")
    assert "/sign-in" in page.url


def test_an_authenticator_is_enrolled_and_opens_a_session_without_a_message(open_page):
    number = next(NUMBERS)
    page = open_page()
    register(page, "en", number, base)
    page.goto(base("en") + "/account/authenticator")
    secret = re.sub(r"\s", "", page.inner_text(".enrol .code"))
    assert page.locator(".enrol svg").count() == 1
    page.fill("#factor", "000000")
    page.click("main form:has(#factor) button")
    assert page.locator("#factor-error").count() == 1
    assert re.sub(r"\s", "", page.inner_text(".enrol .code")) == secret
    page.fill("#factor", totp(secret))
    page.click("main form:has(#factor) button")
    codes = page.locator(".recovery li").all_inner_texts()
    assert len(codes) == 8
    # On paper: the codes, what they are for, the name of the service; nothing else.
    page.emulate_media(media="print")
    for hidden in (".note", ".doors", ".bottom", ".top nav"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in (".brand", "h1", ".recovery li:last-child", "main > p:not(.note)"):
        assert page.locator(shown).first.is_visible(), shown
    page.emulate_media(media="screen")
    page.click(".account-bar form button")
    page.goto(base("en") + "/sign-in/authenticator")
    page.check("input[value=national]")
    page.fill("#number", national_id(number))
    page.fill("#factor", codes[0])
    page.click("main form:has(#factor) button")
    assert page.url == base("en") + "/account"


def test_a_form_without_its_token_is_refused(open_page):
    page = open_page()
    register(page, "fa", next(NUMBERS), base)
    page.goto(SERVER + "/account/sessions")
    page.evaluate("document.querySelectorAll('[name=form-token]').forEach(field => field.remove())")
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.click("main .card form button")
    assert answer.value.status == 403
    page.goto(SERVER + "/account")
    assert page.url == SERVER + "/account"


def test_cookies_are_ours_alone_and_hidden_from_scripts(open_page):
    page = open_page()
    page.goto(SERVER + "/")
    assert page.context.cookies() == []
    register(page, "fa", next(NUMBERS), base)
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert set(cookies) == {"sehat", "sehat-browser"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/" for cookie in cookies.values())
    assert page.evaluate("document.cookie") == ""


def test_an_invited_person_enrols_signs_in_and_sees_the_people_of_the_organisation(open_page):
    head = open_page()
    sign_in_staff(head, "en", "head", base)
    assert head.url == base("en") + "/account"
    head.goto(base("en") + "/staff/organisations/1001/invite")
    number = next(NUMBERS)
    head.check("input[value=reviewer]")
    head.check("input[value=national]")
    head.fill("#number", national_id(number))
    head.fill("#last-fa", "کارشناس")
    for part, text in (("#birth-date", "2"), ("[name=birth-date-month]", "2"), ("[name=birth-date-year]", "1360")):
        head.fill(part, text)
    head.fill("#mobile", mobile(number))
    head.click("main form button")
    assert head.url == base("en") + "/staff/organisations/1001"
    assert "کارشناس" in head.inner_text("main")

    link = newest_link("+98" + mobile(number)[1:], "/invitation/")
    invited = open_page(width=320, height=640)
    invited.goto(base("en") + link)
    assert invited.locator(".account-bar").count() == 0, "a link never signs in"
    secret = re.sub(r"\s", "", invited.inner_text(".enrol .code"))
    invited.check("input[value=national]")
    invited.fill("#number", national_id(number))
    invited.fill("#password", "turquoise brick minaret")
    invited.fill("#password-again", "turquoise brick minaret")
    used = totp(secret)
    invited.fill("#factor", used)
    invited.click("main form button")
    assert invited.locator(".recovery li").count() == 8
    assert invited.goto(base("en") + link).status == 410

    code = invited.context.new_page()
    code.goto(base("en") + "/sign-in/staff")
    code.check("input[value=national]")
    code.fill("#number", national_id(number))
    code.fill("#password", "turquoise brick minaret")
    # However much time has passed, the code of the enrolment is used.
    code.fill("#factor", used)
    code.click("main form:has(#factor) button")
    assert code.locator("#factor-error").count() == 1
    assert staff()


def test_staff_pages_are_absent_for_a_citizen(open_page):
    page = open_page()
    register(page, "fa", next(NUMBERS), base)
    for path in ("/staff", "/staff/people", "/staff/organisations", "/staff/audit", "/staff/proposals"):
        assert page.goto(SERVER + path).status == 404


def test_an_auditor_searches_what_was_done(open_page):
    page = open_page()
    sign_in_staff(page, "fa", "auditor", base)
    page.goto(SERVER + "/staff/audit")
    assert page.locator("tbody tr").count() > 5
    page.fill("#action", "granted")
    page.click("main form button")
    assert "action=granted" in page.url
