"""Persons in the browser: national IDs, messages of the development page, authenticator codes."""

import base64
import functools
import html
import hmac
import os
import re
import struct
import subprocess
import time
import urllib.request

from seeded_app import CLI, SERVER

MESSAGES = "/dev/messages"


def national_id(number):
    """A number that passes the check of a national ID."""
    nine = str(100_000_000 + number)
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1))) % 11
    return nine + str(rest if rest < 2 else 11 - rest)


def mobile(number):
    """A different number for each person; the budgets of codes count by it."""
    return f"0935{1_000_000 + number}"


def totp(secret, at=None):
    """A code of RFC 6238: SHA-1, six digits, thirty seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at or time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def messages(recipient, server=SERVER):
    """The texts of the messages to a recipient, the newest first."""
    text = urllib.request.urlopen(server + MESSAGES, timeout=10).read().decode()
    parts = text.split('<section class="card stack">')[1:]
    return [html.unescape(re.sub(r"<[^>]+>", " ", part)) for part in parts if recipient in part]


def newest_link(recipient, path):
    """Waits for a message with a link to a path; returns the whole path."""
    for _ in range(100):
        for text in messages(recipient):
            found = re.search(re.escape(path) + r"[\w-]+", text)
            if found:
                return found[0]
        time.sleep(0.1)
    raise AssertionError("no link arrived")


def newest_code(recipient, before=(), server=SERVER):
    """Waits for a message with a code that is not one of `before`."""
    for _ in range(100):
        for text in messages(recipient, server):
            for code in re.findall(r"(?<![\w-])\d{6}(?![\w-])", text.replace(recipient, "")):
                if code not in before:
                    return code
        time.sleep(0.1)
    raise AssertionError("no code arrived")


def register(page, language, number, base):
    """Registers and proves the contact; the browser is signed in afterwards."""
    page.goto(base(language) + "/register")
    page.check("input[value=national]")
    page.fill("#number", national_id(number))
    page.fill("#first-fa", "سارا")
    page.fill("#last-fa", "کریمی")
    page.fill("#first-en", "Sara")
    page.fill("#last-en", "Karimi")
    for part, text in (("", "1"), ("-month", "1"), ("-year", "1373")):
        page.fill(f"#birth-date{part}" if part == "" else f"[name=birth-date{part}]", text)
    page.fill("#mobile", mobile(number))
    page.check("#terms")
    page.click("main form button")
    page.fill("#code", newest_code("+98" + mobile(number)[1:], server=base("fa")))
    page.click("main form:has(#code) button")


@functools.cache
def staff():
    """A person for each role, by `verifyd demo-people`: number, password, secret of the authenticator, recovery codes."""
    done = subprocess.run(
        [CLI.replace("verify-cli", "verifyd"), "demo-people", "--environment", "development", "--public-url", SERVER,
         "--database", os.environ["SEHAT_DATABASE"], "--keys", os.environ["SEHAT_KEYS"]],
        # The variables of with-server are not the daemon's settings.
        env={name: text for name, text in os.environ.items() if not name.startswith("SEHAT_")},
        capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr
    return logins(done.stdout)


def logins(text):
    """The first login of each role in what `verifyd demo-people` printed."""
    logins = {}
    for block in re.split(r"\n(?=\S)", text):
        found = re.match(
            r"(\S+) of \S+: (\d+) .*\n\s+password +(.*)\n\s+authenticator +(\S+)\n\s+recovery +(.*)", block)
        if found:
            logins.setdefault(found[1], dict(zip(("number", "password", "secret", "recovery"), found.groups()[1:])))
    return logins


SESSIONS = {}


def sign_in_staff(page, language, role, base):
    """Signs in with a recovery code; the session is used again by later browsers, because each code works once."""
    if role in SESSIONS:
        page.context.add_cookies(SESSIONS[role])
        page.goto(base(language) + "/account")
        if page.url.endswith("/account"):
            return
    login = staff()[role]
    codes = login["recovery"].split()
    page.goto(base(language) + "/sign-in/staff")
    page.check("input[value=national]")
    page.fill("#number", login["number"])
    page.fill("#password", login["password"])
    page.fill("#factor", codes.pop(0))
    login["recovery"] = " ".join(codes)
    page.click("main form:has(#factor) button")
    SESSIONS[role] = page.context.cookies()
