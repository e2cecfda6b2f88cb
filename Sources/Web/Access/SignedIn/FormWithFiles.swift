package import Casework
import Hummingbird
import Persian

/// A file that came with a form, and what became of it.
package struct UploadedFile: Sendable {
    /// The name on the reader's machine.
    package let name: String
    /// What became of it.
    package let result: DocumentResult
}

/// A form with files while it arrives: its texts in memory, each file chunk by chunk into a document of the reader.
///
/// The token of the form comes before the first file, so that no byte of a file is stored for a form of another site.
struct FormWithFiles {
    /// Begins to store a file.
    private let intake: () throws -> DocumentIntake
    /// Refuses a form whose token, which has come with these texts, is not ours.
    private let admit: ([String: String]) throws -> Void
    /// The texts that have come, by the names of their fields.
    private(set) var texts: [String: String] = [:]
    /// The files that have come, by the names of their fields.
    private(set) var files: [String: UploadedFile] = [:]
    private var part: MultipartHead?
    private var text: [UInt8] = []
    private var size = 0
    private var storing: DocumentIntake?
    /// The bytes of the body that have come.
    private(set) var received = 0

    /// The bytes of all texts, at most: more than the longest answers of a form.
    private static let mostText = 1 << 18
    /// The bytes of a form, at most.
    static let mostBytes = FormLimit.files * FormLimit.fileBytes + mostText
    /// The parts of a form, at most: three for a date, and some for each file and each entry of a group.
    private static let mostParts = 1_000
    /// The longest time for the whole form.
    private static let time = Duration.seconds(1_800)

    init(
        intake: @escaping () throws -> DocumentIntake,
        admit: @escaping ([String: String]) throws -> Void
    ) {
        self.intake = intake
        self.admit = admit
    }

    /// Receives the whole form.
    ///
    /// - Throws: A problem; `StoreError`; `CaseError`. What was begun of a file is deleted.
    mutating func receive(_ request: Request) async throws {
        do {
            try await request.multipart(
                upTo: Self.mostBytes,
                parts: Self.mostParts,
                within: Self.time
            ) { events, total in
                received = total
                for event in events { try await take(event) }
            }
            try await endPart()
        } catch {
            try? await storing?.abandon()
            throw error
        }
    }

    private mutating func take(_ event: MultipartReader.Event) async throws {
        switch event {
        case .part(let head):
            try await endPart()
            part = head
            // A browser sends a field without a file as a file without a name.
            if let name = head.filename, !name.isEmpty { try begin() }
        case .content(let bytes):
            if storing != nil {
                _ = try await storing?.receive(bytes)
            } else if part?.filename == nil {
                size += bytes.count
                guard size <= Self.mostText else { throw Problem.tooLarge(Self.mostText) }
                text += bytes
            }
        }
    }

    private mutating func begin() throws {
        try admit(texts)
        guard files.count < FormLimit.files else { throw Problem.badForm }
        storing = try intake()
    }

    private mutating func endPart() async throws {
        defer { (part, text, storing) = (nil, [], nil) }
        guard let part else { return }
        if let result = try await storing?.finish() {
            files[part.name] = UploadedFile(name: part.filename ?? "", result: result)
        } else if part.filename == nil {
            guard let read = String(validating: text, as: UTF8.self) else { throw Problem.badForm }
            texts[part.name] = read
        }
    }
}
