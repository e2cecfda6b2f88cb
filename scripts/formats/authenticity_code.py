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


# The four blocks of digits, and the dropped characters.
BLOCKS = {chr(start + value): value for start in (0x30, 0x6F0, 0x660, 0xFF10) for value in range(10)}
DROPPED = (
    # white space (Unicode's White_Space)
    {chr(c) for c in (9, 10, 11, 12, 13, 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)}
    | {chr(c) for c in range(0x2000, 0x200B)}
    # dashes: general category Pd, and the minus sign, the hyphen bullet, the half-width prolonged sound mark
    | set("-֊־᐀᠆‐‑‒–—―⸗⸚⸺⸻⹀⹝〜〰゠︱︲﹘﹣－𐺭−⁃ｰ")
    # dots and slashes
    | set(".·•․‧⋅۔．") | set("/⁄∕／")
    # invisible characters
    | {chr(c) for c in (0xAD, 0x640, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)}
    | {chr(c) for c in range(0x202A, 0x202F)}
    | {chr(c) for c in range(0x2066, 0x206A)}
)


def read(text: str) -> dict:
    """Returns the result for a typed text: {"code"} or {"error", …}."""
    import re

    values = [BLOCKS[c] for c in text if c in BLOCKS]
    foreign = [c for c in text if c not in BLOCKS and c not in DROPPED]
    if foreign:
        shown = "".join(
            str(BLOCKS[c]) if c in BLOCKS else c for c in text if c not in DROPPED or c in "./"
        )
        if re.fullmatch(r"[0-9]([.,/٫][0-9]*)?[eE]\+?[0-9]{1,3}", shown):
            return {"error": "TRUNCATED"}
        return {"error": "CHARACTER", "character": foreign[0]}
    if len(values) != 20:
        return {"error": "LENGTH", "count": len(values)}
    code = "".join(map(str, values))
    if is_code(code):
        return {"code": code}
    turned = "".join(code[i : i + 4] for i in range(16, -1, -4))
    if is_code(turned):
        return {"error": "REVERSED", "suggestion": turned}
    return {"error": "TRUNCATED" if code.endswith("00000") else "MISTYPED"}
