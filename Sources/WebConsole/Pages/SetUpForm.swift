import Administration
import EarshotModel

/// What stands in the forms of the set-up: the answers, and the feeds that were chosen.
struct SetUpForm {
    /// More feeds than this are not proposed at once.
    static let mostFeeds = 100

    var brand = ""
    var spellings = ""
    var rivals = ""
    var company = ""
    var domain = ""
    var languages = "en"
    var kinds = Set(FeedKind.allCases.filter { $0 != .own })
    /// The hours that hold stay, unless somebody writes others.
    var hours = ""
    var zone = ""
    var places = ""
    /// The feeds that were chosen on the page of proposals.
    private(set) var feeds: [FirstSetUp.ProposedFeed] = []

    /// The form before anybody wrote into it.
    init() {}

    init(_ body: FormBody) {
        brand = body["brand"]
        spellings = body["spellings"]
        rivals = body["rivals"]
        company = body["company"]
        domain = body["domain"]
        languages = body["languages"]
        kinds = Set(FeedKind.allCases.filter { !body["kind_\($0.rawValue)"].isEmpty })
        hours = body["hours"]
        zone = body["zone"]
        places = body["places"]
        feeds = (0..<Self.mostFeeds).compactMap { Self.feed($0, in: body) }
    }

    /// The answers; what was left empty was not answered.
    var answers: FirstSetUp.Answers {
        var answers = FirstSetUp.Answers(brands: Self.list(brand))
        answers.spellings = Self.list(spellings)
        answers.rivals = Self.list(rivals)
        answers.company = company
        answers.domain = domain
        answers.languages = Self.list(languages)
        answers.kinds = FeedKind.allCases.filter(kinds.contains)
        answers.hours = hours
        answers.zone = zone
        answers.places = Self.list(places)
        return answers
    }

    /// The answers as fields of a page.
    var fields: [String: Any] {
        [
            "brand": brand, "spellings": spellings, "rivals": rivals, "company": company,
            "domain": domain, "languages": languages, "hours": hours, "zone": zone,
            "places": places,
        ]
    }

    /// The answers as hidden fields of a form, apart from the places, which stay open there.
    var hidden: [[String: Any]] {
        let texts = fields.filter { $0.key != "places" }.map {
            name,
            value -> [String: Any] in ["name": name, "value": value]
        }
        return texts
            + kinds.map { ["name": "kind_\($0.rawValue)", "value": "yes"] as [String: Any] }
    }

    // MARK: -

    private static func feed(_ number: Int, in body: FormBody) -> FirstSetUp.ProposedFeed? {
        func given(_ name: String) -> String? {
            let text = body["\(name)_\(number)"]
            return text.isEmpty ? nil : text
        }
        guard given("use") != nil, let address = given("address") else { return nil }
        return FirstSetUp.ProposedFeed(
            address: address,
            kind: given("feedkind").flatMap(FeedKind.init) ?? .blog,
            title: given("title"),
            language: given("language"),
            about: given("about")
        )
    }

    /// What people write with commas or on lines of their own.
    private static func list(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isNewline }.map(String.init)
    }
}
