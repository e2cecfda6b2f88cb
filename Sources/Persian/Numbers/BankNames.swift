/// The banks of Iran by the digits that an IBAN has for them (Central Bank of Iran, شبا).
enum BankNames {
    /// Returns a bank's name by the three digits; nil for an unknown one.
    static func name(ofBank digits: some StringProtocol) -> Wording? {
        names[String(digits)].map { Wording(fa: $0.fa, en: $0.en) }
    }

    private static let names: [String: (fa: String, en: String)] = [
        "010": ("بانک مرکزی", "Central Bank"),
        "011": ("بانک صنعت و معدن", "Bank of Industry and Mine"),
        "012": ("بانک ملت", "Bank Mellat"),
        "013": ("بانک رفاه کارگران", "Refah Bank"),
        "014": ("بانک مسکن", "Bank Maskan"),
        "015": ("بانک سپه", "Bank Sepah"),
        "016": ("بانک کشاورزی", "Bank Keshavarzi"),
        "017": ("بانک ملی ایران", "Bank Melli Iran"),
        "018": ("بانک تجارت", "Tejarat Bank"),
        "019": ("بانک صادرات ایران", "Bank Saderat Iran"),
        "020": ("بانک توسعه صادرات", "Export Development Bank"),
        "021": ("پست بانک ایران", "Post Bank"),
        "022": ("بانک توسعه تعاون", "Tose'e Ta'avon Bank"),
        "051": ("مؤسسه اعتباری توسعه", "Tose'e Credit Institution"),
        "052": ("بانک قوامین", "Ghavamin Bank"),
        "053": ("بانک کارآفرین", "Karafarin Bank"),
        "054": ("بانک پارسیان", "Parsian Bank"),
        "055": ("بانک اقتصاد نوین", "EN Bank"),
        "056": ("بانک سامان", "Saman Bank"),
        "057": ("بانک پاسارگاد", "Bank Pasargad"),
        "058": ("بانک سرمایه", "Sarmayeh Bank"),
        "059": ("بانک سینا", "Sina Bank"),
        "060": ("بانک قرض‌الحسنه مهر ایران", "Mehr Iran Bank"),
        "061": ("بانک شهر", "City Bank"),
        "062": ("بانک آینده", "Ayandeh Bank"),
        "063": ("بانک انصار", "Ansar Bank"),
        "064": ("بانک گردشگری", "Tourism Bank"),
        "065": ("بانک حکمت ایرانیان", "Hekmat Iranian Bank"),
        "066": ("بانک دی", "Day Bank"),
        "069": ("بانک ایران زمین", "Iran Zamin Bank"),
        "070": ("بانک قرض‌الحسنه رسالت", "Resalat Bank"),
        "073": ("مؤسسه اعتباری کوثر", "Kosar Credit Institution"),
        "075": ("مؤسسه اعتباری ملل", "Melal Credit Institution"),
        "078": ("بانک خاورمیانه", "Middle East Bank"),
        "079": ("بانک مهر اقتصاد", "Mehr Eqtesad Bank"),
        "080": ("مؤسسه اعتباری نور", "Noor Credit Institution"),
        "095": ("بانک مشترک ایران و ونزوئلا", "Iran-Venezuela Bi-National Bank"),
    ]
}
