import Crypto
import Dispatch
public import EarshotModel
public import Foundation
public import MentionDetection
public import RecordLinkage
public import SentimentScoring
import Synchronization

/// The rule files that come with Earshot, read once at the start of a process.
public struct ShippedRules: Sendable {
    /// The texts of each language folder.
    public let files: [RuleFiles]
    /// The texts that all languages share, by file name.
    public let shared: [String: String]
    /// The judge, who makes the rules of a language ready when a text first needs them.
    public let scorer: SentimentScorer
    /// What links mentions to customers.
    public let linking: LinkRules
    /// What tells noise from what somebody says to us.
    public let noise: NoiseRules
    /// The company settings that hold until staff write others.
    public let policy: CompanyPolicy
    /// SHA-256 over all rule files, in hexadecimal digits.
    public let fingerprint: String

    /// Reads the rules below a folder; `zone` is the company's until settings say otherwise.
    ///
    /// `own` are the company's own words, which join those of the shipped languages.
    /// A mistake in a file is thrown with its line, for languages by `check()`.
    public init(rules folder: URL, zone: String, own: OwnWords? = nil) throws {
        var reader = RuleFolder(folder)
        files = try reader.languages().map { language in
            let shipped = try reader.texts(in: language)
            let added = try own?.texts(of: language) ?? [:]
            reader.include(added, of: language)
            return RuleFiles(language: language, texts: shipped.merging(added) { $1 })
        }
        guard !files.isEmpty else {
            throw SettingsError(file: folder.path, "there is no language in it, such as en")
        }
        let shared = try reader.texts(in: "shared")
        self.shared = shared
        scorer = SentimentScorer(files: files, shared: shared)
        func text(_ name: String) throws -> String {
            guard let text = shared[name] else {
                throw SettingsError(file: "shared/\(name)", "there is no such file")
            }
            return text
        }
        linking = try LinkRules(
            orderWords: OrderWords(
                parsing: text("order-words.tsv"),
                file: "shared/order-words.tsv"
            ),
            addressWords: AddressWords(
                parsing: text("address-words.tsv"),
                file: "shared/address-words.tsv"
            ),
            impersonalNames: ImpersonalNames(
                parsing: text("impersonal-names.tsv"),
                file: "shared/impersonal-names.tsv"
            ),
            weights: LinkWeights(
                parsing: text("link-weights.tsv"),
                file: "shared/link-weights.tsv"
            )
        )
        noise = try NoiseRules(parsing: text("noise.tsv"), file: "shared/noise.tsv")
        policy = try PolicyFile.read(
            contentsOf: folder.appendingPathComponent("policies/default.yaml"),
            over: PolicyFile.empty(zone: zone)
        )
        fingerprint = reader.fingerprint
    }

    /// The languages that have rules, in ascending order.
    public var languages: [String] { files.map(\.language) }

    /// Reads the rules of every language once, and throws the mistakes in them.
    ///
    /// All processors read at once; the caller's thread waits meanwhile. Nothing is kept, so that
    /// memory is taken by the languages that texts are written in and by no other: all of them
    /// together fill many times what a company of one or two languages needs, and a language is
    /// made again in a few milliseconds when its first text comes.
    public func check() throws(RulesError) {
        let found = Mutex([RuleFileError?](repeating: nil, count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let mistake = mistake(in: files[index])
            found.withLock { $0[index] = mistake }
        }
        let mistakes = found.withLock { $0 }.compactMap(\.self)
        guard mistakes.isEmpty else { throw RulesError(mistakes) }
    }

    private func mistake(in own: RuleFiles) -> RuleFileError? {
        do throws(RuleFileError) {
            try LanguageRules.check(own, among: files, shared: shared)
            return nil
        } catch {
            return error
        }
    }
}

/// The rule folder: one subfolder a language, and `shared`.
private struct RuleFolder {
    private let folder: URL
    private var hash = SHA256()

    init(_ folder: URL) {
        self.folder = folder
    }

    /// The subfolders that hold a lexicon, by name.
    func languages() throws(SettingsError) -> [String] {
        try names(in: folder).filter { name in
            let lexicon = folder.appendingPathComponent(name).appendingPathComponent("lexicon.tsv")
            return FileManager.default.fileExists(atPath: lexicon.path)
        }
    }

    /// The texts of a subfolder's tables by file name.
    mutating func texts(in name: String) throws(SettingsError) -> [String: String] {
        let place = folder.appendingPathComponent(name)
        var texts: [String: String] = [:]
        for file in try names(in: place) where file.hasSuffix(".tsv") && file != "examples.tsv" {
            let text = try FileText.read(place.appendingPathComponent(file))
            hash.update(data: Data("\(name)/\(file)\n\(text)\n".utf8))
            texts[file] = text
        }
        return texts
    }

    /// Lets the fingerprint follow lists from elsewhere too.
    mutating func include(_ texts: [String: String], of language: String) {
        for (file, text) in texts.sorted(by: { $0.key < $1.key }) {
            hash.update(data: Data("own \(language)/\(file)\n\(text)\n".utf8))
        }
    }

    private func names(in place: URL) throws(SettingsError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
        } catch {
            throw SettingsError(file: place.path, "the folder is missing or cannot be read")
        }
    }

    var fingerprint: String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
