import Accounts
import ArgumentParser
import Casework
import Foundation
import Persian
import Services
import Store
import VerifyCore

/// `verify-cli services`: the services of this program, and which of them are offered.
struct ServicesCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "services",
        abstract: "The services that cases are opened for: versions, texts and phases.",
        subcommands: [ServicesListing.self, ServicesText.self, ServicesPhase.self]
    )

    static let examples = [
        Example("verify-cli services list --database sqlite:D --keys K"),
        Example("verify-cli services text cartable-request"),
    ]
}

struct ServicesListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the newest version of each service, with its phase and call window."
    )
    static let examples = [Example("verify-cli services list --database sqlite:D --keys K")]

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let keyring = try keys.load()
        let database = try database.open()
        defer { database.close() }
        let offers = try await database.read { connection in
            try Services.catalog.newest.map { service in
                (service, try ServicePhases.offer(of: service.id, by: keyring, in: connection))
            }
        }
        if output.json { return output.console.answer(offers.map { JSON($0, $1) }) }
        var table = Table("service", "version", "phase", "opens at", "closes at")
        for (service, offer) in offers {
            table.add(
                service.id.text,
                String(service.version),
                offer.seal == .intact ? offer.phase.rawValue : "not sealed",
                offer.opensAt?.description,
                offer.closesAt?.description
            )
        }
        output.console.answer(table.lines)
    }
}

struct ServicesText: ParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Print the canonical text of a version, whose SHA-256 pins it.",
        discussion: "Two programs that print one text run one set of rules; see docs/services.md."
    )
    static let examples = [Example("verify-cli services text cartable-request")]

    @Argument(help: "The name of the service.")
    var service: String
    @Option(help: "The version; the newest one by default.")
    var version: Int?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let found = try Services.catalog.named(service, version: version)
        output.console.answer([
            "service": .string(found.id.text), "version": .integer(Int64(found.version)),
            "fingerprint": .string(found.fingerprint), "text": .string(found.canonicalText),
        ]) {
            output.console.answer(
                found.canonicalText.split(separator: "\n").map(String.init)
            )
            output.console.note("fingerprint: \(found.fingerprint)")
        }
    }
}

struct ServicesPhase: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "phase",
        abstract: "Offer a service, or end it.",
        discussion: """
            off: not offered, as every service is at first. trial: offered to the unit that is responsible. on: offered. \
            closing: no new cases, the open ones continue. closed: ended; no case may be open. A call window limits trial \
            and on; without --opens and --closes there is none.
            """
    )
    static let examples = [
        Example("verify-cli services phase cartable-request on --database sqlite:D --keys K --yes"),
        Example(
            "verify-cli services phase cartable-request on --closes 2027-03-20T20:30:00Z "
                + "--database sqlite:D --keys K --yes"
        ),
    ]

    @Argument(help: "The name of the service.")
    var service: String
    @Argument(help: "off, trial, on, closing or closed.")
    var phase: ServicePhase
    @Option(help: ArgumentHelp("The first moment of the call window.", valueName: "time"))
    var opens: Timestamp?
    @Option(help: ArgumentHelp("The first moment after it.", valueName: "time"))
    var closes: Timestamp?

    @OptionGroup var consent: ConsentOption
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let found = try Services.catalog.named(service, version: nil)
        let keyring = try keys.load()
        let database = try database.open()
        defer { database.close() }
        try Prompt.confirm("Set the phase of \(found.id) to \(phase.rawValue)?", yes: consent.yes)
        let (phase, opens, closes) = (phase, opens, closes)
        let now = Moment.now
        try await database.write { connection in
            try ServicePhases.set(
                phase,
                of: found.id,
                opensAt: opens,
                closesAt: closes,
                by: keyring,
                in: connection
            )
            try Audit(keyring: LiveKeyring(keyring)).record(
                "phase",
                on: AuditObject(.service, found.id),
                by: .commandLine(NSUserName()),
                detail: phase.rawValue,
                at: now,
                in: connection
            )
        }
        output.console.answer([
            "service": .string(found.id.text), "phase": .string(phase.rawValue),
        ]) {
            output.console.answer("\(found.id) is \(phase.rawValue)")
        }
    }
}

extension ServicePhase: ExpressibleByArgument {}

extension Timestamp: ExpressibleByArgument {
    /// A moment as RFC 3339 writes it.
    package init?(argument: String) { try? self.init(parsing: argument) }
}

extension ServiceCatalog {
    /// Returns a version of a service.
    fileprivate func named(_ name: String, version: Int?) throws(Failure) -> Service {
        let id = ServiceID(name)
        let found = version.map { self[id, $0] } ?? newest(id)
        guard let found else {
            throw Failure(
                version == nil ? "no service has this name" : "the service has no such version",
                hint: "verify-cli services list shows the services",
                exit: .notFound
            )
        }
        return found
    }
}

extension JSON {
    /// A service as `services list --json` shows it.
    fileprivate init(_ service: Service, _ offer: ServiceOffer) {
        self = [
            "service": .string(service.id.text), "version": .integer(Int64(service.version)),
            "phase": offer.seal == .intact ? .string(offer.phase.rawValue) : .null,
            "opens_at": JSON(offer.opensAt?.description),
            "closes_at": JSON(offer.closesAt?.description),
            "fingerprint": .string(service.fingerprint),
        ]
    }
}
