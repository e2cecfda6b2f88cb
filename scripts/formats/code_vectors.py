"""Vectors of the authenticity code: Tests/VerifyCoreTests/Vectors/code.json."""
import hashlib

import authenticity_code as code
import samples
import typed_code


def mint_case(name, locator_key, tag_key, key_id, uuid, counter, record):
    loc = code.locator(locator_key, key_id, uuid, counter)
    digits = code.mint(locator_key, tag_key, key_id, uuid, counter, record)
    return {
        "name": name, "locator_key": locator_key.hex(), "tag_key": tag_key.hex(), "key_id": key_id,
        "uuid": uuid.hex(), "counter": counter, "record": record.hex(),
        "record_sha256": hashlib.sha256(record).hexdigest(),
        "locator": loc, "tag": int(digits[11:18]), "check": digits[18:], "code": digits,
        "grouped": code.grouped(digits), "bytes": int(digits).to_bytes(9, "big").hex(),
    }


def codes():
    mint = [
        mint_case("the example of the page", samples.LOCATOR_KEY, samples.TAG_KEY, samples.KEY_ID, samples.UUID, 0, samples.EXAMPLE),
        mint_case("the counter raised once", samples.LOCATOR_KEY, samples.TAG_KEY, samples.KEY_ID, samples.UUID, 1, samples.EXAMPLE),
        mint_case("the test realm", b"\x44" * 32, b"\x55" * 32, 99, samples.UUID[::-1], 0, b""),
    ]
    for number in range(12):
        seed = hashlib.sha256(b"sehat code vector %d" % number).digest()
        mint.append(
            mint_case(
                f"random {number}", hashlib.sha256(seed + b"l").digest(), hashlib.sha256(seed + b"t").digest(),
                10 + seed[0] % 90, seed[:16], int.from_bytes(seed[16:20], "big"), seed * (number + 1),
            )
        )
    good = mint[0]["code"]
    persian = good.translate({48 + i: 0x6F0 + i for i in range(10)})
    arabic = good.translate({48 + i: 0x660 + i for i in range(10)})
    wide = good.translate({48 + i: 0xFF10 + i for i in range(10)})
    typed = [
        good, code.grouped(good), code.grouped(persian), arabic, wide,
        "-".join(code.grouped(persian).split()), "/".join(code.grouped(good).split()),
        ".".join(code.grouped(arabic).split()), "–".join(code.grouped(good).split()),
        "\ufeff\u2066" + "\u00a0".join(code.grouped(good).split()) + "\u2069",
        "\u200c".join(code.grouped(persian).split()), "\u200d".join(code.grouped(wide).split()),
        "\u0640".join(code.grouped(arabic).split()), "\u200e" + good + "\u200f", "\t" + good + "\r\n",
        "\u202b" + code.grouped(persian) + "\u202c", good[:10] + persian[10:], "\u2212".join(good),
        code.grouped(" ".join(good.split()).replace("0942", "0943")), " ".join(code.grouped(good).split()[::-1]),
        "".join(code.grouped(persian).split()[::-1]), good[:19], good + "0", "", "   ", "\u200c",
        "1.79584E+19", "1.79584e19", "1,79584E+19", "۱٫۷۹۵۸۴E+۱۹", "2E+19", " 1.79584E+19 ", "1/79584E+19",
        good[:15] + "00000", "1795 8396 5972 7430 0000", "0" * 20, good.replace("0", "O"), good.replace("1", "l"),
        good.replace("5", "S"), good[:-1] + "④", "三" + good, "1795 8396 5972 7439 09E2", good + "x", "Ⅰ" + good[1:],
        "𝟏" + good[1:], "०" + good[1:], "#####", "(" + good + ")", "1795_8396_5972_7439_0942", "0" + good[1:],
        good[:-2] + "99", good[:-2] + "00", good[:-2] + "01", *pasted(mint), *damaged(mint),
    ]
    return {
        "source": "docs/formats/authenticity-code.md",
        "mint": mint,
        "typed": [{"text": text, **typed_code.read(text)} for text in typed],
    }


