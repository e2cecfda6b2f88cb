"""The degree token, from docs/formats/degree-token.md alone."""
import base64
import hashlib
import re

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

import authenticity_code
import degree_record

EDDSA, ES256 = -8, -7
TOLERANCE = 86400


def kid(public_key: bytes) -> bytes:
    return hashlib.sha256(public_key).digest()[:4]


def shortened(words: str) -> str:
    data = words.encode()
    return words if len(data) <= 240 else data[:237].decode(errors="ignore") + "…"


def claims(record: dict, code: str, issued_at: int, locator_key: bytes) -> dict:
    return {
        1: "IR-SAORG",
        6: issued_at,
        7: int(code).to_bytes(9, "big"),
        -65600: {
            1: degree_record.value("document_kind", record["document_kind"]),
            2: shortened(record["first_name_fa"] + " " + record["last_name_fa"]),
            3: shortened(record["institution_name_fa"]),
            4: degree_record.value("level", record["level"]),
            5: shortened(record["field_fa"]),
            6: degree_record.days(record["graduation_date"]),
            8: degree_record.value("mode", record["mode"]),
        },
        -65601: authenticity_code.status_reference(locator_key, int(code[:2]), int(code[2:11])),
    }


def signed_bytes(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload])


def protected_header(algorithm: int, key_id: bytes) -> bytes:
    return cbor2.dumps({1: algorithm, 4: key_id})


def message(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


def sign(seed: bytes, payload: bytes) -> bytes:
    key = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
    protected = protected_header(EDDSA, kid(key.public_key().public_bytes_raw()))
    return message(protected, payload, key.sign(signed_bytes(protected, payload)))


def text(token: bytes, host: str) -> str:
    return f"HTTPS://{host.upper()}/Q/" + base64.b32encode(token).decode().rstrip("=")


def unbase32(letters: str) -> bytes:
    token = base64.b32decode(letters + "=" * (-len(letters) % 8))
    if base64.b32encode(token).decode().rstrip("=") != letters:
        raise ValueError("not the one text of these bytes")
    return token


def deterministic(data: bytes, size: int = 1024):
    """Decodes CBOR that is exactly what a deterministic encoder writes."""
    if len(data) > size:
        raise ValueError("too long")
    value = cbor2.loads(data)
    if depth(value) > 4 or encoded(value) != data:
        raise ValueError("not deterministic")
    return value


def encoded(value) -> bytes:
    if isinstance(value, dict):
        entries = sorted((encoded(k), encoded(v)) for k, v in value.items())
        head = bytearray(cbor2.dumps([None] * len(entries))[: -len(entries) or None])
        head[0] += 0x20
        return bytes(head) + b"".join(k + v for k, v in entries)
    if isinstance(value, (list, tuple)):
        return cbor2.dumps([None] * len(value))[: -len(value) or None] + b"".join(map(encoded, value))
    if isinstance(value, cbor2.CBORTag):
        head = bytearray(cbor2.dumps(value.tag))
        head[0] += 0xC0
        return bytes(head) + encoded(value.value)
    return cbor2.dumps(value, canonical=True)


def depth(value) -> int:
    if isinstance(value, dict):
        return 1 + max([0, *map(depth, value), *map(depth, value.values())])
    if isinstance(value, (list, tuple)):
        return 1 + max([0, *map(depth, value)])
    if isinstance(value, cbor2.CBORTag):
        return 1 + depth(value.value)
    return 0


def is_signed(public_key: bytes, algorithm: int, signature: bytes, data: bytes) -> bool:
    if len(signature) != 64 or algorithm != (EDDSA if len(public_key) == 32 else ES256):
        return False
    try:
        if algorithm == EDDSA:
            ed25519.Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
        else:
            r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False


def token_letters(typed: str) -> str:
    """The base32 in a text."""
    if len(typed.encode()) > 4096:
        raise ValueError("too long")
    # Only ASCII letters have a second case here.
    capitals = re.sub("[a-z]+", lambda match: match[0].upper(), typed)
    words = re.split("[ \t\n\v\f\r]", capitals)
    links = {re.match("[A-Z0-9=]*", word.split("/Q/", 1)[1])[0] for word in words if "/Q/" in word}
    if not links:
        return re.fullmatch("[^A-Z0-9=]*(.*?)[^A-Z0-9=]*", capitals, re.DOTALL)[1]
    (letters,) = links
    return letters


# The integers of CBOR; others are bignums, which no claim may be.
INTEGERS = range(-(2**64), 2**64)
DAYS = range(-719528, 2932897)


def is_integer(value) -> bool:
    return type(value) is int and value in INTEGERS


DEGREE_TYPES = {
    **dict.fromkeys((1, 4, 8), is_integer),
    **dict.fromkeys((2, 3, 5, 7), lambda value: type(value) is str),
    6: lambda value: type(value) is int and value in DAYS,
}


def has_right_types(claimed: dict) -> bool:
    degree, status = claimed.get(-65600, {}), claimed.get(-65601, {0: 0, 1: 0})
    return (
        type(degree) is dict
        and all(fits(degree[key]) for key, fits in DEGREE_TYPES.items() if key in degree)
        and type(status) is dict
        and all(is_integer(status.get(key)) and status[key] >= 0 for key in (0, 1))
    )


def verify(typed: str, keys: dict, now: int) -> tuple:
    """The verdict and the claims of a text; `keys` maps key ids to public keys, or None for a withdrawn one."""
    try:
        token = unbase32(token_letters(typed))
        outer = deterministic(token)
        assert isinstance(outer, cbor2.CBORTag) and outer.tag == 18 and len(outer.value) == 4
        protected, unprotected, payload, signature = outer.value
        assert unprotected == {} and all(isinstance(item, bytes) for item in (protected, payload, signature))
        header = deterministic(protected)
        assert set(header) == {1, 4} and header[1] in (EDDSA, ES256)
        assert isinstance(header[4], bytes) and len(header[4]) == 4
    except Exception:
        return "TOKEN_FORMAT", None
    if keys.get(header[4]) is None:
        return "TOKEN_KEY_UNKNOWN", None
    if not is_signed(keys[header[4]], header[1], signature, signed_bytes(protected, payload)):
        return "TOKEN_SIGNATURE_BAD", None
    try:
        claimed = deterministic(payload)
        code = f"{int.from_bytes(claimed[7], 'big'):020d}"
        assert claimed[1] == "IR-SAORG" and type(claimed[6]) is int and 0 <= claimed[6] <= 253402300799
        assert len(claimed[7]) == 9 and authenticity_code.is_code(code)
        assert has_right_types(claimed) and claimed[6] <= now + TOLERANCE
    except Exception:
        return "TOKEN_FORMAT", None
    return "TEST" if code.startswith("99") else "VALID", claimed
