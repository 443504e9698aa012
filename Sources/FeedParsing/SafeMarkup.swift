/// The elements and attributes of HTML that can do no harm.
enum SafeMarkup {
    /// The elements that are kept.
    static let elements = set(
        "a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center"
            + " cite code col colgroup dd del details dfn dir div dl dt em fieldset figcaption figure"
            + " font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label legend li map mark"
            + " menu meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp"
            + " section small source span strike strong sub summary sup table tbody td tfoot th thead"
            + " time tr track tt u ul var video wbr"
    )

    /// The elements that go with everything inside them.
    static let swallowed = set(
        "script style head title template noscript iframe object applet svg math select textarea"
            + " button canvas noframes noembed"
    )

    /// The elements without an end tag.
    static let voids = set("area br col hr img source track wbr")

    /// The attributes that are kept, on whatever element.
    static let attributes = set(
        "abbr align alt axis border cellpadding cellspacing char charoff charset cite class clear"
            + " color cols colspan compact controls coords datetime dir disabled face frame headers"
            + " height high href hreflang hspace id ismap label lang longdesc loop low max media min"
            + " name nohref noshade nowrap open optimum poster preload prompt pubdate rel rev rows"
            + " rowspan rules scope shape size span src start summary target title type usemap"
            + " valign value vspace width xml:lang"
    )

    /// The attributes whose value is an address.
    static let addresses = set("cite href longdesc poster src usemap")

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(separator: " ").map(String.init))
    }
}
