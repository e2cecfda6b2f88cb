"""The public key set, from docs/formats/key-set.md alone."""
import base64
import datetime
import json
import re

from cryptography.hazmat.primitives.asymmetric import ec

from degree_token import kid as key_id

PRIME = 2**255 - 19
# The y coordinates of the points of low order.
LOW_ORDER = {
    0, 1, PRIME - 1,
    2707385501144840649318225287225658788936804267575313519463743609750303402022,
    55188659117513257062467267217118295137698188065244968500265048394206261417927,
}
ALGORITHMS = {("OKP", "Ed25519"): ("EdDSA", "Ed25519"), ("EC", "P-256"): ("ES256",)}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def coordinate(text) -> bytes:
    text = text.removesuffix("=")
    data = base64.urlsafe_b64decode(text + "=")
    if len(data) != 32 or base64url(data) != text:
        raise ValueError("not the one text of 32 bytes")
    return data


def public_key(jwk: dict) -> bytes:
    """The bytes of a key that verifies tokens."""
    kind = (jwk["kty"], jwk["crv"])
    if "alg" in jwk and jwk["alg"] not in ALGORITHMS[kind] or jwk.get("use", "sig") != "sig":
        raise ValueError("another use")
    if kind == ("EC", "P-256"):
        point = b"\x04" + coordinate(jwk["x"]) + coordinate(jwk["y"])
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        return point
    key = coordinate(jwk["x"])
    y = int.from_bytes(key, "little") % 2**255
    if y >= PRIME or y in LOW_ORDER:
        raise ValueError("not canonical, or of low order")
    return key


def read_kid(entry: dict) -> bytes:
    if not re.fullmatch("[0-9A-Fa-f]{8}", entry["kid"]):
        raise ValueError("not a kid")
    return bytes.fromhex(entry["kid"])


def unique(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


def moment(text):
    """A moment in UTC; None for any other value."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").strftime("%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError):
        return None


def read(text: str):
    """Returns (key by kid, moment by withdrawn kid); None for a text that is no set."""
    try:
        members = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=unique)
        entries, compromised = members["keys"], members.get("compromised", [])
        assert type(entries) is list and type(compromised) is list
    except Exception:
        return None
    keys, withdrawn = {}, {}
    for entry in entries:
        try:
            key = public_key(entry)
            if "kid" not in entry or read_kid(entry) == key_id(key):
                keys[key_id(key)] = key
        except Exception:
            continue
    for entry in compromised:
        try:
            withdrawn[read_kid(entry)] = moment(entry.get("since"))
        except Exception:
            continue
    return {kid: key for kid, key in keys.items() if kid not in withdrawn}, withdrawn


def jwk(key: bytes) -> dict:
    if len(key) == 32:
        return {
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": key_id(key).hex(),
            "x": base64url(key),
        }
    return {
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": key_id(key).hex(),
        "x": base64url(key[1:33]), "y": base64url(key[33:]),
    }


def cose_key(key: bytes) -> dict:
    if len(key) == 32:
        return {1: 1, 2: key_id(key), 3: -8, -1: 6, -2: key}
    return {1: 2, 2: key_id(key), 3: -7, -1: 1, -2: key[1:33], -3: key[33:]}
