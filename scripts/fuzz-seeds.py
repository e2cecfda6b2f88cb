"""fuzz-seeds.py NAME DIRECTORY: first inputs for a fuzzer, from the vectors and the sample data."""

import hashlib
import io
import json
import pathlib
import sys
import zipfile
import zlib

name, directory = sys.argv[1], pathlib.Path(sys.argv[2])
root = pathlib.Path(__file__).resolve().parent.parent
vectors = root / "Tests" / "VerifyCoreTests" / "Vectors"


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)


def all_texts():
    for path in sorted(vectors.rglob("*.json")):
        yield from texts(json.loads(path.read_text(encoding="utf-8")))


def from_hex(text):
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def stored(packed):
    """The same archive without compression, and with the parts that are read alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w") as after:
        for each in before.namelist():
            if "theme" not in each and "docProps" not in each:
                after.writestr(each, before.read(each)[:2000] if "styles" in each else before.read(each))
    return out.getvalue()


seeds = []
if name == "code":
    seeds = [text.encode() for text in all_texts() if sum(c.isdigit() for c in text) >= 10 and len(text) < 100]
    seeds += ["۱۷۹۵ ۸۳۹۶ ۵۹۷۲ ۷۴۳۹ ۰۹۴۲".encode(), "١٧٩٥-٨٣٩٦-٥٩٧٢".encode(), b"1.79584E+19", b"0942 7439 5972 8396 1795"]
elif name == "submission":
    seeds = [bytes.fromhex(text) for text in ("830101a0", "830101a2616e820107626f6b8105", "830101a1616d820781a1616e82006161")]
    seeds += ["۱۴۰۳/۰۹/۱۴".encode(), b"DEU C01X00T47", "۱۳۰٬۰۰۰".encode(), b"IR480170000000105123456789"]
elif name == "image":

    def chunk(kind, content):
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    def segment(code, content):
        return bytes([0xFF, code]) + (len(content) + 2).to_bytes(2, "big") + content

    head = bytes.fromhex("89504e470d0a1a0a")
    grey, indexed = (chunk(b"IHDR", (1).to_bytes(4, "big") * 2 + bytes([8, colour, 0, 0, 0])) for colour in (0, 3))
    data, end = chunk(b"IDAT", zlib.compress(b"\0\x80")), chunk(b"IEND", b"")
    seeds = [head + grey + chunk(b"tEXt", b"a\0b") + data + end + b"PK", head + indexed + chunk(b"PLTE", b"abc") + chunk(b"tRNS", b"a") + data + end]
    tables = segment(0xDB, b"\0" + b"\x10" * 64) + segment(0xC4, b"\0\1" + b"\0" * 16) + segment(0xC4, b"\x10\1" + b"\0" * 16)
    scan = segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + b"\x3f\xff\0\x7f\xff\xd0\1"
    for code in (0xC0, 0xC2):
        frame = segment(code, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0]))
        extra = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xEE, b"Adobe\0\x64\0\0\0\0\1") + segment(0xE1, b"Exif")
        seeds.append(b"\xff\xd8" + extra + tables + frame + segment(0xDD, b"\0\1") + scan + b"\xff\xd9%PDF-")
    seeds.append(b"%PDF-1.7\n%%EOF")
elif name == "identifiers":
    cases = json.loads((root / "Tests/PersianTests/Vectors/identifiers.json").read_text(encoding="utf-8"))["identifiers"]
    seeds = [case["text"].encode() for case in cases[::3]]
elif name == "token":
    seeds = [seed for seed in map(from_hex, all_texts()) if seed and len(seed) < 1024]
    seeds += [text.encode() for text in all_texts() if text.upper().startswith("HTTPS://")]
elif name == "base32":
    seeds = [text.encode() for text in all_texts() if text.isalnum() and len(text) < 600]
elif name == "json":
    seeds = [path.read_bytes()[:4096] for path in sorted(vectors.rglob("*.json"))]
    seeds += [b'{"a":[1,-0,1.5e3,true,null,"\\u06a9\\ud83d\\ude00"]}', (root / "Keys/dev/keyring.json").read_bytes()]
elif name == "csv":
    table = 'کد ملی;نام;"نام ""خانوادگی"""\r\n0012345679;زهرا;کاظمی‌پور\r\n;;\r\n'
    seeds = [table.encode(), table.encode("utf-8-sig"), table.encode("utf-16"), "a,b\n1,2\n".encode("cp1256")]
    seeds += [table.replace(";", mark).encode() for mark in ",\t"]
elif name == "workbook":
    # Stored, so that a change reaches the XML: the sum of a part is verified at its end, after the rows were read.
    seeds = [path.read_bytes() for path in sorted((root / "Tests/TabularTests/Workbooks").glob("*.xlsx"))]
    seeds += [stored(seed) for seed in seeds[1:]]
elif name == "contact":
    seeds = ["a@example.org", " First.Last+tag@Mail.Example.ORG ", "\u200fo'brien@example.ir", "a@b@example.org", "آ@example.org"]
    seeds = [text.encode() for text in seeds + ["0084575948", "P۰۱۲۳۴۵۶", "a 123-45678", "۱۰۱۲۳۴۵۶۷۸۹۰"]]
elif name == "people":
    token = b"A" * 42 + b"E"
    gateways = [b'{"return":{"status":200,"message":"ok"},"entries":[{"messageid":8792343,"status":1}]}', b'{"id":"m1","status":"queued"}']
    draft = {"number": {"kind": "national", "country": "IRN", "number": "0084575948"}, "first_fa": "سارا", "last_fa": "کریمی",
             "first_en": "Sara", "last_en": "Karimi", "birth_date": "1994-03-21", "contact": "+989123456789", "language": "fa"}
    seeds = [token, b"sehat_1_" + token, b"2026-11-27T10:00:00Z~person~ab12~7", b"a@example.org", *gateways, json.dumps(draft).encode()]
elif name == "secrets":
    seeds = ["287082", "۲۸۷۰۸۲", "287 082", "755224", "081804", "lapis lazuli 1404", "صحت صحت صحت صحت", "qwertyqwertyqwerty", "Tehran12345678"]
    seeds = [text.encode() for text in seeds]
elif name == "multipart":

    def form(*parts):
        return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"

    field = 'Content-Disposition: form-data; name="purpose"\r\n\r\nاستخدام'.encode()
    file = b'Content-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\ncode\r\n1\r\n--'
    empty = b'Content-Disposition: form-data; name="file"; filename=""\r\n\r\n'
    seeds = [form(field), form(field, file), form(file, field), form(empty), form(field)[:-2], form(file)[:-6]]

for seed in seeds[:400]:
    (directory / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
