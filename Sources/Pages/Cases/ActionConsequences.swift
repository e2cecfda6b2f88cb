import Casework
import Persian
import Web

/// What an action will do, for the page on which it is decided.
struct ActionConsequences {
    let site: GatedSite
    let view: CaseView
    let action: CaseAction

    /// Returns the sentences: where the case goes, what changes outside of it, who receives a message.
    func sentences() async throws -> [Prose] {
        var sentences: [Wording] = []
        for effect in action.effects {
            if let sentence = site.app.domain.ports.effects[effect.name] {
                sentences.append(sentence)
            }
        }
        sentences += try await self.sentences(of: action.to)
        if action.requires.contains(.secondPerson) {
            sentences.append(
                Wording(
                    fa: "این اقدام با موافقت دو نفر انجام می‌شود؛ موافقت نفر نخست تنها ثبت می‌شود.",
                    en: "Two persons must agree; the agreement of the first one is only recorded."
                )
            )
        }
        sentences.append(notified)
        return sentences.map { Prose(fa: .init($0.fa), en: .init($0.en)) }
    }

    private var notified: Wording {
        guard !action.notifies.isEmpty else {
            return Wording(fa: "پیامی فرستاده نمی‌شود.", en: "No message is sent.")
        }
        let names = action.notifies.map(CaseWords.recipient)
        return Wording(
            fa: "پیام فرستاده می‌شود به: \(names.map(\.fa).joined(separator: "، "))",
            en: "A message goes to: \(names.map(\.en).joined(separator: ", "))"
        )
    }

    private func sentences(of transition: Transition) async throws -> [Wording] {
        switch transition {
        case .stay:
            return [Wording(fa: "پرونده در همین مرحله می‌ماند.", en: "The case stays in this step.")]
        case .back:
            return [
                Wording(
                    fa: "پرونده به مرحلهٔ پیش بازمی‌گردد.",
                    en: "The case goes back to the step before."
                )
            ]
        case .closed(let outcome):
            let words = CaseWords.outcome(outcome)
            return [
                Wording(
                    fa: "پرونده با نتیجهٔ «\(words.fa)» بسته می‌شود.",
                    en: "The case is closed: \(words.en.lowercased())."
                )
            ]
        case .step(let name):
            guard let step = view.service.step(name) else { return [] }
            let title = step.title
            guard let party = try await site.party(of: view, in: step) else {
                return [
                    Wording(
                        fa: "پرونده به مرحلهٔ «\(title.fa)» می‌رود.",
                        en: "The case goes to the step “\(title.en)”."
                    )
                ]
            }
            return [
                Wording(
                    fa: "پرونده به مرحلهٔ «\(title.fa)» می‌رود (\(party.fa)).",
                    en: "The case goes to the step “\(title.en)” (\(party.en))."
                )
            ]
        case .byResult(let branches):
            var sentences: [Wording] = []
            if let done = branches[EffectResult.done] {
                sentences += try await self.sentences(of: done)
            }
            if let refused = branches[EffectResult.refused] {
                for sentence in try await self.sentences(of: refused) {
                    sentences.append(
                        Wording(
                            fa: "اگر ممکن نباشد: \(sentence.fa)",
                            en: "If that is not possible: \(sentence.en)"
                        )
                    )
                }
            }
            return sentences
        case .when(let condition, let inside, let otherwise):
            let holds = condition.holds(for: view.visible.values)
            return try await sentences(of: holds ? inside : otherwise)
        case .sampled(let inside, let otherwise):
            var sentences = try await self.sentences(of: inside)
            for sentence in try await self.sentences(of: otherwise) {
                sentences.append(
                    Wording(
                        fa: "یا، اگر پرونده در نمونه نباشد: \(sentence.fa)",
                        en: "Or, if the case is not in the sample: \(sentence.en)"
                    )
                )
            }
            return sentences
        }
    }
}
