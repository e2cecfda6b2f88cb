package import Persian
import VerifyCore

extension LookUp {
    /// Judges a specimen: the answer that a degree of its status gets, marked as a test.
    ///
    /// Nothing is counted and no access log gets an entry: all of a specimen is published.
    func judge(_ specimen: Specimen) -> Judgement {
        var answer = Answer(specimen.verdict, asOf: now)
        answer.isTest = true
        guard let status = specimen.status else { return Judgement(answer: answer) }
        switch disclosure.disclosed(of: specimen.record) {
        case .view(let view):
            answer.degree = view
            answer.statusDate = status.since?.tehranDate
            answer.reason = status.reason
        case .wrongDatum, .otherClaims:
            answer = Answer(.notFound, asOf: now)
            answer.isTest = true
        }
        return Judgement(answer: answer)
    }
}

extension Specimen {
    /// Returns the answer that a visitor gets at a moment, for the page that documents it.
    package func answer(knowing datum: Question.Datum? = nil, at now: Timestamp) -> Answer {
        let question = Question(.code(code.grouped), knowing: datum)
        return LookUp(question, from: .visitor, at: now, Keyring()).judge(self).answer
    }
}
