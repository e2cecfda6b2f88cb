"""The record, from docs/formats/record.md alone."""
import datetime
import uuid

import cbor2

NAMES = [
    "schema", "uuid", "first_name_fa", "last_name_fa", "first_name_en", "last_name_en", "father_name_fa", "id_kind",
    "id_number", "birth_date", "institution_code", "institution_name_fa", "institution_name_en", "document_kind",
    "level", "field_code", "field_fa", "field_en", "mode", "entrance_date", "graduation_date", "diploma_number",
    "average", "files", "decision", "supersedes",
]
WORDS = {
    "id_kind": {"national": 1, "passport": 2, "foreigner": 3},
    "document_kind": {"diploma": 1, "provisional": 2, "transcript": 3, "evaluation": 4},
    "level": {"associate": 1, "bachelor": 2, "master": 3, "doctorate": 4},
    "mode": {"day": 1, "evening": 2, "distance": 3},
}


def days(text: str) -> int:
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def value(name: str, field):
    if name in WORDS:
        return WORDS[name][field]
    if name.endswith("_date"):
        return days(field)
    if name in ("uuid", "supersedes"):
        return uuid.UUID(field).bytes
    if name == "files":
        return [bytes.fromhex(digest) for digest in field]
    return field


def encode(record: dict) -> bytes:
    fields = {"schema": 1, **record}
    entries = {}
    for key, name in enumerate(NAMES):
        if fields.get(name) not in (None, []):
            entries[key] = value(name, fields[name])
    return cbor2.dumps(entries)
