import EarshotModel
import FeedParsing
import RecordStorage

extension IntakeWriter {
    /// A list relays a headline within that time; later, the same headline is another story.
    static let longestRelay = Duration.days(3)

    /// Tells a headline anew that is known of an older story, and looks who relays it.
    func tellHeadline(of entry: WrittenEntry, in told: inout ToldStories) throws {
        guard let headline = entry.headline else { return }
        let oldest = entry.publishedAt(now: tx.now) - Self.longestRelay
        for (brand, id) in entry.ids {
            for key in entry.headlines {
                let story = ToldStory(story: key, brand: brand)
                let teller = told.followed[id] ?? id
                guard try tx.stories.renew(story, by: teller, before: oldest) else { continue }
                told.tellers[story] = teller
            }
            guard !headline.isRelayed else { continue }
            let story = ToldStory(story: headline.relayed, brand: brand)
            told.tellers[story] = try tx.stories.teller(of: story)
        }
    }

    /// Takes a relayed headline that met its outlet's story from the headlines that another story
    /// of the outlet could meet.
    func claim(
        _ entry: WrittenEntry,
        _ brand: Brand.ID,
        with first: Mention.ID,
        told: ToldStories
    ) throws {
        guard let headline = entry.headline else { return }
        let relayed = ToldStory(story: headline.relayed, brand: brand)
        let known = told.tellers[ToldStory(story: headline.told, brand: brand)]
        let hasMet =
            headline.isRelayed
            ? told.tellers[relayed] == entry.ids[brand] && known == first
            : told.tellers[relayed] == first
        if hasMet { try tx.stories.forget(relayed) }
    }
}

extension HeadlineKey {
    /// The key among the stories, which no whole story has.
    var told: String { "headline:" + hash }

    /// The key of those who relay it.
    var relayed: String { "relayed:" + hash }

    /// The key under which an entry finds who told its story before.
    var sought: String { isRelayed ? told : relayed }
}
