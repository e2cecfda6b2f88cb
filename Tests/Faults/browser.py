"""A browser without a window: cookies, and the forms of the last page with their hidden fields."""
import base64
import hmac
import html
import http.client
import re
import struct
import time
import urllib.parse

from calls import NoAnswer

TIMEOUT = 30  # seconds for one answer


class Browser:
    """One reader; not for several threads."""

    def __init__(self, installation):
        self.installation = installation
        self.cookies = {}
        self.hidden = {}
        self.text = ""

    def get(self, path):
        return self.ask("GET", path, None)

    def post(self, path, **fields):
        """Sends the form at an address with its hidden fields; `_` in a name is sent as `-`."""
        action = path.split("?")[0]
        typed = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.ask("POST", action, urllib.parse.urlencode({**self.hidden.get(action, {}), **typed}))

    def ask(self, method, path, body):
        """Returns the status and where it leads; the page is in `text`."""
        headers = {"Accept-Language": "fa", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=TIMEOUT)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            self.text = response.read().decode()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error
        for field in response.headers.get_all("Set-Cookie") or []:
            name, _, value = field.split(";")[0].partition("=")
            if "Max-Age=0" in field:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        self.hidden = dict(self.forms())
        return response.status, response.headers.get("Location") or ""

    def forms(self):
        """Yields the address of each form with its hidden fields."""
        for form in re.findall(r"<form [^>]*?action=\"([^\"]*)\"[^>]*>(.*?)</form>", self.text, re.DOTALL):
            fields = re.findall(r"<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"", form[1])
            yield html.unescape(form[0]), {name: html.unescape(value) for name, value in fields}

    def message(self, recipient, pattern):
        """Waits for a message to a recipient that has a pattern; returns what the pattern's group found."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            self.get("/dev/messages")
            for part in self.text.split('<section class="card stack">')[1:]:
                words = html.unescape(re.sub(r"<[^>]+>", " ", part))
                found = re.search(pattern, words.replace(recipient, "")) if recipient in words else None
                if found:
                    return found[1]
            time.sleep(0.02)
        raise AssertionError(f"no message arrived for {recipient}")


def totp(secret, at=None):
    """A code of RFC 6238: SHA-1, six digits, thirty seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at or time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"
