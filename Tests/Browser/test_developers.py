"""The page for developers: its programs run as they stand there, and print VALID."""

import html
import json
import re
import shutil
import subprocess
import sys
import urllib.request

import pytest

from seeded_app import SERVER
from screens import LANGUAGES, base

SHELL = {"curl", "batch"}


def samples(language):
    """The programs of the page by name, as a reader copies them."""
    with urllib.request.urlopen(base(language) + "/developers") as response:
        page = response.read().decode()
    found = re.findall(r'<pre[^>]* id="sample-(\w+)"[^>]*><code>(.*?)</code></pre>', page, re.S)
    return {name: html.unescape(text) for name, text in found}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["curl", "python", "batch"])
def test_a_program_of_the_page_prints_valid_and_the_mark_of_a_test(name, language, tmp_path):
    text = samples(language)[name]
    assert SERVER in text
    command = [shutil.which("bash"), "-c", text] if name in SHELL else [sys.executable, "-c", text]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    if name == "curl":
        answer = json.loads(done.stdout)
        assert answer["verdict"] == "VALID" and answer["test"] is True
    elif name == "python":
        assert done.stdout.splitlines() == ["VALID", "a test code: not a real degree"]
    else:
        titles, row = (line.split(",") for line in done.stdout.lstrip("\ufeff").splitlines())
        assert row[titles.index("verdict")] == "VALID" and row[titles.index("test")] == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_what_the_server_answers(open_page, language):
    page = open_page()
    page.goto(base(language) + "/developers")
    examples = page.locator("details.example")
    assert examples.count() >= 9
    for number in range(examples.count()):
        question, answer = (
            examples.nth(number).locator("pre").nth(place).text_content() for place in (0, 1)
        )
        line, _, body = question.partition("\n")
        method, path = line.split()
        request = urllib.request.Request(
            SERVER + path, data=body.encode(), method=method,
            headers={"Content-Type": "application/json", "Accept-Language": "en"},
        )
        try:
            with urllib.request.urlopen(request) as response:
                given = json.load(response)
        except urllib.error.HTTPError as error:
            given = json.load(error)
        shown = json.loads(answer)
        for changing in ("checked_at", "records_as_of", "reference", "request_id"):
            assert (changing in shown) == (changing in given)
            shown.pop(changing, None), given.pop(changing, None)
        assert shown == given


def test_every_word_of_an_answer_is_explained(open_page):
    page = open_page()
    page.goto(base("en") + "/developers")
    text = page.inner_text("main")
    for word in (
        "VALID", "STATUS_UNKNOWN", "TOKEN_SIGNATURE_BAD", "rate_limited", "code_locked",
        "idempotency_key_in_flight", "one_datum", "national_id_check_digit", "holder_masked", "records_as_of",
        "institution", "verifier", "Retry-After", "results.csv", "Location",
    ):
        assert word in text, word
