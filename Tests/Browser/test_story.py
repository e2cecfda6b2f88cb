"""The whole story on the demonstration: a graduate asks, a university and SAORG decide, an employer reads, the graduate sees who looked."""

import re

import pytest

from demo import demo_server
from people import register
from services import SERVICE, answer
from test_print import paper

# Numbers that the sandbox of the registers matches.
NUMBERS = {"fa": 60_001, "en": 60_002}
BETTER = {"name": "better.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 better"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with demo_server(tmp_path_factory.mktemp("demo")) as running:
        yield running


def ask(graduate, demo, language):
    """Registers and sends the request with two scans; returns the path of the case."""
    register(graduate, language, NUMBERS[language], demo.base)
    graduate.click("main form button")
    assert "result=matched" in graduate.url
    graduate.goto(demo.base(language) + SERVICE + "/request")
    answer(graduate, document_number=f"ب/۱۳۹۹/{NUMBERS[language]}")
    graduate.click("main form:has([name=move]) button")
    assert graduate.url.endswith("/sent")
    return re.search(r"/cases/[\w-]+", graduate.url)[0]


def send_back(reviewer, case):
    """The first scan is unreadable."""
    reviewer.goto(case)
    reviewer.click("main a[href$='/actions/return']")
    reviewer.check("[name='return.scan.0']")
    reviewer.check("[name='return.scan.0-reason'][value=unreadable]")
    reviewer.fill("[name='return.scan.0-note']", "پشت مدرک دیده نمی‌شود")
    reviewer.click("main form.case-action button")
    assert "notice=moved" in reviewer.url


def correct(graduate, case):
    """Reads why it came back and sends a better scan."""
    graduate.goto(case)
    assert "پشت مدرک دیده نمی‌شود" in graduate.inner_text("main")
    graduate.click("main a[href$='/correct']")
    graduate.set_input_files("[name=scan]", BETTER)
    graduate.click("main form:has([name=scan]) > button.button")
    graduate.click("main form:has([name=move]) button.button")
    assert graduate.url.endswith("/sent")


def agree(reviewer, case):
    """The same reviewer accepts each scan."""
    reviewer.goto(case)
    assert "better.pdf" in reviewer.inner_text("main")
    reviewer.click("main a[href$='/actions/agree']")
    for accept in reviewer.locator("main form input[value=accept]").all():
        accept.check()
    reviewer.click("main form.case-action button")
    assert "notice=moved" in reviewer.url
    assert reviewer.goto(case).status in (200, 404)
    assert reviewer.locator("a[href$='/actions/issue']").count() == 0, "one person alone issues nothing"


def issue(second, case):
    """The second person confirms, and the code is issued; returns whether the case was theirs."""
    if second.goto(case).status == 404:
        return False
    second.click("main a[href$='/actions/issue']")
    second.click("main form.case-action button")
    assert "notice=moved" in second.url
    return True


def share(graduate, case):
    """From the issued case to the certificate and a link with a PIN; returns them and the path of the degree."""
    graduate.goto(case)
    assert re.search("وجاهت قانونی ندارد|no legal standing", graduate.inner_text("main"))
    graduate.click("main a[href$='/degrees']")
    graduate.click("main a[href*='/degrees/']")
    degree = graduate.url
    graduate.goto(degree + "/certificate")
    assert re.search(r"(\d{4}\s+){4}\d{4}", graduate.inner_text(".certificate .code"))
    assert len(re.findall(rb"/Type\s*/Page\b", paper(graduate))) == 1
    graduate.goto(degree + "/shares/new")
    graduate.click("main form.form button")
    graduate.click("main form:has(input[value=make]) button")
    link = re.sub(r"\s", "", graduate.locator(".hex").first.inner_text())
    return link, re.search(r"\b\d{6}\b", graduate.inner_text("main"))[0], degree


def read(employer, link, pin, language):
    """The employer, without an account, reads what the graduate chose."""
    employer.goto(link)
    employer.fill("#pin", pin)
    employer.click("main form button")
    text = employer.inner_text("main")
    assert employer.locator(".tone-good").count() == 1
    assert {"fa": "کریمی", "en": "Karimi"}[language] in text and "17" not in employer.inner_text("dl")
    assert {"fa": "وجاهت قانونی ندارد", "en": "no legal standing"}[language] in text


@pytest.mark.parametrize("language, script", [("fa", False), ("en", True)], ids=["fa-no-script", "en-script"])
def test_from_the_request_to_who_looked(open_page, demo, language, script):
    def person(role=None):
        page = open_page(width=320, height=640, script=script, of=demo.server)
        if role:
            demo.sign_in(page, role, language)
        return page

    graduate, reviewer = person(), person("reviewer")
    case = demo.base(language) + ask(graduate, demo, language)
    send_back(reviewer, case)
    correct(graduate, case)
    agree(reviewer, case)
    # A sample of the cases is confirmed by SAORG, the others at the university.
    assert issue(person("confirmer"), case) or issue(person("graduates-office"), case)
    link, pin, degree = share(graduate, case)
    graduate.goto(degree + "/views")
    before = graduate.locator("table tbody tr").count()
    read(person(), link, pin, language)
    graduate.goto(degree + "/views")
    assert graduate.locator("table tbody tr").count() == before + 1
    assert {"fa": "دارندهٔ پیوند", "en": "The reader of the link of"}[language] in graduate.inner_text("table")
