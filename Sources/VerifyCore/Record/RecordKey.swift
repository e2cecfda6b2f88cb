/// The keys of a record's map in their order, which is the order of their encodings.
///
/// docs/formats/record.md is their table. A key is never given another meaning.
enum RecordKey: UInt64, CaseIterable {
    case schema = 0
    case uuid
    case firstNameFa
    case lastNameFa
    case firstNameEn
    case lastNameEn
    case fatherNameFa
    case idKind
    case idNumber
    case birthDate
    case institutionCode
    case institutionNameFa
    case institutionNameEn
    case documentKind
    case level
    case fieldCode
    case fieldFa
    case fieldEn
    case mode
    case entranceDate
    case graduationDate
    case diplomaNumber
    case average
    case files
    case decision
    case supersedes
}
