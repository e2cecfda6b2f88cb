"""Vectors of the degree token: Tests/VerifyCoreTests/Vectors/token.json."""
import cbor2
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

import authenticity_code as code
import degree_record
import degree_token as token
import samples


def sara():
    record = degree_record.encode(samples.SARA)
    digits = code.mint(samples.LOCATOR_KEY, samples.TAG_KEY, samples.KEY_ID, samples.UUID, 0, record)
    payload = cbor2.dumps(token.claims(samples.SARA, digits, samples.ISSUED_AT, samples.LOCATOR_KEY))
    return {"code": digits, "payload": payload, "token": token.sign(samples.SEED, payload)}


def p256_key():
    return ec.derive_private_key(int.from_bytes(b"\x66" * 32, "big"), ec.SECP256R1())


def p256_point():
    return p256_key().public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def tokens(former):
    made = sara()
    public = ed25519.Ed25519PrivateKey.from_private_bytes(samples.SEED).public_key().public_bytes_raw()
    point = p256_point()
    protected = token.protected_header(token.EDDSA, token.kid(public))
    outer = token.deterministic(made["token"])
    keys = {token.kid(public): public, token.kid(point): point}
    cases = [
        {"name": name, "text": typed, "verdict": token.verify(typed, keys, samples.NOW)[0]}
        for name, typed in [
            *variants(made, protected, outer.value[3], point, former), *around(token.text(made["token"], samples.HOST)),
            *claimed(token.deterministic(made["payload"]), protected),
        ]
    ]
    long = token.claims(samples.LONG, made["code"], samples.ISSUED_AT, samples.LOCATOR_KEY)
    return {
        "source": "docs/formats/degree-token.md",
        "seed": samples.SEED.hex(), "public_key": public.hex(), "kid": token.kid(public).hex(),
        "record": samples.SARA, "code": made["code"], "issued_at": samples.ISSUED_AT, "now": samples.NOW,
        "host": samples.HOST,
        "payload": made["payload"].hex(), "protected": protected.hex(),
        "signed_bytes": token.signed_bytes(protected, made["payload"]).hex(),
        "signature": outer.value[3].hex(), "token": made["token"].hex(),
        "text": token.text(made["token"], samples.HOST),
        "long": {"record": samples.LONG, "payload": cbor2.dumps(long).hex()},
        "keys": [{"kid": kid.hex(), "public_key": key.hex()} for kid, key in keys.items()],
        "verified": cases,
    }


def around(good):
    """Texts with white space, marks, words and links around a token."""
    letters = good.rsplit("/", 1)[1]
    yield "marks behind the link", good + ")."
    yield "Persian marks around the link", "«" + good + "»،"
    yield "a query", good + "?utm_source=mail&next=/q/abc"
    yield "a fragment", good + "#top"
    yield "a slash behind it", good + "/"
    yield "words around the link", "کد QR مدرک: " + good + " با تشکر"
    yield "the link in the middle of English words", f"see {good.lower()}, please"
    yield "marks around the base32", f'"{letters}";'
    yield "a byte order mark", "\ufeff" + good
    yield "bidi marks", "\u2066" + letters + "\u2069"
    yield "the same link twice", good + "\n" + good
    yield "two links", good + " " + good[:-8]
    yield "the base32 twice", letters + " " + letters
    yield "words around the base32", "QR " + letters
    yield "white space in the base32", letters[:100] + "\n" + letters[100:]
    yield "a mark in the link", good[:100] + "-" + good[100:]
    yield "padding and a query", good + "==?a"
    yield "more than 4096 bytes", good + " " * 4096


def claimed(claims, protected):
    """Signed claims: of former and later versions, of wrong types, of other moments."""
    seed_key = ed25519.Ed25519PrivateKey.from_private_bytes(samples.SEED)
    code_digits = f"{int.from_bytes(claims[7], 'big'):020d}"

    def signed(changes):
        payload = token.encoded({**claims, **changes})
        return token.text(
            token.message(protected, payload, seed_key.sign(token.signed_bytes(protected, payload))), samples.HOST
        )

    def degree(changes):
        return signed({-65600: {**claims[-65600], **changes}})

    former = {**claims[-65600], 7: samples.SARA["id_number"][-4:]}
    yield "a token issued before version 0.2", signed(
        {-65600: former, -65601: code.former_status_reference(code_digits)}
    )
    for key, wrong in [(1, "1"), (2, 5), (3, b"x"), (4, 2.5), (5, ["x"]), (6, "2012-07-01"), (7, 5948), (8, None)]:
        yield f"degree claim {key} of another type", degree({key: wrong})
    yield "a number of a later version", degree({1: 24, 4: 2**64 - 1, 8: -1})
    yield "a bignum for a number", degree({4: 2**64})
    yield "a negative bignum for a number", degree({4: -(2**64) - 1})
    yield "a tagged text", degree({2: cbor2.CBORTag(0, "سارا")})
    yield "a date after the year 9999", degree({6: 2932897})
    yield "a date of the year 9999", degree({6: 2932896})
    yield "a bignum as an unknown claim", signed({9: 2**70})
    yield "an unknown claim of four levels", signed({9: [[[0]]]})
    yield "an unknown claim of five levels", signed({9: [[[[0]]]]})
    yield "the degree as an array", signed({-65600: [1, 2]})
    yield "the status as text", signed({-65601: "x"})
    yield "a status without an index", signed({-65601: {0: 117073}})
    yield "a negative index", signed({-65601: {0: 117073, 1: -1}})
    yield "a status with more keys", signed({-65601: {**claims[-65601], 2: "x"}})
    yield "the moment as text", signed({6: "2026-11-21T11:31:51Z"})
    yield "the moment as a float", signed({6: 1795260711.5})
    yield "the moment as a bignum", signed({6: 2**64})
    yield "a negative moment", signed({6: -1})
    yield "the code as text", signed({7: code_digits})
    yield "the issuer as bytes", signed({1: b"IR-SAORG"})
    yield "a day after now", signed({6: samples.NOW + 86400})
    yield "a day and a second after now", signed({6: samples.NOW + 86401})
    yield "the last moment", signed({6: 253402300799})
    yield "the test realm", signed({7: int(code.digits(99, 1, 2)).to_bytes(9, "big")})
    yield "a reserved key id", signed({7: int(code.digits(95, 1, 2)).to_bytes(9, "big")})
    yield "a key id below ten", signed({7: int(code.digits(9, 1, 2)).to_bytes(9, "big")})


def variants(made, protected, signature, point, former):
    """Texts that are tokens and texts that are not, each with a name."""
    seed_key = ed25519.Ed25519PrivateKey.from_private_bytes(samples.SEED)
    payload, good = made["payload"], made["token"]

    def bare(data):
        return token.text(data, samples.HOST)

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
    yield "a signature of 65 bytes", bare(token.message(protected, payload, signature + b"\0"))
    yield "an empty signature", bare(token.message(protected, payload, b""))
    yield "a signature that is text", bare(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, "x" * 64])))
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
