import Crypto
public import EarshotModel
public import Foundation
public import RecordLinkage
public import SentimentScoring

/// The rule files that come with Earshot, read once at the start of a process.
public struct ShippedRules: Sendable {
    /// One lexicon with its rules for each language folder.
    public let languages: [LanguageRules]
    /// What links mentions to customers.
    public let linking: LinkRules
    /// The company settings that hold until staff write others.
    public let policy: CompanyPolicy
    /// SHA-256 over all rule files, in hexadecimal digits.
    public let fingerprint: String

    /// Reads the rules below a folder; `zone` is the company's until settings say otherwise.
    ///
    /// A mistake in a file is thrown with its line.
    public init(rules folder: URL, zone: String) throws {
        let reader = RuleFolder(folder)
        languages = try reader.languages().map { language in
            try LanguageRules(language: language, files: reader.texts(in: language))
        }
        let shared = try reader.texts(in: "shared")
        func text(_ name: String) throws -> String {
            guard let text = shared[name] else {
                throw SettingsError(file: "Rules/shared/\(name)", "there is no such file")
            }
            return text
        }
        linking = try LinkRules(
            orderWords: OrderWords(parsing: text("order-words.tsv"), file: "order-words.tsv"),
            addressWords: AddressWords(
                parsing: text("address-words.tsv"),
                file: "address-words.tsv"
            ),
            impersonalNames: ImpersonalNames(
                parsing: text("impersonal-names.tsv"),
                file: "impersonal-names.tsv"
            ),
            weights: LinkWeights(parsing: text("link-weights.tsv"), file: "link-weights.tsv")
        )
        policy = try PolicyFile.read(
            contentsOf: folder.appendingPathComponent("policies/default.yaml"),
            over: PolicyFile.empty(zone: zone)
        )
        fingerprint = reader.fingerprint
    }
}

/// The rule folder: one subfolder a language, and `shared`.
private final class RuleFolder {
    private let folder: URL
    private var hash = SHA256()

    init(_ folder: URL) {
        self.folder = folder
    }

    /// The subfolders that hold a lexicon, by name.
    func languages() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.sorted().filter { name in
            let lexicon = folder.appendingPathComponent(name).appendingPathComponent("lexicon.tsv")
            return FileManager.default.fileExists(atPath: lexicon.path)
        }
    }

    /// The texts of a subfolder's tables by file name.
    func texts(in name: String) throws -> [String: String] {
        let place = folder.appendingPathComponent(name)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        var texts: [String: String] = [:]
        for file in names.sorted() where file.hasSuffix(".tsv") && file != "examples.tsv" {
            let text = try FileText.read(place.appendingPathComponent(file))
            hash.update(data: Data("\(name)/\(file)\n\(text)\n".utf8))
            texts[file] = text
        }
        return texts
    }

    var fingerprint: String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
