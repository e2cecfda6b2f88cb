"""Makes the vectors of Tests/VerifyCoreTests/Vectors/ from the re-implementation in this folder."""
import hashlib

import cbor2
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

import authenticity_code as code
import degree_record
import degree_token as token

LOCATOR_KEY, TAG_KEY, SEED = b"\x11" * 32, b"\x22" * 32, b"\x33" * 32
KEY_ID = 17
UUID = bytes(range(16))
# Tests the arithmetic over given bytes; this map is not a record.
EXAMPLE = bytes.fromhex(
    "a701010250000102030405060708090a0b0c0d0e0f03782bd8b3db8cd8afd987e2808cd981d8a7d8b7d985d98720d985d8"
    "add985d8afdb8ce2808cd986da98d8a7d8af0419058f05030619ef750719503f"
)
ISSUED_AT = 1795260711  # 2026-11-21T11:31:51Z
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

# Texts of 240, 241 and 402 bytes: a token shortens the last two.
LONG = {
    **SARA,
    "first_name_fa": "ن" * 59, "last_name_fa": "ک" * 60 + "x",
    "institution_name_fa": "د" * 120 + "x", "field_fa": "ab" + "م" * 200,
}


def mint_case(name, locator_key, tag_key, key_id, uuid, counter, record):
    loc = code.locator(locator_key, key_id, uuid, counter)
    digits = code.mint(locator_key, tag_key, key_id, uuid, counter, record)
    return {
        "name": name, "locator_key": locator_key.hex(), "tag_key": tag_key.hex(), "key_id": key_id,
        "uuid": uuid.hex(), "counter": counter, "record": record.hex(),
        "record_sha256": hashlib.sha256(record).hexdigest(),
        "locator": loc, "tag": int(digits[11:18]), "check": digits[18:], "code": digits,
        "grouped": code.grouped(digits), "bytes": int(digits).to_bytes(9, "big").hex(),
    }


def codes():
    mint = [
        mint_case("the example of the page", LOCATOR_KEY, TAG_KEY, KEY_ID, UUID, 0, EXAMPLE),
        mint_case("the counter raised once", LOCATOR_KEY, TAG_KEY, KEY_ID, UUID, 1, EXAMPLE),
        mint_case("the test realm", b"\x44" * 32, b"\x55" * 32, 99, UUID[::-1], 0, b""),
    ]
    for number in range(12):
        seed = hashlib.sha256(b"sehat code vector %d" % number).digest()
        mint.append(
            mint_case(
                f"random {number}", hashlib.sha256(seed + b"l").digest(), hashlib.sha256(seed + b"t").digest(),
                10 + seed[0] % 90, seed[:16], int.from_bytes(seed[16:20], "big"), seed * (number + 1),
            )
        )
    good = mint[0]["code"]
    persian = good.translate({48 + i: 0x6F0 + i for i in range(10)})
    arabic = good.translate({48 + i: 0x660 + i for i in range(10)})
    wide = good.translate({48 + i: 0xFF10 + i for i in range(10)})
    typed = [
        good, code.grouped(good), code.grouped(persian), arabic, wide,
        "-".join(code.grouped(persian).split()), "/".join(code.grouped(good).split()),
        ".".join(code.grouped(arabic).split()), "–".join(code.grouped(good).split()),
        "\ufeff\u2066" + "\u00a0".join(code.grouped(good).split()) + "\u2069",
        "\u200c".join(code.grouped(persian).split()), "\u200d".join(code.grouped(wide).split()),
        "\u0640".join(code.grouped(arabic).split()), "\u200e" + good + "\u200f", "\t" + good + "\r\n",
        "\u202b" + code.grouped(persian) + "\u202c", good[:10] + persian[10:], "\u2212".join(good),
        code.grouped(" ".join(good.split()).replace("0942", "0943")), " ".join(code.grouped(good).split()[::-1]),
        "".join(code.grouped(persian).split()[::-1]), good[:19], good + "0", "", "   ", "\u200c",
        "1.79584E+19", "1.79584e19", "1,79584E+19", "۱٫۷۹۵۸۴E+۱۹", "2E+19", " 1.79584E+19 ", "1/79584E+19",
        good[:15] + "00000", "1795 8396 5972 7430 0000", "0" * 20, good.replace("0", "O"), good.replace("1", "l"),
        good.replace("5", "S"), good[:-1] + "④", "三" + good, "1795 8396 5972 7439 09E2", good + "x", "Ⅰ" + good[1:],
        "𝟏" + good[1:], "०" + good[1:], "#####", "(" + good + ")", "1795_8396_5972_7439_0942", "0" + good[1:],
        good[:-2] + "99", good[:-2] + "00",
    ]
    return {
        "source": "docs/formats/authenticity-code.md",
        "mint": mint,
        "typed": [{"text": text, **code.read(text)} for text in typed],
    }


