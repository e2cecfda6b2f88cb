/// An upload of 24 records, many of them wrong, and what each must get.
///
/// Every person is invented. The records are as the project's users gave them: CRLF, one cell with a line
/// break and doubled quotes, one with 5,000 letters, one with a NUL.
enum FaultyUpload {
    /// The file, in UTF-8 without BOM.
    static var bytes: [UInt8] {
        Array(
            (lines.split(separator: "\n").joined(separator: "\r\n") + "\r\n").replacing(
                "␊",
                with: "\n"
            ).utf8
        )
    }

    /// Outcome, column and code of each record.
    static let expected: [(outcome: String, column: String, code: String)] = [
        ("accepted", "", ""),
        ("rejected", "national_id", "national_id_check_digit"),
        ("accepted_with_warning", "national_id", "national_id_leading_zero"),
        ("accepted_with_warning", "national_id", "national_id_repeated_digit"),
        ("rejected", "graduation_date", "date_does_not_exist"),
        ("rejected", "graduation_date", "graduation_before_entrance"),
        ("rejected", "institution_code", "institution_unknown"),
        ("rejected", "level", "level_unknown"),
        ("rejected", "average", "average_out_of_range"),
        ("rejected", "last_name_fa", "required"),
        ("accepted", "", ""),
        ("accepted", "", ""),
        ("accepted", "", ""),
        ("rejected", "", "column_count"),
        ("rejected", "first_name_en", "formula"),
        ("unchanged", "", "duplicate_row"),
        ("rejected", "diploma_number", "diploma_number_taken"),
        ("rejected", "graduation_date", "date_in_future"),
        ("accepted", "", ""),
        ("rejected", "first_name_fa", "too_long"),
        ("rejected", "birth_date", "age_out_of_range"),
        ("accepted", "", ""),
        ("rejected", "first_name_fa", "control_character"),
        ("accepted", "", ""),
    ]

