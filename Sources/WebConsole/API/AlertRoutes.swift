import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Early warnings, for programs.
struct AlertRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("alerts") { request, context in
            try context.caller.require(.readMentions)
            let records = try await parts.store.read(in: context.caller.scope) { tx in
                try tx.alerts.since(tx.now - Self.memory, limit: PageRequest.mostRows)
            }
            let zone = try await parts.frame().zone
            let shown = ShownValues(words: parts.pages.words, now: parts.clock(), zone: zone)
            return try JSONCoding.page(
                of: records.map { AlertDocument($0, shown) },
                request: request
            ) { $0.id }
        }
    }

    /// Older warnings are not listed.
    private static let memory = Duration.days(365)
}

private struct AlertDocument: Encodable {
    let id: String
    let at: String
    let brand: String
    let kind: EarlyWarning.Kind
    let observed: Int
    let usual: Double
    let days: Int
    let chance: Double
    let text: String

    init(_ record: AlertRecord, _ shown: ShownValues) {
        id = "\(record.id)"
        at = record.at.rfc3339
        brand = record.brandName
        kind = record.warning.kind
        observed = record.warning.observed
        usual = Double(record.warning.usualThousandths) / 1000
        days = record.warning.days
        chance = Double(record.warning.chanceBillionths) / 1e9
        text = shown.sentence(of: record)
    }
}
