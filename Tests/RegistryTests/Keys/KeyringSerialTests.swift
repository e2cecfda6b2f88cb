import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// A rolled-back keyring is recognised by the database that has seen a newer one.
struct KeyringSerialTests {
    @Test(arguments: TestEngine.allCases)
    func `a keyring older than one that the database has seen is refused`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let older = register.keyring.current
            let serial = KeyringSerial(in: register.database)
            try await serial.require(older)
            try await serial.record(older)
            try register.perform {
                try $0.compromising("10", since: TestRegister.now, kek: $1, at: TestRegister.now)
            }
            let newer = register.keyring.current
            try await serial.record(newer)
            try await serial.record(newer)
            #expect(try await register.count("keyring_serial") == 1)

            let refusal = KeyringSerial.Refusal.older(serial: 1, seen: 2)
            await #expect(throws: refusal) { try await serial.require(older) }
            await #expect(throws: refusal) { try await serial.record(older) }
            try await serial.require(newer)
            #expect("\(refusal)".contains("at ceremony 1, the database has seen 2"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number that was written by hand is refused, whatever it is`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let serial = KeyringSerial(in: register.database)
            for number in 1...3 {
                if number > 1 {
                    try register.perform { try $0.rotating(.token, kek: $1, at: TestRegister.now) }
                }
                try await serial.record(register.keyring.current)
            }
            for edit in [
                "UPDATE keyring_serial SET serial = 1;", "UPDATE keyring_serial SET serial = 99;",
                "UPDATE keyring_serial SET mac = zeroblob(32);",
                "INSERT INTO keyring_serial (serial, mac) VALUES (2, zeroblob(32));",
            ] {
                try register.place.edit(edit)
                await #expect(throws: KeyringSerial.Refusal.foreign) {
                    try await serial.record(register.keyring.current)
                }
                try await serial.replace(by: register.keyring.current)
                try await serial.require(register.keyring.current)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a keyring under another key-encryption key is refused until it takes the place`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let serial = KeyringSerial(in: register.database)
            try await serial.record(register.keyring.current)
            let kek = try KeyEncryptionKey([UInt8](repeating: 9, count: KeyEncryptionKey.count))
            let other = try Keyring.new(kek: kek, at: TestRegister.now)
            await #expect(throws: KeyringSerial.Refusal.foreign) { try await serial.record(other) }
            #expect(try await serial.unchecked() == 1)
            try await serial.replace(by: other)
            try await serial.record(other)
            await #expect(throws: KeyringSerial.Refusal.foreign) {
                try await serial.require(register.keyring.current)
            }
        }
    }

    @Test
    func `the seal of a serial number is the one of the format's page`() throws {
        let kek = try KeyEncryptionKey([UInt8](repeating: 0x0a, count: KeyEncryptionKey.count))
        let keyring = try Keyring.new(kek: kek, at: TestRegister.now)
        #expect(
            Hex.encode(keyring.seal(ofSerial: 2) ?? [])
                == "dcd7687f09c942b5489ded9f53b89f482b3f1be1c1338f7fce18f89c0d49475a"
        )
    }
}
