import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct EntryIdentityTests {
    @Test(arguments: [
        ("<guid>g</guid><link>https://a.example/1</link>", "guid:g"),
        ("<guid isPermaLink=\"false\"> g </guid>", "guid:g"),
        ("<guid/><link>https://a.example/1</link>", "link:https://a.example/1"),
        ("<link>http://A.example/1?utm_source=x</link>", "link:https://a.example/1"),
        ("<link>/1</link>", "link:https://site.example/1"),
        ("<id>urn:1</id>", "guid:urn:1"),
    ])
    func `an entry is known by its guid, else its link`(fields: String, identity: String) throws {
        let feed = try parse(rss("<link>https://site.example/</link><item>\(fields)</item>"))
        #expect(feed.entries.map(\.identity) == [identity])
    }

    @Test func `an entry with neither is known by its text`() throws {
        let feed = try parse(
            rss(
                "<item><title>a</title></item><item><title>b</title></item><item><title>a</title></item>"
            )
        )
        let identities = feed.entries.map(\.identity)
        #expect(identities.allSatisfy { $0.hasPrefix("hash:") })
        #expect(identities[0] == identities[2] && identities[0] != identities[1])
    }

    @Test func `one guid with several links stands for several entries in any order`() {
        let one = entry(guid: "g", link: "https://a.example/1")
        let two = entry(guid: "g", link: "https://a.example/2")
        let other = entry(guid: "h", link: "https://a.example/1")
        let forward = identities([one, two, other])
        #expect(forward == Array(identities([other, two, one]).reversed()))
        #expect(Set(forward).count == 3)
        #expect(forward[2] == "guid:h")
    }

    @Test func `one guid listed again with a tracking parameter stays one entry`() {
        let plain = entry(guid: "g", link: "https://a.example/1")
        let tracked = entry(guid: "g", link: "http://a.example/1?utm_medium=rss")
        #expect(identities([plain, tracked]) == ["guid:g", "guid:g"])
    }

    /// nixos.org/news.xml gave the address of the page for all its news, and no guid.
    @Test func `one link for all entries does not make them one`() {
        let page = "https://a.example/news"
        let entries = [
            entry(link: page, title: "Moved", published: 1), entry(link: page, title: "Released"),
            entry(link: page, title: "Moved", published: 2), entry(link: page, title: "Released"),
        ]
        let seen = identities(entries)
        #expect(Set(seen).count == 3)
        #expect(seen[1] == seen[3])
        #expect(seen.allSatisfy { $0.hasPrefix("link:\(page) hash:") })
    }

    /// scripting.com/rss.xml listed two notes without titles under one guid and link.
    @Test func `notes without titles are told apart by their dates`() {
        let notes = [
            entry(guid: "g", link: "https://a.example/1", published: 1),
            entry(guid: "g", link: "https://a.example/1", published: 2),
        ]
        #expect(Set(identities(notes)).count == 2)
    }

    /// taverncast.com listed two episodes under one guid.
    @Test func `one guid and one link with two titles are two entries`() {
        let episodes = [entry(guid: "g", title: "Two"), entry(guid: "g", title: "Three")]
        #expect(Set(identities(episodes)).count == 2)
        let restamped = [
            entry(guid: "g", title: "Two", published: 1),
            entry(guid: "g", title: "Two", published: 2),
        ]
        #expect(identities(restamped) == ["guid:g", "guid:g"])
    }

    @Test func `an entry's edit leaves its identity alone`() {
        #expect(
            identities([entry(guid: "g", title: "a")]) == identities([entry(guid: "g", title: "b")])
        )
        let link = "https://a.example/1"
        #expect(
            identities([entry(link: link, title: "a", published: 1)])
                == identities([entry(link: link, title: "b", published: 2)])
        )
    }

    @Test func `a chosen rule comes first, where the entry has what it asks for`() {
        let entries = [
            entry(guid: "1", link: "https://a.example/1?utm_source=x", title: "One"),
            entry(guid: "2", title: "Two"),
        ]
        func chosen(_ rule: IdentityRule) -> [String] {
            var entries = entries
            EntryIdentity.assign(to: &entries, by: rule)
            return entries.map(\.identity)
        }
        #expect(chosen(.guid) == ["guid:1", "guid:2"])
        #expect(chosen(.link) == ["link:https://a.example/1", "guid:2"])
        #expect(chosen(.content).allSatisfy { $0.hasPrefix("hash:") })
        #expect(Set(chosen(.content)).count == 2)
    }

    @Test func `it is told what tells entries apart, and why`() {
        let both = entry(guid: "1", link: "https://a.example/1")
        let linked = entry(link: "https://a.example/2")
        let bare = entry(title: "Bare")
        #expect(use([both]) == .guid && use([]) == .guid)
        #expect(use([linked]) == .link)
        #expect(use([bare]) == .content)
        #expect(use([both, linked]) == .mixed && use([linked, bare]) == .mixed)
        #expect(use([both, entry(guid: "1", link: "https://a.example/3")]) == .sharedGUID)
        #expect(use([both, linked], by: .link) == .chosenLink)
        #expect(IdentityUse.allCases.allSatisfy { !$0.sentence.isEmpty })
    }

    private func entry(
        guid: String? = nil,
        link: String? = nil,
        title: String = "",
        published: Int64? = nil
    ) -> Entry {
        Entry(
            identity: "",
            guid: guid,
            link: link,
            title: title,
            published: published.map { Instant(milliseconds: $0) }
        )
    }

    private func identities(_ entries: [Entry]) -> [String] {
        var entries = entries
        EntryIdentity.assign(to: &entries)
        return entries.map(\.identity)
    }

    private func use(_ entries: [Entry], by rule: IdentityRule? = nil) -> IdentityUse {
        var entries = entries
        return EntryIdentity.assign(to: &entries, by: rule)
    }
}
