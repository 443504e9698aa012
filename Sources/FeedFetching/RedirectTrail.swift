import CurlTransfer
import EarshotModel

/// The addresses that one request was sent on to, and where it stands now.
///
/// Each redirect is judged before it is followed; at every hop the address guard judges the machine
/// as well.
struct RedirectTrail {
    /// The most redirects that are followed.
    static let mostHops = 10

    /// The address to ask next.
    private(set) var address: WebAddress
    private var seen: Set<String>
    private var hops = 0
    private var isPermanent = true

    /// Begins at an address.
    init(from address: WebAddress) {
        self.address = address
        seen = [address.text]
    }

    /// The address to ask from now on; `nil` unless every redirect so far was permanent.
    var permanentAddress: WebAddress? { hops > 0 && isPermanent ? address : nil }

    /// Whether a status sends the request on; 300 and 304 to 306 do not.
    static func isRedirect(_ status: Int) -> Bool {
        [301, 302, 303, 307, 308].contains(status)
    }

    /// Goes where a redirect leads.
    ///
    /// Throws where it leads nowhere, to another scheme, back, or once more than `mostHops` times.
    mutating func follow(status: Int, location: String?) throws(FetchFailure) {
        guard let location else {
            throw FetchFailure(code: "redirect", "the server redirects to nowhere")
        }
        let target = try target(of: location)
        guard seen.insert(target.text).inserted else {
            throw FetchFailure(
                code: "redirect_loop",
                "the redirects lead back to \(MaskedAddress(target.text))"
            )
        }
        guard hops < Self.mostHops else {
            throw FetchFailure(
                code: "too_many_redirects",
                "there are more than \(Self.mostHops) redirects"
            )
        }
        hops += 1
        isPermanent = isPermanent && [301, 308].contains(status)
        address = target
    }

    private func target(of location: String) throws(FetchFailure) -> WebAddress {
        do throws(TransferError) {
            return try address.resolving(location)
        } catch .unsupportedScheme(let scheme) {
            throw FetchFailure(
                code: "redirect",
                "the server redirects to a \"\(scheme):\" address, which is not fetched"
            )
        } catch {
            throw FetchFailure(code: "redirect", "the server redirects to no address: \(error)")
        }
    }
}
