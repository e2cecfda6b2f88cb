"""A graduate with degrees: the person of level 1, the degrees of the register, a link and its reader."""

import functools
import json
import re
import urllib.request

from people import national_id, register
from seeded_app import SERVER, seeded_app

# Numbers that the sandbox of the registers matches.
NUMBERS = iter((9001, 9002))

# The longest values that a record may have.
LONG = {
    "first_name_fa": "عبدالرحمان‌محمدحسین " * 5, "last_name_fa": "سیدموسوی‌ترک‌آبادی " * 5,
    "first_name_en": "Abdorrahman-Mohammad " * 4, "last_name_en": "Seyyed-Mousavi-Torkabadi " * 4,
    "father_name_fa": "عبدالعظیم‌محمدرضا " * 5,
    "field_fa": "مهندسی فناوری اطلاعات و ارتباطات، گرایش سامانه‌های چندرسانه‌ای " * 3,
    "field_en": "Information and communication technology engineering, multimedia systems " * 2,
}


def base(language):
    return SERVER + ("" if language == "fa" else "/en")


def issue(number, long=False):
    """Issues a degree to the person with a number, as SAORG; returns its id."""
    record = {
        "national_id": national_id(number), "first_name_fa": "سارا", "last_name_fa": "کریمی",
        "first_name_en": "Sara", "last_name_en": "Karimi", "father_name_fa": "رضا", "birth_date": "1994-03-21",
        "institution_code": "9001", "document_kind": "diploma", "level": "master",
        "field_fa": "مهندسی برق - مخابرات", "field_en": "Electrical Engineering (Communication)", "mode": "day",
        "entrance_date": "2016-09-22", "graduation_date": "2018-09-20", "diploma_number": f"1397/{number}",
        "average": "18.54",
    }
    if long:
        limits = {"field_fa": 200, "field_en": 200}
        record |= {name: text[: limits.get(name, 100)].strip() for name, text in LONG.items()}
    request = urllib.request.Request(
        SERVER + "/api/v1/degrees", json.dumps(record).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + seeded_app().key("admin")},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)["id"]


@functools.cache
def degree(long):
    """The graduate of all screens: the number and the degree."""
    number = next(NUMBERS)
    return number, issue(number, long)


SESSIONS = {}


def graduate(page, language, long=False):
    """Signs the graduate in, with the session of an earlier browser where there is one; returns the degree's id."""
    number, identifier = degree(long)
    if long in SESSIONS:
        page.context.add_cookies(SESSIONS[long])
        return identifier
    register(page, language, number, base)
    page.goto(base(language) + "/account/identity")
    page.click("main form button")
    assert "result=matched" in page.url
    SESSIONS[long] = page.context.cookies()
    return identifier


def of_graduate(address, long=False):
    """A page of the graduate's degree; with None the list of degrees."""
    def steps(page, language):
        identifier = graduate(page, language, long)
        page.goto(base(language) + "/degrees" + ("" if address is None else f"/{identifier}{address}"))
        assert page.locator("h1").count() == 1
    return steps


def share_refused(page, language):
    of_graduate("/shares/new")(page, language)
    for box in page.locator("main input[type=checkbox]").all():
        box.uncheck()
    page.click("main form.form button")


def share_checked(page, language):
    of_graduate("/shares/new")(page, language)
    page.click("main form.form button")


def share_made(page, language):
    """Returns the address and the PIN of the link."""
    share_checked(page, language)
    page.click("main form:has(input[value=make]) button")
    link = page.locator(".hex").first.inner_text().replace("\n", "").replace(" ", "")
    return link, re.search(r"\b\d{6}\b", page.inner_text("main"))[0]


def of_reader(page, language):
    """The link in a browser without a session; returns the PIN."""
    link, pin = share_made(page, language)
    page.context.clear_cookies()
    page.goto(link.replace("/en/share", "/share").replace("/share", ("" if language == "fa" else "/en") + "/share"))
    return pin


def share_used(page, language):
    pin = of_reader(page, language)
    page.fill("#pin", pin)
    page.click("main form button")
