"""Services and requests: a person of level 1 asks for a code with two files, and sees the request until its end."""

from degrees import base, graduate
from people import register, staff

SERVICE = "/services/academic-confirmation"
GRADUATION = "/services/graduation-confirmation"
CORRECTION = "/services/degree-correction"
OBJECTION = "/services/refusal-objection"
ANSWERS = {
    "document_number": "ب/۱۳۹۹/۴۷۱", "field_fa": "مهندسی عمران", "average": "17.52",
    "graduation_date-day": "۳۱", "graduation_date-month": "شهریور", "graduation_date-year": "۱۳۹۹",
}

# Numbers that the sandbox of the registers matches; each person has one request.
NUMBERS = (number for number in range(10_001, 90_000) if number % 10 < 7)


def of_applicant(address):
    """A page of a person whose identity is proven; the organisations are those of the staff."""
    def steps(page, language):
        staff()
        register(page, language, next(NUMBERS), base)
        page.click("main form button")
        assert "result=matched" in page.url
        page.goto(base(language) + address)
        assert page.locator("h1").count() == 1
    return steps


def answer(page, **changed):
    """Fills the form of a request and continues, with two files."""
    page.select_option("#institution", "1001")
    page.locator("input[name=document_kind]").first.check()
    page.locator("input[name=mode]").first.check()
    level = page.locator("[name=level]").first
    if level.evaluate("field => field.tagName") == "SELECT":
        level.select_option("bachelor")
    else:
        page.check("input[name=level][value=bachelor]")
    for name, text in (ANSWERS | changed).items():
        page.fill(f"[name='{name}']", text)
    for field, name in (("scan", "front.pdf"), ("scan.1", "back.pdf")):
        page.set_input_files(
            f"[name='{field}']",
            {"name": name, "mimeType": "application/pdf", "buffer": f"%PDF-1.7 {name}".encode()},
        )
    page.check("[name=true]")
    page.click("main form:has([name=document_number]) > button.button")


def request_refused(page, language):
    of_applicant(SERVICE + "/request")(page, language)
    answer(page, document_number="", **{"graduation_date-month": "۱۳"})
    assert page.locator("[role=alert]").count() == 1


def request_checked(page, language):
    of_applicant(SERVICE + "/request")(page, language)
    answer(page)
    assert page.url.endswith("/check")


def request_sent(page, language):
    request_checked(page, language)
    page.click("main form:has([name=move]) button")
    assert page.url.endswith("/sent")


def graduation_absent(page, language):
    """The number of a document that the university has not recorded."""
    of_applicant(GRADUATION + "/request")(page, language)
    page.select_option("#institution", "1001")
    page.locator("input[name=document_kind]").first.check()
    page.fill("#document_number", "ب/۱۴۰۴/۱")
    page.click("main form:has([name=document_number]) > button.button")
    assert page.locator("[role=alert]").count() == 1
    assert page.locator("[name=field_fa]").count() == 1


def correction(page, language):
    """The report of wrong data that begins at the graduate's degree."""
    staff()
    identifier = graduate(page, language)
    page.goto(base(language) + f"/degrees/{identifier}")
    page.click(f"main a[href$='{CORRECTION}/request?about={identifier}']")
    assert page.input_value("#last_name_fa") == "کریمی"


def requests_sent(page, language):
    request_sent(page, language)
    page.goto(base(language) + "/cases")
    assert page.locator("main .card").count() == 1


def requests(page, language):
    """The list with one request that was sent and one that was not."""
    request_sent(page, language)
    page.goto(base(language) + SERVICE + "/request")
    page.click("button[name='do.save']")
    assert page.url.endswith("/cases")


def case(page, language):
    request_sent(page, language)
    page.goto(page.url.removesuffix("/sent"))


def case_withdraw(page, language):
    case(page, language)
    page.click("main a[href$='/withdraw']")


def case_withdrawn(page, language):
    case_withdraw(page, language)
    page.click("main form:has([name=move]) button.button")
    assert "notice=moved" in page.url
