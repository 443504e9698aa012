// swift-tools-version:6.2
import PackageDescription

// A package of its own: a fuzzer has no main, and needs a flag that a package others depend on may
// not have. The rooms it reads are the checkout's own, by symbolic links.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "earshot-fuzz",
    targets: [
        .target(name: "EarshotModel", swiftSettings: strict),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CUChardet", pkgConfig: "uchardet"),
        .target(
            name: "FeedParsing",
            dependencies: ["EarshotModel", "CLibXML2", "CUChardet"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "FeedFuzzer",
            dependencies: ["EarshotModel", "FeedParsing"],
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]
        ),
    ]
)
