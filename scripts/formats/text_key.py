"""The key of a text, from docs/formats/record.md alone."""
import json
import pathlib
import unicodedata

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "PersianTests" / "Vectors" / "text-key.json"

DIGITS = (0x30, 0x6F0, 0x660, 0xFF10)
DROPPED_CATEGORIES = {"Mn", "Me", "Mc", "Cf", "Cc", "Pd", "Zs", "Zl", "Zp"}
LETTERS = {
    "\u0627": (0x622, 0x623, 0x625, (0x671, 0x673), 0x675),
    "\u0648": (0x624, 0x676),
    "\u06c7": (0x677,),
    "\u06cc": (0x626, 0x649, 0x64A, 0x678, 0x6CD, 0x6CE, (0x6D0, 0x6D3)),
    "\u06a9": (0x643, 0x6AA),
    "\u0647": (0x629, 0x6BE, (0x6C0, 0x6C3), 0x6D5, 0x6FF),
    "": ((0x600, 0x605), (0x610, 0x61A), 0x61C, 0x640, (0x64B, 0x65F), 0x670, 0x674, (0x6D6, 0x6DD), (0x6DF, 0x6E8), (0x6EA, 0x6ED)),
}
ARABIC = {
    chr(value): letter for letter, places in LETTERS.items() for place in places
    for value in (range(place[0], place[1] + 1) if isinstance(place, tuple) else (place,))
}


def key(text):
    return "".join(folded(scalar) for scalar in text)


def folded(scalar):
    value = ord(scalar)
    for zero in DIGITS:
        if zero <= value < zero + 10:
            return chr(value - zero + 0x30)
    if value < 0x80:
        return "" if scalar in " \t\n\v\f\r'-`" else scalar.lower()
    if 0x600 <= value <= 0x6FF:
        return ARABIC.get(scalar, scalar)
    if unicodedata.category(scalar) in DROPPED_CATEGORIES or scalar in "\u2018\u2019\u02bc":
        return ""
    canonical = unicodedata.normalize("NFD", scalar)
    if canonical != scalar:
        return key(canonical)
    if unicodedata.numeric(scalar, None) is not None:
        return scalar
    compatible = unicodedata.normalize("NFKD", scalar)
    return key(compatible) if compatible != scalar else scalar.lower()


def asked():
    """Requests with the key that the response must have: the vectors, then each assigned scalar of the basic plane."""
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    for vector in vectors:
        if key(vector["text"]) != vector["key"]:
            raise SystemExit(f"error: {VECTORS.name} differs from what the page defines: {vector}")
    texts = [vector["text"] for vector in vectors]
    texts += [chr(value) for value in range(0x10000) if unicodedata.category(chr(value)) not in ("Cn", "Cs", "Co")]
    for text in texts:
        yield {"op": "text.key", "text": text}, {"ok": True, "key": key(text)}
