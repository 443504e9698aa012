import EarshotModel
import TextAnalysis

extension IdentifierFinder {
    /// The keys in a title or a text that somebody else's words do not hold.
    func textIdentifiers(_ text: String, field: EntryField) -> [FoundIdentifier] {
        guard let tokens = TextTokens(text, words: rules.addressWords) else { return [] }
        var all: [FoundIdentifier] = []
        for index in tokens.tokens.indices
        where tokens.form(index) != .word || tokens.mayBeOrder(index) {
            let ownership = Ownership(of: index, in: tokens, words: rules.addressWords)
            if ownership == .quoted { continue }
            let keys = addressKeys(at: index, in: tokens, isClaimed: ownership == .claimed)
            for (identifier, trust) in keys {
                all.append(tokens.found(identifier, trust, at: index, in: field))
            }
            if keys.isEmpty, let order = orderKey(at: index, in: tokens) {
                all.append(tokens.found(order, .claimed, at: index, in: field))
            }
        }
        return all
    }

    /// The keys that a token is by its form, and how far each may be trusted.
    private func addressKeys(
        at index: Int,
        in tokens: TextTokens,
        isClaimed: Bool
    ) -> [(Identifier, IdentifierTrust)] {
        let token = tokens.string(index)
        let byOwner: IdentifierTrust = isClaimed ? .claimed : .named
        switch tokens.form(index) {
        case .word: return []
        case .email:
            return normaliser.email(token).map { [($0, .claimed)] } ?? []
        case .handle:
            return normaliser.handle(token).map { [($0, byOwner)] } ?? []
        case .bareHandle:
            if let platform = tokens.platform(before: index) {
                let user = UserName.normalised(token)
                return user.map { [(normaliser.key(platform, $0), byOwner)] } ?? []
            }
            // Without a site it may be a stranger of the same name, even when the author claims it.
            guard isClaimed, let user = UserName.normalised(token) else { return [] }
            return Platform.allCases.filter(\.hasBareHandles).map {
                (normaliser.key($0, user), .named)
            }
        }
    }

    /// The order number that a token is, when an order word stands before it.
    private func orderKey(at index: Int, in tokens: TextTokens) -> Identifier? {
        guard let key = normaliser.order(tokens.orderText(index)) else { return nil }
        var before = index - 1
        var steps = 0
        while before >= 0, steps <= Self.mostNumberWords, tokens.isSameLine(before, index) {
            let word = tokens.folded(before)
            if rules.orderWords.isOrder(word) {
                return tokens.tokens[before].endsSentence && steps == 0
                    && !tokens.isShort(before) ? nil : key
            }
            guard rules.orderWords.isNumberWord(word) || tokens.isOrderPrefix(before) else {
                return nil
            }
            before -= 1
            steps += 1
        }
        return nil
    }

    private static let mostNumberWords = 4
}
