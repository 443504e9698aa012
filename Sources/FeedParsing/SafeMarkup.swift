/// The elements and attributes of HTML that can do no harm.
enum SafeMarkup {
    /// What becomes of an element.
    enum ElementRule {
        /// It is kept.
        case kept
        /// It is kept, and ends with what it stands in (HTML, "optional tags").
        case selfClosing
        /// It is kept, and has no end tag.
        case void
        /// It goes with everything inside it.
        case swallowed
        /// It goes with everything inside it, and with everything behind it where it has no end.
        case swallowedToEnd
    }

    /// What the value of an attribute is.
    enum AttributeRule { case text, address }

    /// The elements with a rule; of another one only the content is kept.
    static let elements = table(
        [
            (
                .kept,
                "a abbr acronym address article aside audio b bdi bdo big blockquote"
                    + " caption center cite code colgroup del details dfn dir div dl em fieldset"
                    + " figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup i ins kbd"
                    + " label legend map mark menu meter nav ol optgroup option output picture"
                    + " pre progress q rp rt ruby s samp section small span strike strong sub"
                    + " summary sup table tbody td tfoot th thead time tr tt u ul var video"
            ),
            (.selfClosing, "p li dt dd"),
            (.void, "area br col hr img source track wbr"),
            (.swallowedToEnd, "script style"),
            (
                .swallowed,
                "head title template noscript iframe object applet svg math select"
                    + " textarea button canvas noframes noembed"
            ),
        ] as [(ElementRule, String)]
    )

    /// The attributes that are kept, on whatever element.
    static let attributes = table(
        [
            (
                .text,
                "abbr align alt axis border cellpadding cellspacing char charoff charset"
                    + " class clear color cols colspan compact controls coords datetime dir"
                    + " disabled face frame headers height high hreflang hspace id ismap label"
                    + " lang loop low max media min name nohref noshade nowrap open optimum"
                    + " preload prompt pubdate rel rev rows rowspan rules scope shape size span"
                    + " start summary target title type valign value vspace width xml:lang"
            ),
            (.address, "cite href longdesc poster src usemap"),
        ] as [(AttributeRule, String)]
    )

    private static func table<Rule: Sendable>(_ lists: [(Rule, String)]) -> HTMLNameTable<Rule> {
        HTMLNameTable(
            lists.flatMap { rule, names in names.split(separator: " ").map { (String($0), rule) } }
        )
    }
}
