import EarshotModel

/// A scope's brands in the form that statements take: everything, or a JSON list of ids.
struct BrandFilter {
    /// Whether every brand may be seen.
    let isOpen: Bool
    /// The brands that may be seen, as a JSON array.
    let list: String

    init(_ scope: Scope) {
        isOpen = scope.brands == nil
        list = JSONText.array(of: (scope.brands ?? []).map(\.rawValue).sorted())
    }
}
