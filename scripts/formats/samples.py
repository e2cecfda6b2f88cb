"""The keys and records of the examples on the pages."""
import hashlib

LOCATOR_KEY, TAG_KEY, SEED = b"\x11" * 32, b"\x22" * 32, b"\x33" * 32
KEY_ID = 17
UUID = bytes(range(16))
# Tests the arithmetic over given bytes; this map is not a record.
EXAMPLE = bytes.fromhex(
    "a701010250000102030405060708090a0b0c0d0e0f03782bd8b3db8cd8afd987e2808cd981d8a7d8b7d985d98720d985d8"
    "add985d8afdb8ce2808cd986da98d8a7d8af0419058f05030619ef750719503f"
)
ISSUED_AT = 1795260711  # 2026-11-21T11:31:51Z
NOW = ISSUED_AT + 3 * 86400
HOST = "sehat.example"

SARA = {
    "uuid": "00010203-0405-0607-0809-0a0b0c0d0e0f",
    "first_name_fa": "سارا", "last_name_fa": "کاظمی‌پور",
    "first_name_en": "Sara", "last_name_en": "Kazemipour",
    "father_name_fa": "رضا",
    "id_kind": "national", "id_number": "0084575948", "birth_date": "1990-03-21",
    "institution_code": "1001", "institution_name_fa": "دانشگاه تهران",
    "institution_name_en": "University of Tehran",
    "document_kind": "diploma", "level": "bachelor",
    "field_code": "53301", "field_fa": "فیزیک", "field_en": "Physics", "mode": "day",
    "entrance_date": "2008-09-22", "graduation_date": "2012-07-01",
    "diploma_number": "1391/000123", "average": 1741,
}
BORN_EARLY = {
    **SARA,
    "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "id_kind": "passport", "id_number": "K12345678", "birth_date": "1962-12-31",
    "document_kind": "evaluation", "level": "doctorate", "mode": "distance",
    "entrance_date": None, "average": None, "father_name_fa": "",
    "files": [hashlib.sha256(b"first file").hexdigest(), hashlib.sha256(b"second file").hexdigest()],
    "decision": "کمیسیون ارزشیابی، ۱۴۰۳/۰۹/۱۴",
    "supersedes": "00010203-0405-0607-0809-0a0b0c0d0e0f",
}

# Of a case: a passport with its issuing state, the accepted files, CASE/SEQ.
DECIDED = {
    **SARA,
    "uuid": "018f4fae-7dec-71d0-a765-00a0c91e6bf6",
    "id_kind": "passport", "id_number": "AFG-P0123456",
    "files": [hashlib.sha256(b"first file").hexdigest()],
    "decision": "f81d4fae-7dec-41d0-a765-00a0c91e6bf6/7",
}

# Texts of 240, 241 and 402 bytes: a token shortens the last two.
LONG = {
    **SARA,
    "first_name_fa": "ن" * 59, "last_name_fa": "ک" * 60 + "x",
    "institution_name_fa": "د" * 120 + "x", "field_fa": "ab" + "م" * 200,
}
