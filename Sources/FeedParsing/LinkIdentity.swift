/// The form of a link in which two spellings of one address are equal.
///
/// `http` counts as `https`, the host is in small letters, a default port and the parameters that
/// only track readers are left out; everything else distinguishes entries somewhere.
enum LinkIdentity {
    /// The normal form of an absolute link; other text as it is.
    static func normalised(_ link: String) -> String {
        var address = URIReference(link)
        guard let authority = address.authority, let scheme = address.scheme else { return link }
        if scheme.elementsEqual("http".utf8) { address.scheme = Array("https".utf8) }
        address.authority = normalisedHost(authority)
        if address.path.isEmpty { address.path = [0x2F] }
        address.query = address.query.flatMap(withoutTracking)
        address.fragment = address.fragment.flatMap(withoutTracking)
        return address.text
    }

    private static func normalisedHost(_ authority: [UInt8]) -> [UInt8] {
        let host = authority.map(\.asciiLowercased)
        for port in [":80", ":443"] where host.suffix(port.utf8.count).elementsEqual(port.utf8) {
            return Array(host.dropLast(port.utf8.count))
        }
        return host
    }

    /// The parameters that are left; `nil` when none is.
    private static func withoutTracking(_ query: [UInt8]) -> [UInt8]? {
        let kept = query.split(separator: UInt8(ascii: "&")).filter { !isTracking($0) }
        return kept.isEmpty ? nil : Array(kept.joined(separator: [UInt8(ascii: "&")]))
    }

    private static func isTracking(_ parameter: ArraySlice<UInt8>) -> Bool {
        let parameter = parameter.starts(with: "amp;".utf8) ? parameter.dropFirst(4) : parameter
        let name = String(
            decoding: parameter.prefix { $0 != UInt8(ascii: "=") }.map(\.asciiLowercased),
            as: UTF8.self
        )
        if prefixes.contains(where: name.hasPrefix) || names.contains(name) { return true }
        return name == "source" && parameter.starts(with: "source=rss".utf8)
    }

    private static let prefixes = ["utm_", "pk_", "mtm_", "hsa_", "at_campaign", "at_medium"]
    private static let names: Set<String> = [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid",
        "yclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok",
        "vero_id", "oly_enc_id", "oly_anon_id", "wt_mc", "wt.mc_id", "ns_campaign", "ns_mchannel",
        "ns_source", "cmpid", "ocid", "xtor", "__twitter_impression", "s_cid", "trk", "guccounter",
    ]
}