def row_case(name, record, status, since, reason, signed):
    loc = code.locator(LOCATOR_KEY, KEY_ID, UUID, 0)
    return {
        "name": name, "tag_key": TAG_KEY.hex(), "key_id": KEY_ID, "locator": loc, "record": record.hex(),
        "status": status, "since": since, "reason": reason, "token": signed.hex(),
        "row_mac": code.row_mac(TAG_KEY, KEY_ID, loc, record, status, since, reason, signed).hex(),
    }


def records():
    cases = []
    for name, record in [("a diploma", SARA), ("everything else", BORN_EARLY)]:
        encoded = degree_record.encode(record)
        cases.append(
            {"name": name, "record": record, "bytes": encoded.hex(), "sha256": hashlib.sha256(encoded).hexdigest()}
        )
    record = degree_record.encode(SARA)
    signed = sara()["token"]
    rows = [
        row_case("active", record, 0, 0, 0, signed),
        row_case("superseded", record, 1, ISSUED_AT, 0, signed),
        row_case("revoked by a court", record, 2, ISSUED_AT, 3, signed),
        row_case("suspended before 1970", record, 3, -1, 0, b""),
    ]
    return {"source": "docs/formats/record.md", "records": cases, "rows": rows}


def sara():
    digits = code.mint(LOCATOR_KEY, TAG_KEY, KEY_ID, UUID, 0, degree_record.encode(SARA))
    payload = cbor2.dumps(token.claims(SARA, digits, ISSUED_AT))
    return {"code": digits, "payload": payload, "token": token.sign(SEED, payload)}


def p256_key():
    return ec.derive_private_key(int.from_bytes(b"\x66" * 32, "big"), ec.SECP256R1())


def tokens(former):
    made = sara()
    public = ed25519.Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
    point = p256_key().public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    protected = token.protected_header(token.EDDSA, token.kid(public))
    outer = token.deterministic(made["token"])
    keys = {token.kid(public): public, token.kid(point): point}
    cases = [
        {"name": name, "text": typed, "verdict": token.verify(typed, keys)[0]}
        for name, typed in variants(made, protected, outer.value[3], point, former)
    ]
    return {
        "source": "docs/formats/degree-token.md",
        "seed": SEED.hex(), "public_key": public.hex(), "kid": token.kid(public).hex(),
        "record": SARA, "code": made["code"], "issued_at": ISSUED_AT, "host": HOST,
        "payload": made["payload"].hex(), "protected": protected.hex(),
        "signed_bytes": token.signed_bytes(protected, made["payload"]).hex(),
        "signature": outer.value[3].hex(), "token": made["token"].hex(), "text": token.text(made["token"], HOST),
        "long": {"record": LONG, "payload": cbor2.dumps(token.claims(LONG, made["code"], ISSUED_AT)).hex()},
        "keys": [{"kid": kid.hex(), "public_key": key.hex()} for kid, key in keys.items()],
        "verified": cases,
    }


