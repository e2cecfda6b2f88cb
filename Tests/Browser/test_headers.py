"""What every page tells the browser, and what may be kept."""

import re
import urllib.error
import urllib.parse
import urllib.request

import pytest

from seeded_app import SERVER

POLICY = {
    "default-src": "'none'", "style-src": "'self'", "font-src": "'self'", "img-src": "'self' data:",
    "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}


def ask(address, fields=None, **headers):
    body = urllib.parse.urlencode(fields).encode() if fields is not None else None
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(SERVER + address, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/about", "/report", "/batches", "/keys", "/developers", "/nothing", "/Q/A"]
)
def test_nothing_but_ourselves_is_allowed(address):
    _, headers, body = ask(address)
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";") if part.strip()
    )
    assert policy == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    # A page that is the same for every reader may be kept, and is requested again.
    assert headers["cache-control"] == ("no-store" if address in ("/nothing", "/Q/A") else "no-cache")
    page = body.decode()
    assert not re.search(r"<script|\sstyle=|\son\w+=|https?://(?!www\.w3\.org)", page.replace(SERVER, ""))


def test_assets_are_cached_permanently_and_are_named_by_their_content():
    page = ask("/")[2].decode()
    style = re.search(r'href="(/assets/[^"]+\.css)"', page).group(1)
    status, headers, css = ask(style)
    assert status == 200 and "immutable" in headers["cache-control"]
    assert ask(style, If_None_Match=headers["etag"])[0] == 304
    fonts = re.findall(r'url\("(/assets/[^"]+)"\)', css.decode())
    assert len(fonts) == 4
    for font in fonts:
        assert ask(font)[0] == 200
    assert b'url("vazirmatn' not in css
    assert ask("/assets/site-0000000000000000.css")[0] == 404


@pytest.mark.parametrize("address", ["/verification", "/report", "/en/verification", "/batches"])
def test_a_form_of_another_site_is_refused(address):
    fields = {"code": "1"}
    assert ask(address, fields, Sec_Fetch_Site="cross-site")[0] == 403
    assert ask(address, fields, Sec_Fetch_Site="same-site")[0] == 403
    assert ask(address, fields, Origin="https://evil.example")[0] == 403
    assert ask(address, fields, Origin="null")[0] == 403
    assert ask(address, fields, Origin=SERVER)[0] != 403
    assert ask(address, fields, Sec_Fetch_Site="same-origin", Origin="null")[0] != 403


def test_errors_are_pages_in_the_language_of_the_address():
    for address, language in [("/nothing", "fa"), ("/en/nothing", "en")]:
        status, headers, body = ask(address)
        assert status == 404 and headers["content-language"] == language
        assert f'lang="{language}"'.encode() in body
    assert ask("/about", {"a": "b"})[0] == 405
    assert ask("/verification", {"code": "1" * 100_000})[0] == 413
    assert ask("/verification", {"code": "1"}, Content_Type="text/plain")[0] == 415


def test_not_found_has_one_length_whatever_the_reason(seeded):
    from seeded_app import forged

    unknown = ask("/verification", {"code": seeded.unknown()})
    wrong_tag = ask("/verification", {"code": forged(seeded.codes["suspended"], 77)})
    assert unknown[0] == wrong_tag[0] == 200
    assert len(unknown[2]) == len(wrong_tag[2])
