import Casework
import Persian
import Web

/// The picture of a guide: the steps of a service from its opening to its end, drawn from the declaration as SVG.
///
/// It has neither colour nor style: it takes the colour of the text, so it is right in light and dark, and in print.
struct GuidePicture {
    private let service: Service
    private let reader: GuideReader
    private let language: Language

    private static let (width, boxHeight, gap) = (320, 58, 22)

    init(_ service: Service, for reader: GuideReader, in language: Language) {
        self.service = service
        self.reader = reader
        self.language = language
    }

    /// The picture as markup; its words are those of the declaration.
    var svg: String {
        let boxes = [opening] + service.steps.map(box) + [ending]
        let height = boxes.count * Self.boxHeight + (boxes.count - 1) * Self.gap + 4
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" role="img" \
            aria-label="\(escaped(service.title))" fill="none" stroke="currentColor">
            """
        ]
        for (index, box) in boxes.enumerated() {
            let top = 2 + index * (Self.boxHeight + Self.gap)
            parts.append(draw(box, at: top))
            if index < boxes.count - 1 { parts.append(arrow(from: top + Self.boxHeight)) }
        }
        return parts.joined() + "</svg>"
    }

    private struct Box {
        let title: Wording
        let note: Wording
        let isOwn: Bool
        var isRare = false
    }

    private var opening: Box {
        Box(
            title: Wording(fa: "فرستادن درخواست", en: "Send the request"),
            note: Wording(fa: "متقاضی", en: "The applicant"),
            isOwn: reader == .applicant
        )
    }

    private var ending: Box {
        Box(
            title: Wording(fa: "نتیجه", en: "Result"),
            note: Wording(fa: "پیام به متقاضی", en: "Message to the applicant"),
            isOwn: false
        )
    }

    private func box(_ step: Step) -> Box {
        let party = CaseWords.party(step.waitsFor)
        let limit = step.clock.flatMap { service.clock($0)?.budget.wording }
        return Box(
            title: step.title,
            note: Wording(
                fa: [party.fa, limit?.fa].compactMap(\.self).joined(separator: " · "),
                en: [Self.capitalised(party.en), limit?.en].compactMap(\.self)
                    .joined(separator: " · ")
            ),
            isOwn: reader.acts(in: step),
            isRare: service.isOnlyInPlace(step)
        )
    }

    /// A party that begins a line: "The applicant".
    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    private func draw(_ box: Box, at top: Int) -> String {
        let middle = Self.width / 2
        let direction = language.script == .arabic ? "rtl" : "ltr"
        return """
            <rect x="2" y="\(top)" width="\(Self.width - 4)" height="\(Self.boxHeight)" rx="6" \
            stroke-width="\(box.isOwn ? 3 : 1)"\(box.isRare ? " stroke-dasharray=\"5 4\"" : "")/>\
            <g fill="currentColor" stroke="none" text-anchor="middle" direction="\(direction)">\
            <text x="\(middle)" y="\(top + 25)" font-size="14"\(box.isOwn ? " font-weight=\"700\"" : "")>\
            \(escaped(box.title))</text>\
            <text x="\(middle)" y="\(top + 45)" font-size="12">\(escaped(box.note))</text></g>
            """
    }

    private func arrow(from top: Int) -> String {
        let (middle, end) = (Self.width / 2, top + Self.gap)
        return """
            <path d="M\(middle) \(top + 2)V\(end - 2)m-5 -6l5 6l5 -6" stroke-width="1.5"/>
            """
    }

    private func escaped(_ wording: Wording) -> String {
        let text = language.script == .arabic ? wording.fa : wording.en
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing("\"", with: "&quot;")
    }
}
