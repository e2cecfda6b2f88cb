package import Persian

/// The fields of a form, with the version that a submission keeps.
package struct FormDefinition: Sendable, Hashable {
    /// The version, from 1; higher when a field changes.
    package let version: Int
    /// The fields, in the order of the pages.
    package let fields: [FieldDefinition]

    /// Declares a form.
    package init(version: Int = 1, _ fields: [FieldDefinition]) {
        self.version = version
        self.fields = fields
    }

    /// The field with a name; nil where the form has none.
    package subscript(name: FieldName) -> FieldDefinition? { fields.first { $0.name == name } }
}

/// One question of a form.
package struct FieldDefinition: Sendable, Hashable {
    /// The name, unique in the form or in its group.
    package let name: FieldName
    /// The question.
    package let title: Wording
    /// What helps to answer it; nil where the title is enough.
    package let help: Wording?
    /// The type of the answer.
    package let type: FieldType
    /// When an answer is needed.
    package let required: Condition
    /// When the question is shown; a hidden field has no value.
    package let shown: Condition
    /// Who sees the answer.
    package let viewers: Set<Viewer>
    /// Where a first answer comes from; the applicant confirms it.
    package let prefill: Prefill?

    /// Declares a field.
    package init(
        _ name: FieldName,
        _ title: Wording,
        _ type: FieldType,
        help: Wording? = nil,
        required: Condition = .always,
        shown: Condition = .always,
        viewers: Set<Viewer> = [.applicant, .holder, .ownerUnit],
        prefill: Prefill? = nil
    ) {
        self.name = name
        self.title = title
        self.help = help
        self.type = type
        self.required = required
        self.shown = shown
        self.viewers = viewers
        self.prefill = prefill
    }
}

/// The type of an answer.
package indirect enum FieldType: Sendable, Hashable {
    /// One line.
    case text
    /// Several lines.
    case longText
    /// A whole number, 0 or more.
    case number
    /// An amount in rials.
    case money
    /// A day of the Jalali or Gregorian calendar.
    case date
    /// One of these.
    case choice([Choice])
    /// An Iranian national ID.
    case nationalID
    /// The number of a foreign national.
    case foreignerID
    /// The number of a passport.
    case passport
    /// The national ID of a legal person.
    case legalID
    /// An Iranian IBAN.
    case iban
    /// An Iranian mobile number.
    case mobile
    /// An e-mail address.
    case email
    /// An Iranian postal code.
    case postalCode
    /// The code of an organisation.
    case organisation
    /// Files that were uploaded.
    case file(FileRule)
    /// A sentence that the applicant confirms; the title is the sentence.
    case declaration
    /// Entries of the same fields, and how many.
    case group([FieldDefinition], ClosedRange<Int>)
}

/// One answer of a question with fixed answers.
package struct Choice: Sendable, Hashable {
    /// The word that is stored and compared; it never changes.
    package let value: String
    /// The answer for readers.
    package let title: Wording

    /// Declares an answer.
    package init(_ value: String, _ title: Wording) {
        self.value = value
        self.title = title
    }
}

/// What the files of a field may be.
package struct FileRule: Sendable, Hashable {
    /// The kinds of file.
    package let kinds: Set<FileKind>
    /// How many files.
    package let count: ClosedRange<Int>
    /// The most bytes of one file.
    package let bytes: Int

    /// Declares files; by default one image or PDF of at most `FormLimit.fileBytes`.
    package init(
        kinds: Set<FileKind> = [.jpeg, .png, .pdf],
        count: ClosedRange<Int> = 1...1,
        bytes: Int = FormLimit.fileBytes
    ) {
        self.kinds = kinds
        self.count = count
        self.bytes = bytes
    }
}

/// The kinds of file that are stored (`document.kind`).
package enum FileKind: String, Sendable, Hashable, CaseIterable {
    /// A JPEG image.
    case jpeg
    /// A PNG image.
    case png
    /// A PDF document.
    case pdf
}

/// Where the first answer of a field comes from.
package enum Prefill: Sendable, Hashable {
    /// The person who opens the case.
    case person(PersonField)
    /// The row of the data bank of the person who opens the case.
    case dataBank(GraduateField)
    /// A value of the register's entry that the case is about (`CasePorts.entry`), by its name.
    case entry(String)
}

/// A value of a person that a form may show first.
package enum PersonField: String, Sendable, Hashable, CaseIterable {
    /// The first name in Persian.
    case firstFa = "first_fa"
    /// The family name in Persian.
    case lastFa = "last_fa"
    /// The first name in English.
    case firstEn = "first_en"
    /// The family name in English.
    case lastEn = "last_en"
    /// The day of birth.
    case birthDate = "birth_date"
    /// The number that identifies the person.
    case idNumber = "id_number"
    /// The proven mobile number.
    case mobile
    /// The proven e-mail address.
    case email
}

/// A value of the data bank that a form may show first.
package enum GraduateField: String, Sendable, Hashable, CaseIterable {
    /// The institution's code.
    case institution
    /// The number of the document.
    case documentNumber = "document_number"
    /// The field of study.
    case field
    /// The level of the degree.
    case level
    /// The day of graduation.
    case graduatedOn = "graduated_on"
}
