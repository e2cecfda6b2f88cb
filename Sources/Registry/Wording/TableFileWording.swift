package import Persian
package import Tabular

extension TableFileError {
    /// What the file is, and the way out.
    package var wording: Wording {
        switch self {
        case .kind(let signature): signature.refusal
        case .damaged:
            Wording(
                fa: """
                    این فایل اکسل (xlsx) خراب یا ناتمام است؛ آن را در اکسل باز کنید، دوباره ذخیره کنید و بفرستید، یا \
                    به شکل CSV UTF-8.
                    """,
                en: """
                    The Excel workbook (xlsx) is damaged or incomplete; open it in Excel, save it again and send \
                    that, or save it as CSV UTF-8.
                    """
            )
        case .protected:
            Wording(
                fa: "این فایل اکسل رمز دارد؛ رمز آن را بردارید، ذخیره کنید و دوباره بفرستید.",
                en: "The Excel workbook has a password; save it without one and send that."
            )
        case .limit(.expansion), .limit(.depth), .limit(.tag):
            Wording(
                fa: """
                    این فایل اکسل (xlsx) بیش از اندازه فشرده یا تودرتو است؛ فهرست را به شکل CSV UTF-8 ذخیره کنید و \
                    آن را بفرستید.
                    """,
                en: """
                    The Excel workbook (xlsx) is packed or nested more tightly than any list; save the list as \
                    CSV UTF-8 and send that.
                    """
            )
        case .limit:
            Wording(
                fa: """
                    این فایل اکسل (xlsx) پس از باز شدن بزرگ‌تر از اندازه است؛ فهرست را چند فایل کنید یا به شکل CSV \
                    UTF-8 بفرستید.
                    """,
                en: """
                    The Excel workbook (xlsx) is too large once it is unpacked; split the list, or send it as \
                    CSV UTF-8.
                    """
            )
        }
    }
}

extension FileSignature {
    /// What the file is: a noun with its article in English.
    package var name: Wording {
        switch self {
        case .xlsx: Wording(fa: "اکسل (xlsx)", en: "an Excel workbook (xlsx)")
        case .xlsb: Wording(fa: "اکسل دودویی (xlsb)", en: "a binary Excel workbook (xlsb)")
        case .xls:
            Wording(
                fa: "اکسل قدیمی (xls) یا رمزدار",
                en: "an old Excel workbook (xls), or one with a password"
            )
        case .ods: Wording(fa: "صفحه‌گسترده (ods)", en: "a spreadsheet (ods)")
        case .pdf: Wording(fa: "PDF", en: "a PDF")
        case .html: Wording(fa: "صفحهٔ وب (HTML)", en: "a web page (HTML)")
        case .xml: Wording(fa: "XML", en: "XML")
        case .zip: Wording(fa: "ZIP", en: "a ZIP archive")
        case .compressed: Wording(fa: "فشرده", en: "compressed")
        case .image: Wording(fa: "تصویر", en: "an image")
        case .document: Wording(fa: "سند متنی (Word)", en: "a text document (Word)")
        case .database: Wording(fa: "پایگاه داده", en: "a database")
        case .jsonArray: Wording(fa: "آرایهٔ JSON", en: "a JSON array")
        }
    }

    /// The sentence that refuses such a file where rows are expected.
    fileprivate var refusal: Wording {
        let (fa, en) = (name.fa, name.en)
        return switch self {
        case .xlsx, .xlsb, .xls, .ods, .html:
            Wording(
                fa: """
                    این فایل \(fa) است؛ آن را در اکسل باز کنید، بدون رمز به شکل xlsx یا CSV UTF-8 ذخیره کنید و \
                    آن را بفرستید.
                    """,
                en: """
                    The file is \(en); open it in Excel, save it without a password as xlsx or CSV UTF-8 and \
                    send that.
                    """
            )
        case .zip, .compressed:
            Wording(
                fa: "این فایل \(fa) است؛ آن را باز کنید و فایل xlsx یا CSV درون آن را بفرستید.",
                en: "The file is \(en); unpack it and send the xlsx or CSV file inside."
            )
        case .jsonArray:
            Wording(
                fa: "این فایل \(fa) است؛ هر شیء را در یک سطر بنویسید (NDJSON) یا CSV بفرستید.",
                en: "The file is \(en); write one object a line (NDJSON), or send CSV."
            )
        case .pdf, .xml, .image, .document, .database:
            Wording(
                fa: """
                    این فایل \(fa) است و جدول خواندنی ندارد؛ فهرست را به شکل xlsx یا CSV (UTF-8) بفرستید.
                    """,
                en: """
                    The file is \(en), which has no rows to read; send the list as xlsx or CSV (UTF-8).
                    """
            )
        }
    }
}
