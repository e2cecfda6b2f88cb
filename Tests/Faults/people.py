"""Invented graduates, any number of them, the same for the same numbers."""
import csv
import io
import random

FIRST = [("محمد", "Mohammad"), ("کوثر", "Kowsar"), ("مریم", "Maryam"), ("علی", "Ali"), ("زهرا", "Zahra")]
LAST = [("سماوات", "Samavat"), ("کاظمی‌پور", "Kazemipour"), ("حسینی", "Hosseini"), ("صادقی", "Sadeghi")]
COLUMNS = (
    "national_id,first_name_fa,last_name_fa,first_name_en,last_name_en,father_name_fa,birth_date,institution_code,"
    "document_kind,level,field_code,field_fa,field_en,mode,entrance_date,graduation_date,diploma_number,average"
).split(",")
INSTITUTION = "9001"


def national_id(number):
    """A valid national ID of ten digits."""
    digits = f"{100_000_000 + number * 7_919 % 800_000_000:09d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1))) % 11
    return digits + str(rest if rest < 2 else 11 - rest)


def graduate(number):
    """The graduate of a number, as columns and texts."""
    chance = random.Random(number)
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return {
        "national_id": national_id(number),
        "first_name_fa": first[0],
        "last_name_fa": last[0],
        "first_name_en": first[1],
        "last_name_en": last[1],
        "father_name_fa": "رضا",
        "birth_date": f"13{chance.randint(50, 79)}/{chance.randint(1, 12):02d}/{chance.randint(1, 28):02d}",
        "institution_code": INSTITUTION,
        "document_kind": "diploma",
        "level": "bachelor",
        "field_code": "40101",
        "field_fa": "مهندسی کامپیوتر",
        "field_en": "Computer Engineering",
        "mode": "day",
        "entrance_date": "1398/07/01",
        "graduation_date": f"1402/{chance.randint(1, 12):02d}/15",
        "diploma_number": f"F/{number:09d}",
        "average": f"{chance.randint(1200, 1999) / 100:.2f}",
    }


def table(numbers):
    """A CSV of graduates, as a university sends it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for number in numbers:
        writer.writerow(graduate(number))
    return out.getvalue().encode()
