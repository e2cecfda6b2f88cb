#if PostgreSQL
import Foundation
import Store
import TestDatabases
import Testing

@Suite
struct PostgreSQLAddressTests {
    @Test(arguments: [
        ("postgres://sehat@db.example.ir/sehat", "postgres://sehat@db.example.ir/sehat"),
        ("postgresql:///sehat?sslkey=/x&passfile=/y", "postgresql:///sehat"),
        ("postgres://a,b:5433/sehat", "postgres://a,b:5433/sehat"),
    ])
    func `an address is described without its parameters`(text: String, shown: String) throws {
        #expect(try DatabaseLocation(parsing: text).description == shown)
    }

    @Test(arguments: [
        ("postgres://sehat:hidden@db/sehat", DatabaseLocation.ParsingError.passwordInside),
        ("postgres://db/sehat?password=hidden", .passwordInside),
        ("postgres://db/sehat?sslpassword=hidden", .passwordInside),
        ("postgres://sehat:hidden@[db/sehat", .addressMalformed),
        ("postgres://db/sehat?colour=hidden", .addressMalformed),
        ("postgres:sehat", .engineUnknown("postgres")),
    ])
    func `an address that is wrong, or holds a password, is rejected and not repeated`(
        text: String,
        reason: DatabaseLocation.ParsingError
    ) {
        #expect(throws: reason) { try DatabaseLocation(parsing: text) }
        #expect(!"\(reason)".contains("hidden"))
    }

    @Test(arguments: [
        ("postgres:///sehat?sslmode=disable", false),
        ("postgres://localhost/a?sslmode=prefer", false),
        ("postgres://127.0.0.1/a?sslmode=disable", false), ("postgres://db/a", false),
        ("postgres://db/a?sslmode=verify-full", false), ("postgres://db/a?sslmode=require", true),
        ("postgres://localhost,db/a?sslmode=verify-ca", true),
        ("postgres://127.0.0.1.example.ir/a?sslmode=disable", true),
        ("postgres://localhost.example.ir/a?sslmode=disable", true),
        ("postgres://localhost/a?hostaddr=10.0.0.1&sslmode=disable", true),
    ])
    func `a server on another machine has to prove its identity, unless the address waives that`(
        text: String,
        isExposed: Bool
    ) throws {
        let location = try DatabaseLocation(parsing: text)
        #expect(location.isExposed == isExposed)
        #expect(location.isShared)
        #expect(!DatabaseLocation.sqlite("a.db").isShared)
    }

    /// Opens the database of a place as the user who needs a password.
    private func open(
        _ place: TestPlace,
        _ passwordFile: PasswordFile?
    ) throws {
        let address = place.address.replacing("sehat@", with: "keyholder@")
        try Database(DatabaseLocation(parsing: address).opened(with: passwordFile)).close()
    }

    @Test
    func `the password is read from a file that only its owner can read, or from a credential`()
        async throws
    {
        try await TestEngine.postgreSQL.withPlace { place in
            let path = place.folder + "/database-password"
            try Data("correct horse\n".utf8).write(to: URL(filePath: path))
            func setMode(_ mode: Int) throws {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
            let named = PasswordFile.found(file: path, environment: [:])
            try setMode(0o600)
            try open(place, named)
            try setMode(0o640)
            #expect(
                throws: StoreError.rejected(
                    .passwordFile,
                    "other users may read the password in \(path); run: chmod 600 \(path)"
                )
            ) { try open(place, named) }
            try open(place, .found(file: nil, environment: ["CREDENTIALS_DIRECTORY": place.folder]))
            #expect(PasswordFile.found(file: nil, environment: [:]) == nil)

            try setMode(0o600)
            try Data("wrong horse".utf8).write(to: URL(filePath: path))
            #expect {
                try open(place, named)
            } throws: { error in
                guard case .rejected(.password, let words) = error as? StoreError else {
                    return false
                }
                return words.contains("authentication failed") && !words.contains("horse")
            }
            #expect(throws: StoreError.self) { try open(place, nil) }
            #expect(throws: StoreError.self) {
                try open(place, .found(file: "/nowhere", environment: [:]))
            }
        }
    }

    @Test
    func `an empty database is accepted only by a program that may make one`() async throws {
        try await TestEngine.postgreSQL.withPlace { place in
            var options = Database.Options()
            options.creates = false
            #expect {
                try Database(place.location, options: options)
            } throws: { error in
                if case .empty = error as? StoreError { true } else { false }
            }
            let first = try Database(place.location)
            try await first.migrate([])
            first.close()
            try Database(place.location, options: options).close()
        }
    }
}
#endif
