import CurlTransfer

/// What to think of the way to the feeds.
extension Finding {
    /// Whether the names of feeds' hosts have addresses; `nil` for one that took too long.
    static func dns(_ lookups: [(host: String, hasAddress: Bool?)]) -> Finding {
        guard let first = lookups.first else {
            return ok(.dns, "no feed needs a name to be looked up")
        }
        let lost = lookups.filter { $0.hasAddress != true }
        let names = lost.map(\.host).joined(separator: ", ")
        if lost.isEmpty { return ok(.dns, "\(lookups.map(\.host).joined(separator: ", ")) found") }
        guard lost.count == lookups.count else {
            let remedy = "check the name for typing errors: earshot feeds list --failing"
            return warn(.dns, "\(names) not found", remedy: remedy)
        }
        let sentence =
            lost.allSatisfy { $0.hasAddress == nil }
            ? "no name server answers in time" : "\(names) not found"
        let remedy = "see /etc/resolv.conf, and try: getent hosts \(first.host)"
        return fail(.dns, sentence, remedy: remedy)
    }

    /// Whether any of the feeds' servers answered at all, whatever it answered.
    static func outgoing(_ attempts: [(host: String, error: TransferError?)]) -> Finding {
        let lost = attempts.compactMap { attempt in attempt.error.map { (attempt.host, $0) } }
        guard let (host, error) = lost.first else {
            guard !attempts.isEmpty else {
                return ok(.outgoing, "no feed to ask; nobody else is asked")
            }
            return ok(.outgoing, "\(attempts.map(\.host).joined(separator: ", ")) answered")
        }
        guard lost.count == attempts.count else {
            // A server that is down is told under the health of its feed.
            return ok(.outgoing, "\(attempts.count - lost.count) of \(attempts.count) answered")
        }
        return fail(.outgoing, "\(host): \(error)", remedy: remedy(for: error))
    }

    private static func remedy(for error: TransferError) -> String {
        switch error {
        case .cannotResolve: "mend DNS first, which is looked at above"
        case .refusedAddress:
            "allow the network under \"networks\" in the settings, if you trust it"
        case .notSecure: "see that the clock is right and TLS roots are there, as told above"
        default: "let this machine out to ports 80 and 443; a proxy of the environment is not used"
        }
    }
}
