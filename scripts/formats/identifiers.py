"""Identifiers and one-time passwords, from docs/formats/identifiers.md alone."""
import hashlib
import hmac
import random
import struct
import unicodedata

from typed_code import BLOCKS, LOOK_ALIKES, WHITE_SPACE

DOTS = set(".．·•․‧⋅۔")
DASHES = set("−⁃ｰ\u0640")
# Default_Ignorable_Code_Point of Unicode, where the category is not Cf.
IGNORABLE = [
    (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
]
BANKS = {
    *map("{:03d}".format, [*range(10, 23), *range(51, 67), 69, 70, 73, 75, 78, 79, 80, 95]),
}


class Refusal(Exception):
    def __init__(self, word, **members):
        self.answer = {"error": word, **members}


def is_left_out(c):
    return (
        c in WHITE_SPACE or c in DOTS or c in DASHES or unicodedata.category(c) in ("Cf", "Pd")
        or any(first <= ord(c) <= last for first, last in IGNORABLE)
    )


def typed(text):
    """The characters that count, and whether the text is a decimal number that ends in `.0`."""
    kept = [str(BLOCKS.get(c, c)) for c in text if c in BLOCKS or not is_left_out(c)]
    points = [place for place, c in enumerate(text) if c in ".．"]
    behind = [c for c in text[points[0] + 1 :] if c in BLOCKS] if len(points) == 1 else []
    return kept, len(behind) == 1 and len(kept) > 1 and kept[-1] == "0"


def digits(kept, is_decimal):
    foreign = "." if is_decimal else next((c for c in kept if c not in "0123456789"), None)
    if foreign:
        raise Refusal("CHARACTER", character=foreign, suggestion=LOOK_ALIKES.get(foreign))
    if not kept:
        raise Refusal("EMPTY")
    return "".join(kept)


def sized(number, *counts):
    if len(number) not in counts:
        raise Refusal("LENGTH", count=len(number))
    return number


def national_id(text):
    read = sized(digits(*typed(text)), 8, 9, 10)
    number = read.zfill(10)
    if len(set(number)) == 1 and number != "1" * 10:
        raise Refusal("REPEATED_DIGIT")
    rest = sum(int(d) * (10 - place) for place, d in enumerate(number[:9])) % 11
    if int(number[9]) != (rest if rest < 2 else 11 - rest):
        raise Refusal("CHECK_DIGIT") if len(read) == 10 else Refusal("LENGTH", count=len(read))
    warning = "national_id_leading_zero" if len(read) < 10 else "national_id_repeated_digit" if number == "1" * 10 else None
    return {"national_id": number, "warning": warning}


def legal_id(text):
    read = sized(digits(*typed(text)), 8, 9, 10, 11)
    number = read.zfill(11)
    d = int(number[9]) + 2
    total = sum((int(c) + d) * w for c, w in zip(number, (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)))
    fits = total % 11 % 10 == int(number[10])
    if not fits and len(read) < 11:
        raise Refusal("LENGTH", count=len(read))
    if int(number[3:9]) == 0:
        raise Refusal("RANGE")
    if not fits:
        raise Refusal("CHECK_DIGIT")
    return {"legal_id": number, "warning": "legal_id_leading_zero" if len(read) < 11 else None}


def foreigner_id(text):
    number = digits(*typed(text))
    if len(number) == 10:
        try:
            national_id(number)
        except Refusal:
            pass
        else:
            raise Refusal("NATIONAL_ID")
    if len(set(sized(number, 12))) == 1:
        raise Refusal("REPEATED_DIGIT")
    return {"foreigner_id": number, "warning": None}


def latin(c):
    """The ASCII capital of a Latin letter, small or full-width; None for another character."""
    value = ord(c) - 0xFEE0 if 0xFF21 <= ord(c) <= 0xFF5A else ord(c)
    return chr(value).upper() if chr(value).isascii() and chr(value).isalpha() else None


def letters(pair):
    found = [latin(c) for c in pair]
    return "".join(found) if len(found) == 2 and all(found) else None


def iban(text):
    kept, is_decimal = typed(text)
    start = letters(kept[:2])
    if start == "IR":
        kept = kept[2:]
    elif letters(kept[-2:]) == "IR":
        kept = kept[:-2]
    elif start and kept[2:] and kept[2] in "0123456789":
        raise Refusal("COUNTRY", country=start)
    number = sized(digits(kept, is_decimal), 24)
    if not 2 <= int(number[:2]) <= 98:
        raise Refusal("RANGE")
    if int(number[2:] + "1827" + number[:2]) % 97 != 1:
        raise Refusal("CHECK_DIGIT")
    return {"iban": "IR" + number, "warning": None if number[2:5] in BANKS else "iban_bank_unknown"}


def postal_code(text):
    number = sized(digits(*typed(text)), 10)
    place = next((place for place, d in enumerate(number[:5], 1) if d in "02"), None)
    if place:
        raise Refusal("FORBIDDEN_DIGIT", place=place)
    if len(set(number[:4])) == 1:
        raise Refusal("REPEATED_DIGIT")
    warning = "postal_code_fifth_digit" if number[4] == "5" else "postal_code_last_group" if "2" in number[5:] else None
    return {"postal_code": number, "warning": warning}


def tracking(text):
    number = sized(digits(*typed(text)), 10)
    if not 2 <= int(number[8:]) <= 98 or int(number) % 97 != 1:
        raise Refusal("CHECK_DIGIT")
    return {"tracking": number, "warning": None}


def mobile(text):
    kept, is_decimal = typed(text)
    plus = kept[:1] in (["+"], ["＋"])
    number = digits(kept[1:] if plus else kept, is_decimal)
    rest = number
    if plus or number.startswith("00"):
        rest = number if plus else number[2:]
        if not rest.startswith("98"):
            if rest[:1] in ("", "0") or not 7 <= len(rest) <= 15:
                raise Refusal("LENGTH", count=len(number))
            raise Refusal("NOT_MOBILE", kind="foreign")
        rest = rest[2:]
    elif len(number) > 10 and number.startswith("98"):
        rest = number[2:]
    trunk = rest.startswith("0")
    rest = rest.removeprefix("0")
    if rest.startswith("9") and len(rest) == 10:
        return {"mobile": "+98" + rest}
    if rest[:1] not in ("", "0", "9") and (len(rest) == 10 or trunk and len(number) <= 11):
        raise Refusal("NOT_MOBILE", kind="landline")
    raise Refusal("LENGTH", count=len(number))


def one_time_password(key, time):
    mac = hmac.new(key, struct.pack(">q", time // 30), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


CHECKS = {
    "national_id.check": national_id, "legal_id.check": legal_id, "foreigner_id.check": foreigner_id, "iban.check": iban,
    "postal_code.check": postal_code, "tracking.check": tracking, "mobile.parse": mobile,
}

# What people type: the first values of each are right, the others wrong.
TEXTS = {
    "national_id.check": [
        "0084575948", "0010542329", "1278888772", "10542329", "1111111111", "0084575949", "0084575984", "008457594", "2222222222",
        "0000000000", "0084575948.0",
    ],
    "legal_id.check": [
        "10380284790", "10101780644", "10860953980", "10380284791", "10308284790", "1038028479", "1038028479.0", "00000000000",
        "10300000009", "103802847901",
    ],
    "foreigner_id.check": [
        "101234567890", "980012345678", "123456789012", "10123456789", "1012345678901", "000000000000", "0084575948", "0084575949",
    ],
    "iban.check": [
        "IR480170000000105123456789", "IR240120000000004587123456", "IR820540102680020817909002", "480170000000105123456789",
        "ir480170000000105123456789", "480170000000105123456789IR", "ＩＲ480170000000105123456789", "IR480170000000105123456780",
        "IR480170000000105123546789", "IR48017000000010512345678", "IR48O170000000105123456789", "DE89370400440532013000",
        "GB82 WEST 1234 5698 7654 32", "IR", "IR000170000000105123456789", "OR480170000000105123456789", "شبا480170000000105123456789",
    ],
    "postal_code.check": [
        "1581944734", "1416753955", "3514799999", "1581944724", "1581554734", "15819-44734", "15819-44724", "4472415819", "0381944734",
        "1281944734", "44724-15819", "1111344734", "158194473", "158194473۴",
    ],
    "tracking.check": ["4821390724", "0000000195", "9021045688", "4821390725", "4812390724", "0000000001", "0000000098", "482139072"],
    "mobile.parse": [
        "09123456789", "9123456789", "+989123456789", "00989123456789", "989123456789", "+9809123456789", "9812345678", "0912345678",
        "091234567890", "02196664000", "+982196664000", "+447911123456", "00905321234567", "+98", "+", "O9123456789", "۰۹۱۲-۳۴۵ ۶۷۸۹",
        "＋98 912 345 6789", "0912/3456789", "66964000", "0219666400", "+1234567890123456", "98912345678",
    ],
}


def spellings(text):
    """The same number as people write it."""
    yield text
    yield text.translate({48 + i: 0x6F0 + i for i in range(10)})
    yield text.translate({48 + i: 0x660 + i for i in range(10)})
    yield text.translate({48 + i: 0xFF10 + i for i in range(10)})
    for mark in (" ", "-", "–", "\u200c", "\u00a0", "\u0640", "−"):
        yield text[:4] + mark + text[4:8] + mark + text[8:]
    yield text[:3] + "." + text[3:6] + "." + text[6:]
    yield "\u202b" + text + "\u202c\u200f"
    yield "\ufeff " + text + "\r\n"
    yield text + "O"
    yield text.replace("1", "l", 1)
    yield "④" + text[1:]


def answered(op, text):
    try:
        return {"op": op, "text": text, **CHECKS[op](text)}
    except Refusal as refusal:
        return {"op": op, "text": text, **refusal.answer}


def vectors():
    rfc = b"12345678901234567890"
    times = [0, 29, 30, 59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
    return {
        "source": "docs/formats/identifiers.md",
        "identifiers": [
            answered(op, text)
            for op, texts in TEXTS.items()
            for each in ["", " \u200c-", *texts] for text in dict.fromkeys(spellings(each))
        ],
        "one_time_passwords": [
            {"key": key.hex(), "time": time, "code": one_time_password(key, time)}
            for key in (rfc, b"\x00" * 20, b"k") for time in times
        ],
    }


def asked(content):
    for case in content["identifiers"]:
        question = {"op": case["op"], "text": case["text"]}
        yield question, {"ok": "error" not in case, **{name: case[name] for name in case if name not in question}}
    for case in content["one_time_passwords"]:
        yield {"op": "totp.code", "key": case["key"], "time": case["time"]}, {"ok": True, "code": case["code"]}
    rng = random.Random(1405)
    for _ in range(2000):
        op = rng.choice(list(CHECKS))
        text = list(rng.choice(TEXTS[op]))
        for _ in range(rng.randrange(3)):
            text[rng.randrange(len(text))] = rng.choice("0123456789۰٣９ -.+IRO\u200c")
        case = answered(op, "".join(text))
        yield {"op": op, "text": case["text"]}, {
            "ok": "error" not in case, **{name: case[name] for name in case if name not in ("op", "text")}
        }
    for _ in range(100):
        key, time = rng.randbytes(rng.randrange(1, 70)), rng.randrange(10**11)
        yield {"op": "totp.code", "key": key.hex(), "time": time}, {"ok": True, "code": one_time_password(key, time)}
