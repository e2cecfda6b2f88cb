// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target (CONTRIBUTING.md gives the reasons).
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

let package = Package(
    name: "sehat",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "verifyd", targets: ["verifyd"]),
        .executable(name: "verify-cli", targets: ["verify-cli"]),
        .executable(name: "conformance", targets: ["conformance"]),
    ],
    traits: [
        .default(enabledTraits: ["PostgreSQL"]),
        .trait(
            name: "PostgreSQL",
            description: "PostgreSQL as the second engine of Store; without it nothing needs libpq."
        ),
    ],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            .upToNextMinor(from: "2.28.1")
        ),
        .package(
            url: "https://github.com/hummingbird-project/swift-mustache",
            .upToNextMinor(from: "2.1.1")
        ),
        .package(
            url: "https://github.com/apple/swift-argument-parser",
            .upToNextMinor(from: "1.8.2")
        ),
        .package(url: "https://github.com/apple/swift-log", .upToNextMinor(from: "1.16.2")),
        .package(url: "https://github.com/apple/swift-nio", .upToNextMinor(from: "2.101.2")),
        .package(url: "https://github.com/apple/swift-http-types", .upToNextMinor(from: "1.8.0")),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            .upToNextMinor(from: "2.13.0")
        ),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(
            name: "CPostgres",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(
            name: "CQREncode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
        .systemLibrary(
            name: "CZip",
            pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"])]
        ),
        .systemLibrary(
            name: "CExpat",
            pkgConfig: "expat",
            providers: [.apt(["libexpat1-dev"])]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),

        .target(name: "Persian", swiftSettings: settings),
        .target(
            name: "VerifyCore",
            dependencies: ["Persian", "COpenSSL", "CQREncode"],
            swiftSettings: settings
        ),
        .target(
            name: "Store",
            dependencies: [
                "CSQLite", .target(name: "CPostgres", condition: .when(traits: ["PostgreSQL"])),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Tabular",
            dependencies: ["Persian", "CExpat", "CZip"],
            swiftSettings: settings
        ),
        .target(
            name: "KeyFiles",
            dependencies: ["CLinux", "Persian", "VerifyCore"],
            swiftSettings: settings
        ),
        .target(
            name: "Accounts",
            dependencies: ["Persian", "Store", "VerifyCore"],
            swiftSettings: settings
        ),
        .target(
            name: "Registry",
            dependencies: ["Persian", "Store", "Tabular", "VerifyCore"],
            swiftSettings: settings
        ),
        .target(
            name: "Casework",
            dependencies: ["Accounts", "CCurl", "Persian", "Store", "VerifyCore"],
            swiftSettings: settings
        ),
        .target(
            name: "Services",
            dependencies: ["Accounts", "Casework", "Persian", "Registry", "VerifyCore"],
            swiftSettings: settings
        ),
        .target(
            name: "Web",
            dependencies: [
                "Accounts", "Casework", "Persian", "Registry", "Store", "VerifyCore",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Kernel/Templates")],
            swiftSettings: settings
        ),
        .target(
            name: "Pages",
            dependencies: [
                "Accounts", "Casework", "Persian", "Registry", "VerifyCore", "Web",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            // In code, so that the binary can move; fonts are text in Resources/Fonts (they compile faster).
            resources: [
                .embedInCode("Resources/Templates"), .embedInCode("Resources/site.css"),
                .embedInCode("Resources/girih.svg"), .embedInCode("Resources/mark.svg"),
                .embedInCode("Resources/OFL.txt"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "verifyd",
            dependencies: [
                "Accounts", "Casework", "KeyFiles", "Pages", "Persian", "Registry", "Services",
                "Store", "VerifyCore", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "verify-cli",
            dependencies: [
                "Accounts", "Casework", "KeyFiles", "Persian", "Registry", "Services", "Store",
                "Tabular", "VerifyCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "conformance",
            dependencies: ["Accounts", "Persian", "Registry", "Tabular", "VerifyCore"],
            path: "Tests/Conformance",
            swiftSettings: settings
        ),
        .target(
            name: "BenchBaseline",
            path: "Tests/Bench/Baseline",
            linkerSettings: [
                .linkedLibrary("crypto"), .linkedLibrary("qrencode"), .linkedLibrary("sqlite3"),
            ]
        ),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Accounts", "BenchBaseline", "Casework", "KeyFiles", "Persian", "Registry",
                "Services", "Store", "VerifyCore",
            ],
            path: "Tests/Bench/Program",
            swiftSettings: settings
        ),

        .target(name: "TestWorkbooks", path: "Tests/Workbooks", swiftSettings: settings),
        .target(
            name: "TestDatabases",
            dependencies: ["Store"],
            path: "Tests/Databases",
            swiftSettings: settings
        ),
        .testTarget(
            name: "PersianTests",
            dependencies: ["Persian"],
            exclude: ["Vectors"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "VerifyCoreTests",
            dependencies: ["VerifyCore", "Persian"],
            exclude: ["Vectors"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CLITests",
            dependencies: ["verify-cli", "TestDatabases", "TestWorkbooks"],
            exclude: ["Scripts"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Store", "TestDatabases"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AccountsTests",
            dependencies: ["Accounts", "Persian", "Store", "TestDatabases", "VerifyCore"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CaseworkTests",
            dependencies: [
                "Accounts", "Casework", "Persian", "Store", "TestDatabases", "VerifyCore",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ServicesTests",
            dependencies: ["Accounts", "Casework", "Persian", "Services"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TabularTests",
            dependencies: ["Tabular", "Persian", "TestWorkbooks"],
            exclude: ["Workbooks"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KeyFilesTests",
            dependencies: ["CLinux", "KeyFiles", "Persian", "TestDatabases", "VerifyCore"],
            exclude: ["Former"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RegistryTests",
            dependencies: [
                "Registry", "KeyFiles", "Persian", "Store", "Tabular", "TestDatabases",
                "TestWorkbooks", "VerifyCore",
            ],
            exclude: ["Uploads/Outside"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "VerifydTests",
            dependencies: [
                "verifyd", "Accounts", "Casework", "KeyFiles", "Pages", "Persian", "Registry",
                "Services", "Store", "TestDatabases", "TestWorkbooks", "VerifyCore", "Web",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Scripts"],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
