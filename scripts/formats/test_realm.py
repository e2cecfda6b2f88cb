"""The test realm, from docs/formats/test-realm.md alone: the page's own record and table are read here."""
import json
import pathlib
import re

import authenticity_code as code
import degree_record

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "formats" / "test-realm.md"
KEY_ID, LOCATOR_KEY, TAG_KEY = 99, b"\x99" * 32, b"\x9a" * 32
ROW = re.compile(r"\| (\d+) \| `([\d ]{24})` \| `([A-Z_]+)` \|")


def specimens():
    """The vectors: each published code, made again from the record of the page."""
    page = PAGE.read_text("utf-8")
    record = json.loads(re.search(r"```json\n(.*?)```", page, re.S)[1])
    cases = []
    for number, shown, verdict in ROW.findall(page):
        uuid = bytes(15) + bytes([int(number)])
        fields = {**record, "uuid": str(degree_record.uuid.UUID(bytes=uuid)), "diploma_number": f"TEST-{number}"}
        content = degree_record.encode(fields)
        digits = code.mint(LOCATOR_KEY, TAG_KEY, KEY_ID, uuid, 0, content)
        cases.append({
            "verdict": verdict, "code": digits, "grouped": code.grouped(digits), "uuid": uuid.hex(),
            "record": content.hex(),
        })
        if code.grouped(digits) != shown:
            raise SystemExit(f"error: docs/formats/test-realm.md shows {shown} instead of {code.grouped(digits)}")
    return {"source": "docs/formats/test-realm.md", "cases": cases}
