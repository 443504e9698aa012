/// What the linker must know and no program should decide: words, names and weights.
public struct LinkRules: Hashable, Sendable {
    /// The words beside which a number is an order number; shipped as `shared/order-words.tsv`.
    public let orderWords: OrderWords
    /// The words that tell whose address it is; shipped as `shared/address-words.tsv`.
    public let addressWords: AddressWords
    /// The names that mean no person; shipped as `shared/impersonal-names.tsv`.
    public let impersonalNames: ImpersonalNames
    /// The weight of each observation; shipped as `shared/link-weights.tsv`.
    public let weights: LinkWeights

    /// Creates rules from their parts.
    public init(
        orderWords: OrderWords,
        addressWords: AddressWords,
        impersonalNames: ImpersonalNames,
        weights: LinkWeights
    ) {
        self.orderWords = orderWords
        self.addressWords = addressWords
        self.impersonalNames = impersonalNames
        self.weights = weights
    }
}
