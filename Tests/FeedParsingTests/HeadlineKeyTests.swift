import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct HeadlineKeyTests {
    private static let outlet = EntryOutlet(name: "Harbour Times", url: "https://harbour.example")

    private func own(_ title: String, at link: String = "https://www.harbour.example/a/1") -> Entry
    {
        Entry(identity: "guid:1", link: link, title: title)
    }

    private func relayed(_ title: String, of outlet: EntryOutlet = outlet) -> Entry {
        var entry = Entry(
            identity: "guid:2",
            link: "https://news.example/rss/articles/CBMiXkFVX3lxTE1",
            title: title
        )
        entry.outlet = outlet
        return entry
    }

    @Test(arguments: [
        "Ferry strands 300 passengers - Harbour Times",
        "Ferry strands 300 passengers – Harbour Times",
        "“Ferry strands 300 passengers” | harbour times",
        "Ferry strands 300 passengers",
    ])
    func `a relayed headline has the key of the outlet's own, whatever is added`(title: String)
        throws
    {
        let first = try #require(HeadlineKey(of: own("Ferry strands 300 passengers")))
        let second = try #require(HeadlineKey(of: relayed(title)))
        #expect(first.hash == second.hash)
        #expect(!first.isRelayed && second.isRelayed)
    }

    @Test func `an outlet with a dash in its name is taken off whole`() throws {
        let outlet = EntryOutlet(name: "Gota - Bladet", url: "https://m.gota.example/feed.xml")
        let key = HeadlineKey(of: relayed("Färjan står still - igen - Gota - Bladet", of: outlet))
        let own = own("Färjan står still - igen", at: "http://gota.example:80/x")
        #expect(key?.hash == HeadlineKey(of: own)?.hash && key != nil)
    }

    @Test func `other headlines, and the same of other outlets, are other stories`() {
        let other = EntryOutlet(name: "Hill Times", url: "https://hill.example")
        let keys = [
            HeadlineKey(of: own("Ferry strands 300 passengers")),
            HeadlineKey(of: own("Ferry strands 301 passengers")),
            HeadlineKey(of: relayed("Ferry strands 300 passengers - Hill Times", of: other)),
            HeadlineKey(of: relayed("Ferry strands 300 passengers - Another Name")),
        ]
        #expect(Set(keys.compactMap { $0?.hash }).count == keys.count)
    }

    @Test func `every script has letters`() throws {
        let tamil = "கப்பல் நிறுத்தம்: 300 பயணிகள் தவிப்பு"
        let first = try #require(HeadlineKey(of: own(tamil)))
        #expect(first.hash == HeadlineKey(of: relayed(tamil + " - Harbour Times"))?.hash)
    }

    @Test func `headlines that stand over many stories, and entries of no site, have no key`() {
        #expect(HeadlineKey(of: own("Update")) == nil)
        #expect(HeadlineKey(of: own("— — — — — — — — — — — —")) == nil)
        #expect(HeadlineKey(of: Entry(identity: "a", title: "Ferry strands 300 people")) == nil)
        #expect(HeadlineKey(of: own("Ferry strands 300 people", at: "mailto:a@b.example")) == nil)
    }
}