    private static let lines = #"""
        national_id,first_name_fa,last_name_fa,first_name_en,last_name_en,father_name_fa,birth_date,institution_code,document_kind,level,field_code,field_fa,field_en,mode,entrance_date,graduation_date,diploma_number,average
        8580436001,مبینا,ظفری,Mbina,Zfri,آرش,1340/03/19,1016,diploma,bachelor,71101,مهندسی شیمی,Chemical Engineering,day,1369/08/24,1373/12/10,1373/000001,16.00
        9138818923,کوثر,خسروجردی,Kvsr,Khsrvjrdi,حسین,1375/06/03,1012,diploma,bachelor,41101,حسابداری,Accounting,day,1399/07/04,1404/04/28,1404/000002,16.41
        12345679,آرین,تهرانی,Arin,Thrani,دانیال,1341/03/14,2001,provisional,bachelor,31301,روان‌شناسی,Psychology,day,1367/07/23,1372/05/28,1372/000003,18.72
        1111111111,علیرضا,سماوات,Lirza,Smavat,محمد مهدی,1342/01/16,1007,diploma,master,73201,مهندسی عمران,Civil Engineering,day,1369/12/18,1373/01/16,1373/000004,19.36
        1304381994,آتنا,هومن,Atna,Hvmn,طاها,1372/11/30,1034,diploma,master,71101,مهندسی شیمی,Chemical Engineering,day,1399/12/05,1402/12/30,1403/000005,15.22
        1485445817,امیرمحمد,محمدی,Amirmhmd,Mhmdi,احسان,1339/09/17,1023,provisional,doctorate,21301,نقاشی,Painting,day,1400/07/01,1399/04/01,1370/000006,14.05
        5411814340,کیان,جهانی,Kian,Jhani,طاها,1361/04/03,7777,diploma,associate,51101,ریاضیات و کاربردها,Mathematics and Applications,day,1387/02/12,1389/12/06,1389/000007,15.88
        3789766186,امیررضا,اشتری,Amirrza,Ashtri,بنیامین,1347/01/09,1001,diploma,postdoc,61301,مهندسی کامپیوتر - نرم‌افزار,Computer Engineering (Software),day,1366/10/10,1371/07/24,1371/000008,15.73
        9277736909,نازنین,زمانی,Naznin,Zmani,عباس,1351/08/08,1011,diploma,master,61302,مهندسی برق - الکترونیک,Electrical Engineering (Electronics),day,1372/02/17,1374/11/12,1374/000009,21.50
        2505550239,سبحان,,Sbhan,Lijani,محمدرضا,1363/09/18,1033,diploma,doctorate,31301,روان‌شناسی,Psychology,evening,1388/12/06,1394/08/21,1394/000010,12.82
        6676373106,مهدیس,كاظمي پور,Mhdis,Parsa,علی,1349/05/28,1002,provisional,bachelor,61301,مهندسی کامپیوتر - نرم‌افزار,Computer Engineering (Software),day,1373/03/30,1377/04/05,1377/000011,17.27
        ۱۱۷۳۴۸۴۰۹۴,امیرعباس,نوری,Amirbas,Nvri,امیررضا,۱۳۴۷/۰۸/۱۳,1030,provisional,master,22101,زبان و ادبیات فارسی,Persian Language and Literature,day,۱۳۷۳/۰۸/۰۲,۱۳۷۶/۰۳/۱۲,1376/000012,۱۸.۵۴
        4319131071,آتنا,اشرفی,Atna,Ashrfi,آرش,1346/12/19,1034,diploma,bachelor,61302,مهندسی برق - الکترونیک,"Chemical ""Process"", Engineering␊and Design",distance,1375/10/03,1380/01/16,1380/000013,18.21
        3953173898,آرش,عقیلی,Arsh,Ghili,ابوالفضل,1371/10/02,1033,diploma
        8015883296,امیررضا,علی پور,=HYPERLINK(1),Lipvr,محمدمهدی,1350/04/22,1024,transcript,master,51101,ریاضیات و کاربردها,Mathematics and Applications,day,1369/07/15,1372/04/25,1372/000015,13.70
        8580436001,مبینا,ظفری,Mbina,Zfri,آرش,1340/03/19,1016,diploma,bachelor,71101,مهندسی شیمی,Chemical Engineering,day,1369/08/24,1373/12/10,1373/000001,16.00
        1728152844,عباس,نوروزی,Bas,Nvrvzi,پارسا,1369/01/20,1016,diploma,master,61302,مهندسی برق - الکترونیک,Electrical Engineering (Electronics),day,1398/07/02,1401/08/17,1373/000001,16.96
        9114488132,مائده,علیجانی,Madh,Lijani,امیرمحمد,1358/04/30,1028,diploma,master,61302,مهندسی برق - الکترونیک,Electrical Engineering (Electronics),day,1388/02/09,1409/06/31,1391/000018,18.25
        0411800779,سامیار,زنجانی,Samiar,Znjani,علی,1989-03-21,1035,provisional,bachelor,51101,ریاضیات و کاربردها,Mathematics and Applications,day,2008-09-22,2012-06-30,1395/000019,12.36
        7834767976,\#(String(repeating: "ع", count: 5000)),علی شاهی,Sna,Lishahi,رضا,1361/05/13,1021,diploma,bachelor,21301,نقاشی,Painting,day,1386/03/07,1390/05/19,1390/000020,15.89
        4683365286,ابوالفضل,هومن,Abvalfzl,Hvmn,بنیامین,1403/01/01,1014,provisional,master,61302,مهندسی برق - الکترونیک,Electrical Engineering (Electronics),day,1390/06/19,1393/10/01,1393/000021,17.18
        6908966658,محمدرضا,بهمنی,Mhmdrza,Bhmni,یاسین,1352/02/15,1014,diploma,master,81101,مهندسی کشاورزی - زراعت,Agronomy,evening,1374/05/10,1377/05/10,1377/000022,۱۷٫۲۵
        3701549133,ع\#u{0}لی,کابلی,Mhmdiasin,Kabli,محمدجواد,1360/08/15,1007,diploma,bachelor,21301,نقاشی,Painting,day,1384/07/12,1388/10/28,1388/000023,14.23
        1858202353,ایلیا,کمالی,Ailia,Kmali,محمدحسین,1358/03/27,1026,دانشنامه,کارشناسی,21301,نقاشی,Painting,روزانه,1383/08/19,1388/02/28,1388/000024,17.50
        """#
}
