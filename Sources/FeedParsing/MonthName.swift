/// The names of the months in the languages whose feeds use them in dates.
enum MonthName {
    /// The month whose name begins with one of the known stems, the longest that fits; `nil` for
    /// another word.
    ///
    /// The word is in small letters.
    static func month(of word: [UInt8]) -> Int? {
        guard let first = word.first else { return nil }
        return stems[Int(first)].first { word.starts(with: $0.stem) }?.month
    }

    /// The stems by their first byte, the longest first.
    private static let stems: [[(stem: [UInt8], month: Int)]] = {
        var stems: [[(stem: [UInt8], month: Int)]] = Array(repeating: [], count: 256)
        for language in languages {
            for (names, month) in zip(language.split(separator: " "), 1...) {
                for name in names.split(separator: "|") {
                    let stem = Array(name.utf8)
                    stems[Int(stem[0])].append((stem, month))
                }
            }
        }
        return stems.map { list in list.sorted { $0.stem.count > $1.stem.count } }
    }()

    /// Stems of January to December, language by language.
    private static let languages = [
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jän|jänner febr mär|mrt|maart|már ápr mai|mei|maj|máj jún júl aug szep okt nov dez|des",
        "janv fév|fev mars avr mai juin juil aoû|aou sept oct nov déc",
        "ene feb mar abr mayo jun jul ago set|sep out nov dic",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "sty lut mar kwi maj cze lip sie wrz paź|paz lis gru",
        "led úno bře dub kvě červen|čer červenec|červenc|črv srp zář říj lis pro",
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        "ian feb mart apr mai iun iul aug sept oct noi dec",
        "jan feb mac|maret apr mei jun jul ogos|agu sep okt nov dis|des",
        "ene peb mar abr may hun hul ago set okt nob dis",
        "янв фев мар апр май|мая июн июл авг сен окт ноя дек",
        "січ лют бер квіт трав черв лип серп вер жовт лист груд",
        "ιαν φεβ μαρ|μάρ απρ μαι|μαϊ|μάι ιουν|ιούν ιουλ|ιούλ αυγ|αύγ σεπ οκτ νοε|νοέ δεκ",
        "oca şub mar nis may haz tem ağu eyl eki kas ara",
        "ஜன பிப் மார் ஏப் மே ஜூன் ஜூலை ஆக செப் அக் நவ டிச",
    ]
}
