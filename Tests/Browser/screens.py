"""Every screen of the pages, each with the steps that lead to it in one language."""

from degrees import of_graduate, of_reader, share_checked, share_made, share_refused, share_used
from people import register, sign_in_staff
from seeded_app import SERVER, forged, groups, seeded_app
from services import (
    CORRECTION, GRADUATION, OBJECTION, SERVICE, case, case_withdraw, case_withdrawn, correction, graduation_absent,
    of_applicant, request_checked, request_refused, request_sent, requests, requests_sent,
)


def base(language):
    return SERVER + ("" if language == "fa" else "/en")


def type_code(page, language, text):
    """Types a code into the field of the home page."""
    page.goto(base(language) + "/")
    page.fill("#code", text)
    page.click(".ask form:last-of-type button")


def ask_datum(page, language, code, kind, text):
    type_code(page, language, code)
    page.check(f"input[value={kind}]")
    page.fill("#datum", text)
    page.click("main form:has(#datum) button")


def path(address):
    return lambda page, language: page.goto(base(language) + address)


def verdict(name):
    return lambda page, language: type_code(page, language, groups(seeded_app().codes[name]))


def typed(text):
    return lambda page, language: type_code(page, language, text)


def details(page, language):
    ask_datum(page, language, groups(seeded_app().valid), "family_name", "كاظمي پور")


def details_differ(page, language):
    """A datum that does not match, at a valid code."""
    seeded_app().forget_attempts(seeded_app().compared)
    ask_datum(page, language, groups(seeded_app().compared), "birth_year", "1361")


def details_wrong(page, language):
    ask_datum(page, language, groups(seeded_app().valid), "birth_year", "72")


def qr(page, language):
    page.goto(base(language) + seeded_app().qr(seeded_app().scanned).removeprefix(SERVER.upper()))


def qr_forged(page, language):
    text = seeded_app().qr(seeded_app().scanned).removeprefix(SERVER.upper())
    swap = "A" if text[-20] != "A" else "B"
    page.goto(base(language) + text[:-20] + swap + text[-19:])


def link(page, language):
    page.goto(f"{base(language)}/V/{seeded_app().valid}")


def locked(page, language):
    """More wrong tags at one locator than a day allows."""
    for step in range(1, 9):
        type_code(page, language, forged(seeded_app().locked, step))
        if page.locator(".tone-wait #datum").count():
            return


def report_refused(page, language):
    page.goto(base(language) + "/report")
    page.click("main form button")


def report_sent(page, language):
    page.goto(base(language) + "/report")
    page.check("input[value=site]")
    page.fill("#subject", "http://sehat.example.com")
    page.fill("#details", "صفحه‌ای شبیه این سایت که پول می‌خواهد")
    page.click("main form button")


