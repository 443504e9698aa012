import Foundation

/// What every page needs to know of the company: whether it is the demo's, and its zone.
struct PageFrame: Sendable {
    let isDemo: Bool
    let zone: TimeZone

    /// The frame of a page when the company cannot be asked.
    static let unknown = PageFrame(isDemo: false, zone: nil)

    /// Takes the zone by its IANA name; UTC without one.
    init(isDemo: Bool, zone name: String?) {
        self.isDemo = isDemo
        zone = name.flatMap { TimeZone(identifier: $0) } ?? .gmt
    }
}
