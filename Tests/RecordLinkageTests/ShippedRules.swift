import Foundation
import RecordLinkage

/// The rules that the project ships.
enum ShippedRules {
    static func rules() throws -> LinkRules {
        try LinkRules(
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
    }

    static func text(_ name: String) throws -> String {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: checkout.appending(path: "Rules/shared/\(name)"),
            encoding: .utf8
        )
    }
}
