"""The record, from docs/formats/record.md alone: the page's own table of keys is read here."""
import datetime
import pathlib
import re
import uuid

import cbor2

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "formats" / "record.md"
ROW = re.compile(r"\| (\d+) \| `(\w+)` \| ([^|]+) \| ?([^|]*)\|")
# (key, name, type, note) in the order of the table.
FIELDS = [
    (int(key), name, kind, note)
    for key, name, kind, note in (row.groups() for row in map(ROW.match, PAGE.read_text("utf-8").splitlines()) if row)
]
# The numbers of words, for fields whose note is a list such as "1 `day`, 2 `evening`".
WORDS = {
    name: {word: int(number) for number, word in re.findall(r"(\d+) `(\w+)`", note)}
    for _, name, _, note in FIELDS
    if re.search(r"\d+ `\w+`", note)
}
TYPES = {name: "date" if note.startswith("a date") else kind for _, name, kind, note in FIELDS}


def days(text: str) -> int:
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def value(name: str, field):
    if name in WORDS:
        return WORDS[name][field]
    match TYPES[name]:
        case "date":
            return days(field)
        case "16 bytes":
            return uuid.UUID(field).bytes
        case "array of 32-byte strings":
            return [bytes.fromhex(digest) for digest in field]
    return field


def encode(record: dict) -> bytes:
    fields = {"schema": 1, **record}
    entries = {}
    for key, name, _, _ in FIELDS:
        if fields.get(name) not in (None, []):
            entries[key] = value(name, fields[name])
    return cbor2.dumps(entries)
