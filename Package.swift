// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A product of a foreign package, named as ARCHITECTURE's table of doors names it.
func product(_ name: String, _ package: String) -> Target.Dependency {
    .product(name: name, package: package)
}

let logging = product("Logging", "swift-log")
let metrics = product("Metrics", "swift-metrics")
let crypto = product("Crypto", "swift-crypto")
let lifecycle = product("ServiceLifecycle", "swift-service-lifecycle")

/// The stages: values in, values out; none imports another.
let stages: [Target.Dependency] = [
    "FeedParsing", "MentionDetection", "SentimentScoring", "RecordLinkage", "CaseRules",
    "TrendAnalysis",
]

/// A room's tests: `Tests/<Room>Tests`, with what they import besides the room.
func tests(of room: String, with others: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(room)Tests",
        dependencies: [.init(stringLiteral: room)] + others,
        swiftSettings: strict
    )
}

/// Levels 0 to 2, which intake, the daemon's work and administration stand on.
let foundations: [Target.Dependency] = [
    "EarshotModel", "TextAnalysis", "CurlTransfer", "SettingsReading", "RecordStorage",
    "FeedFetching", "MessageDelivery",
]

let package = Package(
    name: "earshot",
    products: [.executable(name: "earshot", targets: ["earshot"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            from: "2.28.1"
        ),
        .package(
            url: "https://github.com/hummingbird-project/swift-mustache",
            from: "2.1.1"
        ),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            from: "2.13.0"
        ),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // The words of the domain; values only.
        .target(name: "EarshotModel", swiftSettings: strict),
        // Text to words, the same way for every stage.
        .target(name: "TextAnalysis", swiftSettings: strict),
        // libcurl with typed option setters.
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        // libxml2's push parser.
        .systemLibrary(
            name: "CLibXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        // Tells encodings from text.
        .systemLibrary(
            name: "CUChardet",
            pkgConfig: "uchardet",
            providers: [.apt(["libuchardet-dev"])]
        ),
        // PostgreSQL's client.
        .systemLibrary(
            name: "CLibPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        // The public suffix list.
        .systemLibrary(
            name: "CLibPSL",
            pkgConfig: "libpsl",
            providers: [.apt(["libpsl-dev"])]
        ),
        // libcurl as one loop on one thread; every limit and the address guard enforced.
        .target(name: "CurlTransfer", dependencies: ["CCurl"], swiftSettings: strict),
        // Bytes to entries; never traps, whatever the bytes.
        .target(
            name: "FeedParsing",
            dependencies: ["EarshotModel", "CLibXML2", "CUChardet"],
            swiftSettings: strict
        ),
        // Entries to mentions.
        .target(
            name: "MentionDetection",
            dependencies: ["EarshotModel", "TextAnalysis"],
            swiftSettings: strict
        ),
        // Mentions to explained scores.
        .target(
            name: "SentimentScoring",
            dependencies: ["EarshotModel", "TextAnalysis"],
            swiftSettings: strict
        ),
        // Mentions to customer records.
        .target(
            name: "RecordLinkage",
            dependencies: ["EarshotModel", "TextAnalysis"],
            swiftSettings: strict
        ),
        // What may happen to a mention, a case, a response, and when.
        .target(name: "CaseRules", dependencies: ["EarshotModel"], swiftSettings: strict),
        // Mentions over time.
        .target(name: "TrendAnalysis", dependencies: ["EarshotModel"], swiftSettings: strict),
        // What people wrote in files, as finished values.
        .target(
            name: "SettingsReading",
            dependencies: ["EarshotModel", crypto, product("Yams", "Yams")] + stages,
            swiftSettings: strict
        ),
        // The store: SQL written once.
        .target(
            name: "RecordStorage",
            dependencies: [
                "EarshotModel", "TextAnalysis", "CLibPQ", crypto, logging, metrics,
                product("GRDB", "GRDB.swift"), product("GRDBSQLite", "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        // Feed address to bytes, politely.
        .target(
            name: "FeedFetching",
            dependencies: [
                "EarshotModel", "CurlTransfer", "FeedParsing", "CLibPSL", logging, metrics,
            ],
            swiftSettings: strict
        ),
        // Answers, alerts and digests to the outside.
        .target(
            name: "MessageDelivery",
            dependencies: ["EarshotModel", "CurlTransfer", logging],
            swiftSettings: strict
        ),
        // The only door through which a case changes.
        .target(
            name: "CaseHandling",
            dependencies: ["EarshotModel", "RecordStorage", "CaseRules"],
            swiftSettings: strict
        ),
        // One entry to judged, linked, stored mentions.
        .target(
            name: "MentionIntake",
            dependencies: foundations + stages + ["CaseHandling", logging, metrics],
            swiftSettings: strict
        ),
        // The daemon's work: poll, watch deadlines, forget.
        .target(
            name: "Pipeline",
            dependencies: foundations + stages
                + ["CaseHandling", "MentionIntake", lifecycle, logging, metrics],
            swiftSettings: strict
        ),
        // What people set up and look after: feeds, rules, customers, staff, reports.
        .target(
            name: "Administration",
            dependencies: foundations + stages
                + ["CaseHandling", "MentionIntake", logging, product("SwiftCSV", "SwiftCSV")],
            swiftSettings: strict
        ),
        // Pages and the API, over the desk and administration.
        .target(
            name: "WebConsole",
            dependencies: [
                "EarshotModel", "RecordStorage", "CaseHandling", "Administration", "TrendAnalysis",
                "SentimentScoring", "MentionDetection", "RecordLinkage", "CaseRules", crypto,
                product("CryptoExtras", "swift-crypto"), lifecycle, logging, metrics,
                product("Hummingbird", "hummingbird"), product("HummingbirdCore", "hummingbird"),
                product("HTTPTypes", "swift-http-types"), product("Mustache", "swift-mustache"),
                product("NIOCore", "swift-nio"), product("NIOPosix", "swift-nio"),
                product("NIOExtras", "swift-nio-extras"),
            ],
            exclude: ["Templates", "Assets", "Phrases"],
            swiftSettings: strict
        ),
        // The one executable: serve and the command line.
        .executableTarget(
            name: "earshot",
            dependencies: foundations + stages
                + [
                    "CaseHandling", "MentionIntake", "Pipeline", "Administration", "WebConsole",
                    lifecycle, logging, metrics,
                    product("UnixSignals", "swift-service-lifecycle"),
                    product("ArgumentParser", "swift-argument-parser"),
                ],
            swiftSettings: strict
        ),
        // What tests share: servers on free ports of 127.0.0.1, seeds, folders of their own.
        .target(
            name: "EarshotTesting",
            path: "Tests/EarshotTesting",
            exclude: ["mail_server.py", "secure_server.py"],
            swiftSettings: strict
        ),
        // The shape of the checkout itself: arrows, lengths, statements.
        .testTarget(
            name: "ArchitectureTests",
            dependencies: ["RecordStorage"],
            swiftSettings: strict
        ),
        // What every engine under the store must keep.
        .testTarget(
            name: "StoreContractTests",
            dependencies: [
                "EarshotModel", "RecordStorage", "TextAnalysis", "EarshotTesting", "CLibPQ",
            ],
            swiftSettings: strict
        ),
        tests(of: "EarshotModel", with: ["EarshotTesting"]),
        tests(of: "TextAnalysis"),
        tests(of: "CurlTransfer", with: ["EarshotTesting"]),
        tests(of: "FeedParsing", with: ["EarshotModel"]),
        tests(of: "MentionDetection", with: ["EarshotModel", "TextAnalysis"]),
        tests(of: "SentimentScoring", with: ["EarshotModel", "TextAnalysis", "EarshotTesting"]),
        tests(of: "RecordLinkage", with: ["EarshotModel"]),
        tests(of: "CaseRules", with: ["EarshotModel", "EarshotTesting"]),
        tests(of: "TrendAnalysis", with: ["EarshotModel"]),
        tests(of: "SettingsReading", with: ["EarshotModel", "RecordLinkage", "SentimentScoring"]),
        tests(of: "FeedFetching", with: ["EarshotModel", "CurlTransfer", "EarshotTesting"]),
        tests(of: "MessageDelivery", with: ["EarshotModel", "CurlTransfer", "EarshotTesting"]),
        tests(of: "CaseHandling", with: ["EarshotModel", "RecordStorage", "CaseRules"]),
        tests(
            of: "Administration",
            with: [
                "EarshotModel", "RecordStorage", "RecordLinkage", "FeedFetching", "TrendAnalysis",
                "SentimentScoring", "SettingsReading", "CurlTransfer", "CaseHandling", "CaseRules",
                "EarshotTesting",
            ]
        ),
        tests(
            of: "WebConsole",
            with: [
                "EarshotModel", "RecordStorage", "CaseHandling", "CaseRules", "Administration",
                "FeedFetching", "RecordLinkage", "SentimentScoring", "SettingsReading",
                "CurlTransfer", lifecycle, logging, metrics,
                product("Hummingbird", "hummingbird"),
                product("HTTPTypes", "swift-http-types"), product("NIOCore", "swift-nio"),
            ]
        ),
        .testTarget(
            name: "EarshotCommandTests",
            dependencies: [
                "earshot", "EarshotModel", "CurlTransfer", "FeedFetching", "SettingsReading",
                "RecordStorage", "Administration",
                product("ArgumentParser", "swift-argument-parser"),
            ],
            path: "Tests/earshotTests",
            swiftSettings: strict
        ),
        tests(
            of: "MentionIntake",
            with: [
                "EarshotModel", "RecordLinkage", "RecordStorage", "SentimentScoring",
                "SettingsReading", "CaseHandling", "CaseRules", "EarshotTesting",
            ]
        ),
        tests(
            of: "Pipeline",
            with: [
                "EarshotModel", "CurlTransfer", "FeedFetching", "MentionIntake",
                "RecordStorage", "SentimentScoring", "SettingsReading", "EarshotTesting",
                lifecycle, logging,
            ]
        ),
    ]
)
