import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct WrittenRatingTests {
    @Test(arguments: [
        ("4/5", 4.0, 5.0), ("Great kettle: 4.5/5", 4.5, 5), ("3,5 / 5 – ok", 3.5, 5),
        ("8/10", 8, 10),
        ("Film, 2020 - ★★★½", 3.5, 5), ("★★☆☆☆ No good", 2, 5), ("⭐⭐⭐⭐", 4, 5), ("⭐️⭐️ Hm", 2, 5),
        ("☆☆☆☆☆", 0, 5), ("★★½☆☆", 2.5, 5), ("Awful (2 stars)", 2, 5), ("5 stars!", 5, 5),
        ("3 von 5 Sternen", 3, 5), ("4 out of 5 stars", 4, 5), ("2 sur 5", 2, 5), ("3 av 5", 3, 5),
        ("(1 gwiazdka)", 1, 5), ("4 Sterne", 4, 5), ("评分4/5分", 4, 5), ("0/5", 0, 5),
        ("4/5 and again 4/5", 4, 5),
    ])
    func `stars and fractions in a title are a rating`(
        title: String,
        value: Double,
        highest: Double
    ) {
        let rating = EntryRating(value: value, lowest: nil, highest: highest)
        #expect(WrittenRating.rating(title: title, text: "") == rating)
    }

    @Test(arguments: [
        "", "24/7 support", "1/2 cup of sugar", "4/5/2026", "2026/4/5", "Part 3 of 5",
        "Teil 3 von 5",
        "Thread, part 4/5", "★ New ★", "a 5 star hotel", "6/5", "v4/5.1", "44/5", "4/55", "-4/5",
        "4/5%", "7 stars", "3 out", "3 out of", "10", "x4/5", "4/5x", "one/5", "5 – 5",
        "http://a/4/5",
        "2 stars, then 4/5", "★★★★★½", "(2 stars) ★★★★☆",
    ])
    func `what only looks like one gives none`(title: String) {
        #expect(WrittenRating.rating(title: title, text: "") == nil)
    }

    @Test func `a text is read where it begins and where it ends`() {
        let words = String(repeating: "word ", count: 60)
        let four = EntryRating(value: 4, lowest: nil, highest: 5)
        #expect(WrittenRating.rating(title: "Kettle", text: "Rating: 4/5. \(words)") == four)
        #expect(WrittenRating.rating(title: "Kettle", text: "\(words) ★★★★☆") == four)
        #expect(WrittenRating.rating(title: "Kettle", text: "\(words) 4/5 \(words)") == nil)
        #expect(WrittenRating.rating(title: "4/5", text: "1/5") == four)
    }

    @Test func `any bytes are read`() {
        var generator = SeededGenerator(seed: 31)
        let signs: [String] = [
            "★", "☆", "½", "4", "/", "5", " ", "stars", "von", "out of", "é", ".", "⭐️",
        ]
        for _ in 0..<2000 {
            let title = (0..<Int.random(in: 0..<9, using: &generator)).compactMap { _ in
                signs.randomElement(using: &generator)
            }
            let rating = WrittenRating.rating(
                title: title.joined(),
                text: title.joined(separator: " ")
            )
            if let rating { #expect(rating.value <= rating.highest ?? 0) }
        }
    }
}