def send_batch(page, language, key=None, codes=None):
    page.goto(base(language) + "/batches")
    codes = codes or [seeded_app().valid, seeded_app().codes["revoked"], "12", seeded_app().unknown()]
    text = "code\r\n" + "".join(groups(code) + "\r\n" for code in codes)
    page.set_input_files(
        "#file", {"name": "codes.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    if key:
        page.click("details summary")
        page.fill("#key", key)
        page.fill("#purpose", "استخدام")
        page.fill("#consent", "1405/12")
    page.click("main form button")


def batch_refused(page, language):
    page.goto(base(language) + "/batches")
    page.click("main form button")


def batch_done(page, language, key=None):
    send_batch(page, language, key)
    page.wait_for_selector("#files", timeout=30_000)


PERSONS = iter(range(2000, 9000))


def of_citizen(address):
    """A page of a person who has just registered."""
    def steps(page, language):
        register(page, language, next(PERSONS), base)
        page.goto(base(language) + address)
    return steps


def of_staff(role, address):
    """A page of a member of staff; the sign-in of one browser is used by all screens of the role."""
    def steps(page, language):
        sign_in_staff(page, language, role, base)
        page.goto(base(language) + address)
    return steps


def staff_refused(role, address):
    def steps(page, language):
        of_staff(role, address)(page, language)
        page.click("main form button")
    return steps


UPLOADS = "/staff/organisations/1001/uploads"
ROWS = (
    "national_id,first_name_fa,last_name_fa,birth_date,institution_code,document_kind,level,field_fa,mode,"
    "graduation_date,diploma_number\n"
    "0411800779,سامیار,زنجانی,1368/01/01,1001,diploma,bachelor,ریاضیات و کاربردها,day,1391/04/10,1395/000019\n"
    "0411800770,سامیار,زنجانی,1368/01/01,1001,diploma,bachelor,ریاضیات و کاربردها,day,1391/04/10,1395/000020\n"
)


def upload(page, language, task):
    """Sends a file with a good and a bad row; the worker of the daemon takes it."""
    of_staff("uploader", UPLOADS)(page, language)
    page.check(f"input[name=task][value={task}]")
    page.set_input_files("#file", {"name": "graduates.csv", "mimeType": "text/csv", "buffer": ROWS.encode()})
    page.click("main form:has(#file) button")
    page.wait_for_selector("a[href$='results.csv']", timeout=15_000)


def upload_refused(page, language):
    of_staff("uploader", UPLOADS)(page, language)
    page.click("main form:has(#file) button")


def graduates_found(page, language):
    """Every record of a family name, with the reason that its person reads."""
    of_staff("administrator", "/staff/graduates")(page, language)
    page.fill("#last", "كاظمي پور")
    page.locator("main form input[type=radio]").first.check()
    page.click("main form button")
    assert page.locator("main :is(table, .card) >> text=کاظمی").count()


def upload_done(page, language):
    upload(page, language, "check")


def upload_waits(page, language):
    upload(page, language, "issue")


def upload_decision(page, language):
    upload_waits(page, language)
    address = page.url.split("?")[0]
    page.context.clear_cookies()
    sign_in_staff(page, language, "head", base)
    page.goto(address + "/decision")


def refused(address):
    def steps(page, language):
        page.goto(base(language) + address)
        page.click("main form button")
    return steps


SCREENS = {
    "home": path("/"),
    "typo-short": typed("1795 8396 5972 7439 094"),
    "typo-letter": typed("1795 8396 5972 7439 O942"),
    "typo-digit": typed("1795 8396 5972 7439 0943"),
    "typo-spreadsheet": typed("1.79584E+19"),
    "typo-reversed": typed("0942 7439 5972 8396 1795"),
    **{name: verdict(name) for name in (
        "valid", "superseded", "revoked", "suspended", "legacy", "test", "integrity",
    )},
    "not-found": lambda page, language: type_code(page, language, seeded_app().unknown()),
    "details": details,
    "details-wrong": details_wrong,
    "details-differ": details_differ,
    "specimen": typed("9942 4241 5385 5013 6341"),
    "specimen-revoked": typed("9948 9270 3708 4894 4432"),
    "qr": qr,
    "qr-forged": qr_forged,
    "qr-unreadable": path("/Q/ABC"),
    "link": link,
    "locked": locked,
    "report": path("/report"),
    "report-refused": report_refused,
    "report-sent": report_sent,
    "batches": path("/batches"),
    "batch-refused": batch_refused,
    "batch": batch_done,
    "batch-keyed": lambda page, language: batch_done(page, language, seeded_app().key("verifier")),
    "keys": path("/keys"),
    "developers": path("/developers"),
    "about": path("/about"),
    "missing": path("/nothing-here"),
    "register": path("/register"),
    "register-refused": refused("/register"),
    "sign-in": path("/sign-in"),
    "sign-in-staff": path("/sign-in/staff"),
    "sign-in-staff-refused": refused("/sign-in/staff"),
    "terms": path("/terms"),
    "signed-out": path("/signed-out"),
    "invitation-gone": path("/invitation/x"),
    **{f"account-{name}": of_citizen("/account" + address) for name, address in (
        ("home", ""), ("identity", "/identity"), ("profile", "/profile"), ("contact", "/contact"),
        ("sessions", "/sessions"), ("messages", "/messages"), ("authenticator", "/authenticator"),
        ("terms", "/terms"), ("data", "/data"), ("names", "/profile/names"), ("language", "/profile/language"),
    )},
    **{f"degree{name}": of_graduate(address) for name, address in (
        ("s", None), ("", ""), ("-certificate", "/certificate"), ("-shares", "/shares"), ("-share-new", "/shares/new"),
        ("-views", "/views"),
    )},
    "degrees-level-0": of_citizen("/degrees"),
    "degree-long-certificate": of_graduate("/certificate", long=True),
    "degree-share-refused": share_refused,
    "degree-share-check": share_checked,
    "degree-share-made": share_made,
    "share": of_reader,
    "share-shown": share_used,
    "share-closed": path("/share/" + "A" * 32),
    "services": of_applicant("/services"),
    "service": of_applicant(SERVICE),
    "service-level-0": of_citizen(SERVICE),
    "request": of_applicant(SERVICE + "/request"),
    "request-refused": request_refused,
    "request-check": request_checked,
    "request-sent": request_sent,
    "requests": requests,
    "requests-sent": requests_sent,
    "requests-none": of_citizen("/cases"),
    "case": case,
    "case-withdraw": case_withdraw,
    "case-withdrawn": case_withdrawn,
    "graduation": of_applicant(GRADUATION),
    "graduation-request": of_applicant(GRADUATION + "/request"),
    "graduation-absent": graduation_absent,
    "correction": correction,
    "correction-request": of_applicant(CORRECTION + "/request"),
    "objection-request": of_applicant(OBJECTION + "/request"),
    "step-up": of_citizen("/step-up"),
    "staff": of_staff("head", "/staff"),
    "staff-organisation": of_staff("head", "/staff/organisations/1001"),
    "staff-invite": of_staff("head", "/staff/organisations/1001/invite"),
    "staff-deputies": of_staff("head", "/staff/organisations/1001/deputies"),
    "staff-cartable": of_staff("head", "/staff/cartable"),
    "staff-organisation-cartables": of_staff("head", "/staff/organisations/1001/cartables"),
    "staff-cartables-missing": of_staff("administrator", "/staff/cartables/missing"),
    "staff-organisations": of_staff("administrator", "/staff/organisations"),
    "staff-organisation-change": of_staff("administrator", "/staff/organisations/1001/change"),
    "staff-people": of_staff("administrator", "/staff/people"),
    "staff-proposals": of_staff("administrator", "/staff/proposals"),
    "staff-attestation": of_staff("attester", "/staff/attestations/new"),
    "staff-attestation-refused": staff_refused("attester", "/staff/attestations/new"),
    "staff-audit": of_staff("auditor", "/staff/audit"),
    "uploads": of_staff("uploader", "/staff/organisations/1001/uploads"),
    "uploads-refused": upload_refused,
    "upload-waits": upload_waits,
    "upload-done": upload_done,
    "upload-decision": upload_decision,
    "numbers": of_staff("head", "/staff/organisations/1001/numbers"),
    "month": of_staff("head", "/staff/organisations/1001/month"),
    "months-missing": of_staff("administrator", "/staff/months"),
    "staff-silent": of_staff("administrator", "/staff/silent"),
    "staff-graduates": of_staff("administrator", "/staff/graduates"),
    "staff-graduates-refused": staff_refused("administrator", "/staff/graduates"),
    "staff-graduates-found": graduates_found,
    "staff-help-desk": of_staff("help-desk", "/staff/help-desk"),
    "staff-help-desk-refused": staff_refused("help-desk", "/staff/help-desk"),
    "staff-backlog": of_staff("administrator", "/staff/backlog"),
    "staff-data-bank": of_staff("administrator", "/staff/data-bank"),
    "staff-data-bank-years": of_staff("administrator", "/staff/data-bank/1001"),
    "account-looks": of_citizen("/account/looks"),
    "service-guide": of_applicant(SERVICE + "/guide"),
    "objection": of_applicant(OBJECTION),
    "correction-service": of_applicant(CORRECTION),
}

# Results of a check; each is printed on one sheet.
RESULTS = (
    "valid", "superseded", "revoked", "suspended", "not-found", "legacy", "test", "integrity",
    "details", "details-differ", "specimen", "specimen-revoked", "qr", "qr-forged", "link",
)

LANGUAGES = ("fa", "en")
SCHEMES = ("light", "dark")