def variants(made, protected, signature, point, former):
    """Texts that are tokens and texts that are not, each with a name."""
    seed_key = ed25519.Ed25519PrivateKey.from_private_bytes(SEED)
    payload, good = made["payload"], made["token"]

    def bare(data):
        return token.text(data, HOST)

    def signed(inner, header=protected):
        return token.message(header, inner, seed_key.sign(token.signed_bytes(header, inner)))

    claims = token.deterministic(payload)

    def changed(**changes):
        numbered = {int(key.replace("k", "").replace("m", "-")): value for key, value in changes.items()}
        return token.encoded({**claims, **numbered})

    def without(key):
        return token.encoded({k: v for k, v in claims.items() if k != key})

    yield "the example of the page", bare(good)
    yield "its base32 alone", bare(good).rsplit("/", 1)[1]
    yield "in lower case", bare(good).lower()
    yield "with white space around it", f" {bare(good)}\n"
    yield "a degree map of a later version", bare(signed(changed(km65600={2: "سارا", 99: [1, {2: 3}]})))
    yield "an empty degree map", bare(signed(changed(km65600={})))
    yield "no degree map", bare(signed(without(-65600)))
    yield "no status reference", bare(signed(without(-65601)))
    yield "a further claim", bare(signed(changed(k4=1)))
    es256 = token.protected_header(token.ES256, token.kid(point))
    yield "signed with ES256", former or bare(token.message(es256, payload, es256_signature(es256, payload)))
    yield "another kid", bare(signed(payload, token.protected_header(token.EDDSA, b"\0\0\0\0")))
    yield "a signature of zeros", bare(token.message(protected, payload, bytes(64)))
    yield "a signature cut", bare(token.message(protected, payload, signature[:63]))
    yield "a changed payload", bare(token.message(protected, payload[:-1] + bytes([payload[-1] ^ 1]), signature))
    yield "ES256 said of an Ed25519 key", bare(
        token.message(token.protected_header(token.ES256, protected[-4:]), payload, signature)
    )
    yield "no tag", bare(good[1:])
    yield "another tag", bare(cbor2.dumps(cbor2.CBORTag(98, [protected, {}, payload, signature])))
    yield "an unprotected key id", bare(
        cbor2.dumps(cbor2.CBORTag(18, [protected, {4: protected[-4:]}, payload, signature]))
    )
    yield "the algorithm in the unprotected header", bare(
        cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({4: protected[-4:]}), {1: -8}, payload, signature]))
    )
    yield "no key id", bare(signed(payload, cbor2.dumps({1: -8})))
    yield "a critical header", bare(signed(payload, cbor2.dumps({1: -8, 2: [4], 4: protected[-4:]})))
    yield "a further header", bare(signed(payload, cbor2.dumps({1: -8, 3: 0, 4: protected[-4:]})))
    yield "an unknown algorithm", bare(signed(payload, token.protected_header(-35, protected[-4:])))
    yield "a key id of five bytes", bare(signed(payload, token.protected_header(-8, protected[-4:] + b"\0")))
    yield "a detached payload", bare(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, None, signature])))
    yield "five items", bare(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature, 0])))
    yield "an array of indefinite length", bare(b"\xd2\x9f" + good[2:] + b"\xff")
    yield "a byte too many", bare(good + b"\0")
    yield "a byte too few", bare(good[:-1])
    yield "a length that is not minimal", bare(good[:2] + b"\x58\x09" + good[3:])
    yield "signed claims that are not sorted", bare(signed(cbor2.dumps(dict(reversed(claims.items())))))
    yield "signed claims with a key twice", bare(signed(b"\xa6" + payload[1:] + cbor2.dumps(-65601) + b"\xa0"))
    yield "signed claims that are too deep", bare(signed(changed(km65600={9: [[[0]]]})))
    yield "signed claims with a long integer", bare(signed(payload.replace(b"\x06\x1a", b"\x06\x1b\0\0\0\0", 1)))
    yield "another issuer", bare(signed(changed(k1="IR-OTHER")))
    yield "no issuer", bare(signed(without(1)))
    yield "no moment", bare(signed(without(6)))
    yield "no code", bare(signed(without(7)))
    yield "a code with wrong check digits", bare(signed(changed(k7=bytes(8) + b"\x07")))
    yield "a code of eight bytes", bare(signed(changed(k7=int(made["code"]).to_bytes(9, "big")[1:])))
    yield "more than 1024 bytes", bare(signed(changed(km65600={9: "x" * 1000})))
    yield "padding", bare(good) + "="
    yield "trailing bits", bare(good)[:-1] + chr(ord(bare(good)[-1]) + 1)
    yield "no base32", "HTTPS://SEHAT.EXAMPLE/Q/0189"
    yield "nothing", ""
    yield "a URL without a token", "HTTPS://SEHAT.EXAMPLE/Q/"


def es256_signature(protected, payload):
    """Random in each run, so the file keeps its signature."""
    r, s = decode_dss_signature(
        p256_key().sign(token.signed_bytes(protected, payload), ec.ECDSA(hashes.SHA256()))
    )
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")