def pasted(mint):
    """Texts that have a code, or several, and texts that only seem to."""
    good, other = mint[0]["code"], mint[3]["code"]
    printed = code.grouped(good)
    persian = printed.translate({48 + i: 0x6F0 + i for i in range(10)})
    link = "https://sehat.example/V/"
    yield from [
        # Links.
        link + good, link.lower() + good, link + good + "?utm_source=mail&id=12345678901234567890", link + good + "#top",
        link + good + ").", link + good + "،", link + printed.replace(" ", "%20"), link + printed.replace(" ", "-") + "/",
        "http://127.0.0.1:8080/V/" + good, "/v/" + good, "sehat.example/en/V/" + good + "?lang=fa", link + printed,
        f"شماره ۱۲۳ {link}{good}", f"{link}{good}?x=1 1403", link + good[:19], link, link + "?" + good, f"<{link}{good}>",
        # Words and marks around it.
        "کد صحت: " + persian, "«" + persian + "»", "کد صحت " + persian + " مربوط به مدرک شماره ۱۳۹۱/۱۲۳", "[" + printed + "]",
        "“" + printed + "”", "{" + good + "};", "'" + good, '="' + good + '"', '"' + printed + '"', printed + "!", "No." + good,
        "NO" + good, "کد" + persian, good + "ABC", "Code: " + printed + " (copy)", "۱۴۰۳/۰۹/۱۴\n" + persian, good + "\t1403",
        "12, " + printed, "(" + ") (".join(printed.split()) + ")", ",".join(printed.split()), "، ".join(persian.split()),
        "17,958,396,597,274,390,942", "_".join(printed.split()), ":".join(printed.split()), "|" + printed + "|",
        f"{link}{good} ({printed})", f"کد {printed} یعنی {persian}",
        # Not one code.
        printed + " " + code.grouped(other), printed + "\n" + code.grouped(other), printed + ", " + code.grouped(other),
        f"کد {printed} و کد {code.grouped(other)}", good * 2, good * 3, good * 51, f"{good} 12345678901234567890",
        "12345678901234567890 کد " + good, printed + " 1403", "1403 " + printed, "1. " + printed, "کد صحت 1795",
        "کد صحت: " + printed[:-1], "(" + printed[:-1] + ")", "O" + good, good + "O", "O " + good, good + " O", "NO " + good[1:],
        "آ" + good, "و" + good, good + "م", "باه" + good, good + "½", good + " ½", "کد " + good[:-1] + "Z", "()", "—", "کد صحت",
        "کد: " + " ".join(printed.split()[::-1]), "کد: " + good[:-1] + str((int(good[-1]) + 1) % 10),
    ]


def damaged(mint):
    """Codes that a program kept as floating-point numbers, and codes that only look so."""
    for case in mint:
        digits = case["code"]
        yield from (f"{float(digits):.0f}", digits[:18] + "00", digits[:17] + "000", f"{float(digits):.5e}".upper())
    double, good = "17958396597274390528", mint[0]["code"]
    for number in (double, good, good[:-1] + "3", good[:17] + "000"):
        grouped = f"{int(number):,}"
        persian = number.translate({48 + i: 0x6F0 + i for i in range(10)})
        yield from [
            number + ".0", number + ".00", number + ",0", number + "/0", persian + "٫۰", persian + "/۰", number + ".", number + ".5",
            number + "０．０", number + "．０", grouped, grouped + ".0", grouped + ".000", grouped.replace(",", " ") + ",00",
            grouped.replace(",", ".") + ",0", grouped.replace(",", "'") + ".0", grouped.replace(",", "٬") + "٫0",
            f"کد صحت: {number}.0", f"{number}.0;1403", f"{number}.0\t1403", f'"{number}.0"', f"='{number}.0'", f"{number}.0.",
            number + ".0-0", number + "-0", number + " 0", f"{number[0]}.{number[1:]}E+19", f"{number[0]}.{number[1:15]}E+19",
            f"کد صحت: {number[0]}.{number[1:]}E+19", f"{number[0]}.{number[1:]}e19", f"{number[:2]}.{number[2:]}E+18",
            f"{number}E0", f"{number}.0 {number}.0", f"{number}.0 {number}", f"O{number}.0",
        ]
    yield from [
        '="1.79584E+19"', "1.79584E+19.", "کد: 1.79584E+19", "1.79584E+19; علی", "علی 1.79584E+18", "کد ۱٫۷۹۵۸۴E+۱۹ است",
        "17.9584E+18", "179.584E+17", "17E018", "1795.8396.5972.7439.0942.0", "1795839659727439.0", "0.17958396597274390942",
        "12345678901234567890.0 یا " + good, good + " 1.79584E+19", "1．79584E+19",
    ]
    yield from ["'1.79584E+19", '"1.79584E+19"', "«1.79584E+19»", "1.79584E-19", "E+19", "17.9584E+19", "1.79584E+1900"]
    yield from exact_codes()


def exact_codes():
    """Codes that a double holds exactly: they are codes all the same."""
    found = []
    for locator in range(1, 10**9, 7_919):
        digits = code.digits(17, locator, locator % 10**7)
        if int(float(digits)) == int(digits):
            found.append(digits)
        if len(found) == 3:
            return found
    raise AssertionError("no code is a double")
