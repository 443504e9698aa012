import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// All mentions, also those that wait for nobody: history, what was put aside, what was answered.
struct MentionsPage {
    private static let pageLength = 50

    private let parts: Console.Parts
    private var words: Phrases { parts.pages.words }

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("mentions", use: show)
    }

    // MARK: -

    @Sendable
    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let after: Mention.ID? = try PageRequest(request).cursor()
        let wish = try Wish(request)
        let (brands, files) = try await parts.store.read(in: context.caller.scope) { tx in
            let brands = try tx.rulesets.brands()
            let filter = try wish.filter(among: brands)
            let limit = Self.pageLength + 1
            guard wish.isToConfirm else {
                return (brands, try tx.mentions.page(filter, after: after, limit: limit))
            }
            return (brands, try tx.mentions.toConfirm(after: after, limit: limit))
        }
        let frame = try await parts.frame()
        let text = ShownValues(words: words, now: parts.clock(), zone: frame.zone)
        let shown = files.prefix(Self.pageLength)
        var fields: [String: Any] = [
            "filters": filters(wish, brands), "rows": shown.map(text.row),
            "has_rows": !shown.isEmpty, "is_filtered": !wish.query.isEmpty || after != nil,
        ]
        if files.count > shown.count, let last = shown.last {
            let query = wish.query + ["after=\(last.id)"]
            fields["more_address"] = "/mentions?" + query.joined(separator: "&")
        }
        return try parts.pages.page(
            "mentions",
            title: words("mentions"),
            fields,
            for: context.caller,
            in: frame
        )
    }

    private func filters(_ wish: Wish, _ brands: [Brand]) -> [[String: Any]] {
        let states = TriageState.allCases.map { ($0.rawValue, words("triage_\($0.rawValue)")) }
        let labels = SentimentLabel.allCases.map { ($0.rawValue, words("label_\($0.rawValue)")) }
        let names = brands.map { ("\($0.id)", $0.name) }
        let noise = [("no", words("noise_no")), ("yes", words("noise_yes"))]
        let ages = [("no", words("history_no")), ("yes", words("history_yes"))]
        return [
            select("triage", words("filter_triage"), states, chosen: wish.triage?.rawValue),
            select("label", words("filter_label"), labels, chosen: wish.label?.rawValue),
            select("brand", words("filter_brand"), names, chosen: wish.brand?.description),
            select(
                "history",
                words("filter_history"),
                ages,
                chosen: wish.isHistory.map { $0 ? "yes" : "no" }
            ),
            select(
                "noise",
                words("filter_noise"),
                noise,
                chosen: wish.isNoise.map { $0 ? "yes" : "no" }
            ),
        ]
    }

    private func select(
        _ name: String,
        _ text: String,
        _ choices: [(String, String)],
        chosen: String?
    ) -> [String: Any] {
        [
            "name": name, "text": text,
            "choices": choices.map { value, text -> [String: Any] in
                ["value": value, "text": text, "is_selected": value == chosen]
            },
        ]
    }
}

/// Which mentions somebody wants to see.
private struct Wish {
    let triage: TriageState?
    let label: SentimentLabel?
    let brand: Brand.ID?
    let isHistory: Bool?
    /// Only those whose suggested customer nobody has confirmed, whatever the others say.
    let isToConfirm: Bool
    let isNoise: Bool?

    init(_ request: Request) throws {
        triage = try request.word("triage")
        label = try request.word("label")
        // By its id: names hold blanks, which forms send as "+".
        brand = try request.uri.queryParameters["brand"].flatMap { $0.isEmpty ? nil : $0 }.map {
            guard let id = Brand.ID(String($0)) else { throw Problem.invalid("brand", "no brand") }
            return id
        }
        isHistory = try request.flag("history")
        isToConfirm = try request.flag("to_confirm") ?? false
        isNoise = try request.flag("noise")
    }

    /// The same in an address.
    var query: [String] {
        [
            triage.map { "triage=\($0.rawValue)" }, label.map { "label=\($0.rawValue)" },
            brand.map { "brand=\($0)" },
            isHistory.map { "history=\($0 ? "yes" : "no")" },
            isToConfirm ? "to_confirm=yes" : nil,
            isNoise.map { "noise=\($0 ? "yes" : "no")" },
        ].compactMap(\.self)
    }

    func filter(among brands: [Brand]) throws -> MentionFilter {
        if let brand, !brands.contains(where: { $0.id == brand }) {
            throw Problem.invalid("brand", "there is no such brand")
        }
        return MentionFilter(
            brand: brand,
            triage: triage,
            label: label,
            isHistory: isHistory,
            isNoise: isNoise
        )
    }
}
