"""The authenticity code, from docs/formats/authenticity-code.md alone."""
import hashlib
import hmac

LOCATORS, TAGS = 10**9, 10**7


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def truncated(key: bytes, digest: bytes, bound: int) -> int:
    limit = 2**64 // bound * bound
    while True:
        for start in range(0, 32, 8):
            window = int.from_bytes(digest[start : start + 8], "big")
            if window < limit:
                return window % bound
        digest = mac(key, digest)


def locator(locator_key: bytes, key_id: int, uuid: bytes, counter: int) -> int:
    message = b"saorg/code/loc/1" + bytes([key_id]) + uuid + counter.to_bytes(4, "big")
    return truncated(locator_key, mac(locator_key, message), LOCATORS)


def tag(tag_key: bytes, key_id: int, loc: int, record: bytes) -> int:
    message = b"saorg/code/tag/1" + bytes([key_id]) + loc.to_bytes(4, "big") + hashlib.sha256(record).digest()
    return truncated(tag_key, mac(tag_key, message), TAGS)


def digits(key_id: int, loc: int, t: int) -> str:
    payload = f"{key_id:02d}{loc:09d}{t:07d}"
    return payload + f"{98 - int(payload) * 100 % 97:02d}"


def grouped(code: str) -> str:
    return " ".join(code[i : i + 4] for i in range(0, 20, 4))


def mint(locator_key: bytes, tag_key: bytes, key_id: int, uuid: bytes, counter: int, record: bytes) -> str:
    loc = locator(locator_key, key_id, uuid, counter)
    return digits(key_id, loc, tag(tag_key, key_id, loc, record))


def is_code(text: str) -> bool:
    if len(text) != 20 or not text.isascii() or not text.isdigit() or int(text[:2]) < 10:
        return False
    return text == digits(int(text[:2]), int(text[2:11]), int(text[11:18]))


def row_mac(tag_key: bytes, key_id: int, loc: int, record: bytes, status: int, since: int, reason: int, token: bytes):
    return mac(
        tag_key,
        b"saorg/row/1"
        + bytes([key_id])
        + loc.to_bytes(4, "big")
        + hashlib.sha256(record).digest()
        + bytes([status])
        + since.to_bytes(8, "big", signed=True)
        + bytes([reason])
        + len(token).to_bytes(4, "big")
        + token,
    )


def status_reference(locator_key: bytes, key_id: int, loc: int) -> dict:
    """The claim -65601 of a token."""
    key = mac(locator_key, b"saorg/status/1" + bytes([key_id]))
    position = permuted(key, loc)
    while position >= LOCATORS:
        position = permuted(key, position)
    return {0: 100000 + key_id * 1000 + position // 2**20, 1: position % 2**20}


def permuted(key: bytes, value: int) -> int:
    left, right = value >> 15, value & 0x7FFF
    for r in range(8):
        mask = int.from_bytes(mac(key, bytes([r]) + right.to_bytes(2, "big"))[:2], "big") & 0x7FFF
        left, right = right, left ^ mask
    return left << 15 | right


def former_status_reference(code: str) -> dict:
    """The claim -65601 of tokens issued before version 0.2."""
    key_id, loc = int(code[:2]), int(code[2:11])
    return {0: key_id * 1000 + loc // 2**20, 1: loc % 2**20}
