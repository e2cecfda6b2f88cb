"""Reading a typed or pasted code, from docs/formats/authenticity-code.md alone."""
import re
import unicodedata
import urllib.parse

from authenticity_code import is_code

# The four blocks of digits.
BLOCKS = {chr(start + value): value for start in (0x30, 0x6F0, 0x660, 0xFF10) for value in range(10)}
LINE_BREAKS = set("\t\n\v\f\r\x85\u2028\u2029")
# Unicode's White_Space.
WHITE_SPACE = LINE_BREAKS | set(" \xa0\u1680\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
INVISIBLE = (
    {chr(c) for c in (0xAD, 0x640, 0x61C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)}
    | {chr(c) for c in range(0x202A, 0x202F)}
    | {chr(c) for c in range(0x2066, 0x206A)}
)
DASHES = set("−⁃ｰ") | set(".·•․‧⋅۔．") | set("/⁄∕／")
POINTS = set("./．／")
MARKS = set(",،٬，;؛:：'\"_＿")
FRACTION = r"([.,/٫．／][0-9]*)?"
CODE_IN_SCIENTIFIC = rf"[0-9]{FRACTION}[eE]\+?0?19|[0-9]{{2}}{FRACTION}[eE]\+?0?18"
SCIENTIFIC = rf"[0-9]{FRACTION}[eE]\+?[0-9]{{1,3}}|[0-9]{{2}}{FRACTION}[eE]\+?0?18"
LOOK_ALIKES = {
    **dict.fromkeys("OoQDОоΟο°", "0"), **dict.fromkeys("lIi|!اآ", "1"), **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss$هة", "5"), **dict.fromkeys("bG", "6"), "T": "7", "B": "8", **dict.fromkeys("gq", "9"),
}


def kind(c: str) -> str:
    if c in BLOCKS:
        return "digit"
    if c in LINE_BREAKS:
        return "break"
    if c in WHITE_SPACE or c in INVISIBLE:
        return "blank"
    if c in DASHES or unicodedata.category(c) == "Pd":
        return "dash"
    if c in MARKS or unicodedata.category(c) in ("Ps", "Pe", "Pi", "Pf"):
        return "mark"
    return "foreign"


def without_links(text: str) -> str:
    pattern = "[" + "".join(map(re.escape, sorted(WHITE_SPACE))) + "]"
    return "".join(
        word if re.fullmatch(pattern, word) else code_of_link(word) for word in re.split(f"({pattern})", text)
    )


def code_of_link(word: str) -> str:
    link = re.search(r"/[Vv]/(?=.)", word, re.DOTALL)
    if not link:
        return word
    code, *rest = re.split("[?#]", word[link.end() :], maxsplit=1)
    return "\n" + urllib.parse.unquote_to_bytes(code).decode("utf-8", "replace") + ("\n" if rest else "")


def is_number(text: str, place: int) -> bool:
    """Whether a foreign character may be a digit that was written as something else."""
    c, around = text[place], text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    if unicodedata.numeric(c, None) is not None:
        return True
    return is_letter(c) and not any(map(is_letter, around))


def is_letter(c: str) -> bool:
    return unicodedata.category(c)[0] == "L"


def runs(text: str) -> list:
    """The runs of digits as (digits, parts, whether a character that may be a digit touches them).

    A point in the digits stands where a point was the last thing before a digit, blanks aside.
    """
    found, digits, parts, touched, point = [], "", [""], False, ""
    for place, c in enumerate(text):
        match kind(c):
            case "digit":
                digits += point + str(BLOCKS[c])
                parts[-1] += point + str(BLOCKS[c])
                point = ""
            case "foreign":
                number = is_number(text, place)
                if digits:
                    found.append((digits, parts, touched or number and kind(text[place - 1]) == "digit"))
                digits, parts = "", [""]
                touched = number and place + 1 < len(text) and kind(text[place + 1]) == "digit"
            case "break" | "mark":
                parts.append("")
        if kind(c) in ("dash", "mark", "foreign"):
            point = "." if c in POINTS else ""
    return found + ([(digits, parts, touched)] if digits else [])


def candidate(sequence: str) -> str | None:
    """The twenty digits of a run or a part, without a fraction of zeros."""
    whole, _, fraction = sequence.rpartition(".")
    for digits, rest in ((sequence, ""), (whole, fraction)):
        if len(digits.replace(".", "")) == 20 and not rest.strip("0"):
            return digits.replace(".", "")
    return None


def read(text: str) -> dict:
    """Returns the result for a typed text: {"code"} or {"error", …}."""
    text = without_links(text)
    kinds = [kind(c) for c in text]
    if is_scientific(text):
        return {"error": "TRUNCATED"}
    found = runs(text)
    candidates = {
        digits
        for run, parts, touched in found if not touched
        for digits in ([candidate(run)] if candidate(run) else map(candidate, parts)) if digits
    }
    if len(candidates) == 1:
        return judged(candidates.pop())
    whole = (run.replace(".", "") for run, _, _ in found)
    count = len(candidates) or next((len(run) // 20 for run in whole if is_several(run)), 0)
    if count > 1:
        return {"error": "LENGTH", "count": 20 * count}
    pattern = "[" + "".join(map(re.escape, sorted(WHITE_SPACE))) + "]"
    if any(re.fullmatch(CODE_IN_SCIENTIFIC, bare(word)) for word in re.split(pattern, text)):
        return {"error": "TRUNCATED"}
    if "foreign" in kinds:
        foreign = text[kinds.index("foreign")]
        return {"error": "CHARACTER", "character": foreign, "suggestion": LOOK_ALIKES.get(foreign)}
    return {"error": "LENGTH", "count": kinds.count("digit")}


def judged(digits: str) -> dict:
    if is_code(digits):
        return {"code": digits}
    turned = "".join(digits[i : i + 4] for i in range(16, -1, -4))
    if is_code(turned):
        return {"error": "REVERSED", "suggestion": turned}
    went_through_double = digits.endswith("00") or digits[0] != "0" and int(float(digits)) == int(digits)
    return {"error": "TRUNCATED" if went_through_double else "MISTYPED"}


def is_several(run: str) -> bool:
    codes = [run[i : i + 20] for i in range(0, len(run), 20)]
    return 2 <= len(codes) <= 50 and all(map(is_code, codes))


def is_scientific(text: str) -> bool:
    return re.fullmatch(SCIENTIFIC, bare(text)) is not None


def bare(text: str) -> str:
    """The text without blanks, and without what stands around a number, with digits in ASCII."""
    shown = [str(BLOCKS.get(c, c)) for c in text if kind(c) not in ("blank", "break")]
    while shown and (shown[0] == "=" or kind(shown[0]) == "mark"):
        shown.pop(0)
    while shown and (shown[-1] in "=." or kind(shown[-1]) == "mark"):
        shown.pop()
    return "".join(shown)
