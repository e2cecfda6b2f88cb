import Accounts
import Persian
import Web

/// The questions that make a person: number, names, birth date, contact.
enum PersonQuestion {
    /// The fields, in the order of the page.
    static let fields =
        NumberQuestion.fields + NameFields.all + [birthDate] + ContactQuestion.fields

    static let birthDate = PageField(
        "birth-date",
        .date,
        label: Wording(fa: "تاریخ تولد", en: "Date of birth"),
        hint: Wording(
            fa: "شمسی یا میلادی، مثلاً ۱ فروردین ۱۳۷۳",
            en: "Jalali or Gregorian, for example 21 March 1994"
        ),
        required: Wording(fa: "تاریخ تولد را بنویسید.", en: "Enter the date of birth."),
        autocomplete: "bday"
    )

    /// Reads the person from a form; notes every fault that concerns more than one field in it.
    ///
    /// Nil where there is a fault in the form.
    static func read(
        _ submitted: inout SubmittedForm,
        of form: PageForm,
        language: MessageLanguage
    ) -> PersonDraft? {
        let number = value(&submitted) { form throws(FieldFault) in try NumberQuestion.read(form) }
        let name = value(&submitted) { form throws(FieldFault) in try NameFields.read(form) }
        let contact = value(&submitted) { form throws(FieldFault) in try ContactQuestion.read(form)
        }
        submitted.faults = form.inOrder(submitted.faults)
        guard submitted.faults.isEmpty, let number, let name, let contact,
            let date = submitted.dates[birthDate.name]
        else { return nil }
        return PersonDraft(
            number: number,
            name: name,
            birthDate: date,
            contact: contact,
            language: language,
            isAbroad: contact.channel == .email
        )
    }

    private static func value<Value>(
        _ submitted: inout SubmittedForm,
        _ read: (SubmittedForm) throws(FieldFault) -> Value
    ) -> Value? {
        do {
            return try read(submitted)
        } catch {
            // What the field itself says stands first.
            if !submitted.faults.contains(where: { $0.field == error.field }) {
                submitted.faults.append(error)
            }
            return nil
        }
    }
}

extension PageForm {
    /// Returns faults in the order of the fields.
    fileprivate func inOrder(_ faults: [FieldFault]) -> [FieldFault] {
        let order = Dictionary(
            fields.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return faults.sorted { (order[$0.field] ?? 0) < (order[$1.field] ?? 0) }
    }
}
