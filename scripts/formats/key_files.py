"""The key directory, from docs/formats/key-files.md and docs/formats/ceremony-log.md alone."""
import hashlib
import hmac
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from degree_token import kid

SECRETS = {"code": 64, "token": 32, "data": 32}


def derived(key: bytes, use: str, length: int = 32) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=use.encode()).derive(key)


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def key_encryption_key(file: bytes) -> bytes:
    return file if len(file) == 32 else bytes.fromhex(file.decode())


def from_passphrase(passphrase: bytes, parameters: dict) -> bytes:
    n, r, p = (parameters[name] for name in "nrp")
    return hashlib.scrypt(
        passphrase, salt=bytes.fromhex(parameters["salt"]), n=n, r=r, p=p, maxmem=256 * n * r, dklen=32
    )


def associated_data(name: str, purpose: str, key_id: str) -> bytes:
    parts = ("sehat-key/1", name, purpose, key_id)
    return b"".join(bytes([len(part)]) + part.encode() for part in parts)


def wrapped(kek: bytes, purpose: str, key_id: str, secret: bytes, nonce: bytes) -> dict:
    """The file of a key, by its name."""
    name = f"{purpose}-{key_id}.key"
    sealed = AESGCM(derived(kek, "saorg/keyring/wrap/1")).encrypt(nonce, secret, associated_data(name, purpose, key_id))
    content = {
        "format": "sehat-key/1", "purpose": purpose, "id": key_id, "nonce": nonce.hex(), "sealed": sealed.hex(),
    }
    return {name: written(content)}


def written(members: dict) -> str:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")) + "\n"


def facts(kek: bytes, realm: str, serial: int, passphrase, keys: list) -> dict:
    """The file keyring.json, by its name."""
    covered = {
        "format": "sehat-keyring/1", "realm": realm, "serial": serial,
        "kek": derived(kek, "saorg/keyring/id/1", 8).hex(), "passphrase": passphrase, "keys": keys,
    }
    text = written(covered).rstrip("\n")
    return {
        "keyring.json": written({**covered, "mac": mac(derived(kek, "saorg/keyring/mac/1"), text.encode()).hex()})
    }


def opened(files: dict, kek: bytes) -> dict:
    """The secrets by (purpose, id); raises for files that were changed."""
    text = files["keyring.json"].rstrip("\n")
    keyring = json.loads(text)
    covered, seal = text.rsplit(',"mac":"', 1)
    assert keyring["format"] == "sehat-keyring/1"
    assert keyring["kek"] == derived(kek, "saorg/keyring/id/1", 8).hex(), "another key-encryption key"
    assert mac(derived(kek, "saorg/keyring/mac/1"), covered.encode() + b"}").hex() + '"}' == seal
    secrets = {}
    for key in keyring["keys"]:
        purpose, key_id = key["purpose"], key["id"]
        name = f"{purpose}-{key_id}.key"
        if name not in files and key["state"] == "retired":
            continue
        file = json.loads(files[name])
        assert file["format"] == "sehat-key/1"
        secret = AESGCM(derived(kek, "saorg/keyring/wrap/1")).decrypt(
            bytes.fromhex(file["nonce"]), bytes.fromhex(file["sealed"]), associated_data(name, purpose, key_id)
        )
        assert len(secret) == SECRETS[purpose]
        if purpose == "token":
            public = ed25519.Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
            assert public.hex() == key["public_key"] and kid(public).hex() == key_id
        secrets[purpose, key_id] = secret
    if "log" in keyring:
        assert last_mac(files["ceremony.log"], kek) == keyring["log"], "another ceremony log"
    return secrets


def last_mac(log: str, kek: bytes) -> str:
    """The MAC of the last line of a ceremony log, all of whose MACs are right."""
    former, previous, key = bytes(32), None, derived(kek, "saorg/keyring/log/1")
    for line in log.splitlines():
        covered, _ = line.rsplit(',"mac":"', 1)
        made = mac(key, former + covered.encode())
        content = json.loads(line)
        assert made.hex() == content["mac"]
        if previous is not None:
            assert content["previous"] == hashlib.sha256(previous.encode()).hexdigest()
        former, previous = made, line
    return former.hex()


def directory(path) -> dict:
    """The secrets of a key directory with its key-encryption key in `kek`."""
    names = ("*.key", "keyring.json", "ceremony.log")
    files = {file.name: file.read_text("utf-8") for pattern in names for file in path.glob(pattern)}
    return opened(files, key_encryption_key((path / "kek").read_bytes().strip()))


def sealed_document(secret: bytes, key_id: str, plaintext: bytes, data: bytes, nonce: bytes) -> bytes:
    """A document at rest under a data key."""
    sealed = AESGCM(derived(secret, "saorg/data/1")).encrypt(nonce, plaintext, data)
    return bytes.fromhex(key_id) + nonce + sealed
