"""Makes the workbooks of this folder: those of other programs' writers, and one that unpacks to a thousand times its size.

make.py    needs openpyxl and XlsxWriter of PyPI; the tests need neither
"""
import csv
import datetime
import pathlib
import zipfile

import openpyxl
import xlsxwriter

HERE = pathlib.Path(__file__).resolve().parent
DAY = datetime.date(1991, 8, 3)


def with_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["متن", "number", "date", "time", "code", "bool", "formula"])
    sheet.append(["علی_x0041_", 411800779, DAY, datetime.datetime(1991, 8, 3, 10, 30), 17958396597274390942, True, "=1+1"])
    sheet.append(["0411800779", 18.54, datetime.datetime(1991, 8, 3), None, 1.7958396597274391e19, False, "#N/A"])
    sheet.append([])
    sheet["A6"] = "merged"
    sheet.merge_cells("A6:C7")
    sheet["D6"] = "next"
    book.create_sheet("second").append(["not read"])
    book.save(HERE / "openpyxl.xlsx")


def with_xlsxwriter():
    book = xlsxwriter.Workbook(str(HERE / "xlsxwriter.xlsx"), {"date_1904": True})
    book.add_worksheet("hidden").write(0, 0, "not read")
    sheet = book.add_worksheet("list")
    book.worksheets()[0].hide()
    sheet.activate()
    sheet.set_first_sheet()
    day = book.add_format({"num_format": "[$-fa-IR,96]dddd, mmmm d, yyyy;@"})
    zeros = book.add_format({"num_format": "0000000000"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["نام", "id", "birth"])
    sheet.write_rich_string(1, 0, "محمد", bold, "رضا", " کاظمی")
    sheet.write_number(1, 1, 411800779, zeros)
    sheet.write_datetime(1, 2, datetime.datetime(1991, 8, 3), day)
    sheet.write_formula(2, 0, '="a"&"b"', None, "ab")
    sheet.write_formula(2, 1, "=0.1+0.2", None, 0.1 + 0.2)
    sheet.write_blank(2, 2, None, day)
    for row in range(3, 60):
        sheet.write_blank(row, 0, None, bold)
    book.close()


def graduates():
    """Writes three graduates of the demo's file, one with a mistyped national ID, and a column with an unknown title."""
    with open(HERE.parents[2] / "scripts/demo/graduates.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[:4]
    rows[3][0] = "1234567890"
    book = openpyxl.Workbook()
    for row, extra in zip(rows, ["رنگ", "سبز", "", ""]):
        book.active.append(row + [extra])
    book.save(HERE / "graduates.xlsx")


def bomb():
    """Writes thirty million spaces between two rows of a sheet: forty kilobytes."""
    head = '<worksheet><sheetData><row r="1"><c t="str"><v>a</v></c></row>'
    tail = "</sheetData></worksheet>"
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            '<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": head + " " * 30_000_000 + tail,
    }
    with zipfile.ZipFile(HERE / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 9)


with_openpyxl()
with_xlsxwriter()
graduates()
bomb()
