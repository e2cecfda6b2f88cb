"""Vectors of key sets and key directories: key-set.json and keyring.json in Tests/VerifyCoreTests/Vectors/."""
import json

from cryptography.hazmat.primitives.asymmetric import ed25519

import authenticity_code as code
import degree_token as token
import key_files
import key_set
import samples
import token_vectors

MOMENT = "2026-11-20T08:00:00Z"


def sets():
    made = token_vectors.sara()
    return {
        "source": "docs/formats/key-set.md",
        "text": token.text(made["token"], samples.HOST), "now": samples.NOW,
        "sets": [case(name, text) for name, text in variants()],
    }


def case(name, text):
    found = key_set.read(text)
    if found is None:
        return {"name": name, "set": text, "error": "FORMAT"}
    keys, withdrawn = found
    known = {**keys, **dict.fromkeys(withdrawn)}
    verdict, _ = token.verify(token.text(token_vectors.sara()["token"], samples.HOST), known, samples.NOW)
    return {
        "name": name, "set": text, "kids": sorted(kid.hex() for kid in keys),
        "withdrawn": {kid.hex(): moment for kid, moment in sorted(withdrawn.items())}, "verdict": verdict,
    }


def variants():
    one = ed25519.Ed25519PrivateKey.from_private_bytes(samples.SEED).public_key().public_bytes_raw()
    point = token_vectors.p256_point()
    keys = [key_set.jwk(one), key_set.jwk(point)]
    whole = {
        "issuer": "IR-SAORG", "keys": keys,
        "cose_key_set": key_set.base64url(token.encoded([key_set.cose_key(one), key_set.cose_key(point)])),
        "compromised": [],
    }

    def written(**changes):
        return json.dumps({**whole, **changes}, ensure_ascii=False)

    def first(**changes):
        return written(keys=[{**keys[0], **changes}, keys[1]])

    def without(name):
        return written(keys=[{key: value for key, value in keys[0].items() if key != name}])

    def also(*entries):
        return written(keys=[*entries, *keys])

    def compromised(*entries):
        return written(compromised=[*entries])

    kid = keys[0]["kid"]
    yield "the set of the page", written(
        keys=keys[:1], cose_key_set=key_set.base64url(token.encoded([key_set.cose_key(one)])),
        compromised=[{"kid": "f2994a17", "since": MOMENT}],
    )
    yield "two keys", written()
    yield "a byte order mark", "\ufeff" + written()
    yield "white space around it", "\n " + json.dumps(whole, indent=2) + "\n"
    yield "keys alone", json.dumps({"keys": keys})
    yield "an upper-case kid", first(kid=kid.upper())
    yield "no kid", without("kid")
    yield "no alg and no use", written(keys=[{name: keys[0][name] for name in ("kty", "crv", "x")}])
    yield "a padded value", first(x=keys[0]["x"] + "=")
    yield "padding twice", first(x=keys[0]["x"] + "==")
    yield "the algorithm's other name", first(alg="Ed25519")
    yield "members that are unknown", first(key_ops=["verify"], x5c=[], ext=True, d=None)
    yield "the kid of another key", first(kid="00000000")
    yield "a kid that is no text", first(kid=5)
    yield "a value that is too short", first(x=keys[0]["x"][:-2])
    yield "a value with bits at its end", first(x=keys[0]["x"][:-1] + chr(ord(keys[0]["x"][-1]) + 1))
    yield "a key for encryption", first(use="enc")
    yield "another algorithm", first(alg="ES512")
    yield "a key of low order", first(x="A" * 43)
    yield "a key that is not canonical", first(x=key_set.base64url(b"\xee" + b"\xff" * 30 + b"\x7f"))
    yield "a point that is not on the curve", written(keys=[keys[0], {**keys[1], "y": keys[1]["x"]}])
    yield "an RSA key", also({"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "rsa-1"})
    yield "keys of other curves", also({"kty": "OKP", "crv": "Ed448", "x": "AA"}, {"kty": "EC", "crv": "P-384"})
    yield "a key type of later times", also({"kty": "AKP", "alg": "ML-DSA-65", "pub": "AA", "kid": "7"})
    yield "entries that are no objects", also(None, "x", 5, [])
    yield "the same key twice", also(keys[0])
    yield "no keys", written(keys=[])
    yield "a compromised key that is still in keys", compromised({"kid": kid, "since": MOMENT})
    yield "a compromised key in capitals", compromised({"kid": kid.upper(), "since": MOMENT, "reason": "x"})
    yield "a compromised key without a moment", compromised({"kid": kid})
    yield "a compromised key with another kind of moment", compromised({"kid": kid, "since": 1795000000})
    yield "a compromised key that is not in keys", written(
        keys=[keys[1]], compromised=[{"kid": kid, "since": MOMENT}]
    )
    yield "entries of compromised that are unreadable", compromised(None, {"kid": "x"}, {"since": MOMENT})
    yield "no JSON", "keys"
    yield "an empty text", ""
    yield "an array", json.dumps(keys)
    yield "keys that are no array", written(keys={})
    yield "compromised that is no array", written(compromised={kid: MOMENT})
    yield "a name twice", written()[:-1] + ', "keys": []}'
    yield "a comma too many", written()[:-1] + ",}"


KEK = b"\x0a" * 32
PASSPHRASE = "رمزِ آزمون"
SCRYPT = {"salt": "000102030405060708090a0b0c0d0e0f", "n": 65536, "r": 8, "p": 2}
DATA_ID = "0530a96c"


def keyrings():
    derived = key_files.from_passphrase(PASSPHRASE.encode(), SCRYPT)
    return {
        "source": "docs/formats/key-files.md",
        "keyrings": [
            {"name": "a random key-encryption key", "kek": KEK.hex(), **keyring(KEK, None)},
            {"name": "a passphrase", "passphrase": PASSPHRASE, "kek": derived.hex(), **keyring(derived, SCRYPT)},
        ],
    }


def keyring(kek, passphrase):
    public = ed25519.Ed25519PrivateKey.from_private_bytes(samples.SEED).public_key().public_bytes_raw()
    data = b"\x77" * 32
    secrets = {
        ("code", str(samples.KEY_ID)): samples.LOCATOR_KEY + samples.TAG_KEY,
        ("token", token.kid(public).hex()): samples.SEED,
        ("data", DATA_ID): data,
    }
    files, facts = {}, []
    for number, ((purpose, key_id), secret) in enumerate(secrets.items()):
        files |= key_files.wrapped(kek, purpose, key_id, secret, bytes([number]) * 12)
        fact = {"purpose": purpose, "id": key_id, "state": "active", "created_at": MOMENT, "changed_at": MOMENT}
        facts.append({**fact, "public_key": public.hex()} if purpose == "token" else fact)
    files |= key_files.facts(kek, "production", 1, passphrase, facts)
    assert key_files.opened(files, kek) == secrets
    document = key_files.sealed_document(data, DATA_ID, b"a document", b"its place", b"\x09" * 12)
    return {
        "files": files,
        "locator": code.locator(samples.LOCATOR_KEY, samples.KEY_ID, samples.UUID, 0), "key_id": samples.KEY_ID,
        "uuid": samples.UUID.hex(), "kid": token.kid(public).hex(),
        "document": {"sealed": document.hex(), "data": b"its place".hex(), "plaintext": b"a document".hex()},
    }
