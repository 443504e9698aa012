/// The names of the months in the languages whose feeds use them in dates.
enum MonthName {
    /// The month whose name begins with one of the known stems; `nil` for another word.
    ///
    /// The word is in small letters.
    static func month(of word: [UInt8]) -> Int? {
        stems.first { word.starts(with: $0.stem) }?.month
    }

    private static let stems: [(stem: [UInt8], month: Int)] = languages.flatMap { language in
        zip(language.split(separator: " "), 1...).flatMap { names, month in
            names.split(separator: "|").map { (Array($0.utf8), month) }
        }
    }

    /// Stems of January to December: English first, then what differs from it.
    private static let languages = [
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jän|jänner febr mär|mrt|maart|már ápr mai|mei|maj|máj jún júl aug szep okt nov dez",
        "janv fév|fev mars avr mai juin juil aoû|aou sept oct nov déc",
        "ene feb mar abr mayo jun jul ago set|sep out nov dic",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "sty lut mar kwi maj cze lip sie wrz paź|paz lis gru",
        "янв фев мар апр май|мая июн июл авг сен окт ноя дек",
        "січ лют бер квіт трав черв лип серп вер жовт лист груд",
        "ιαν φεβ μαρ|μάρ απρ μαι|μαϊ|μάι ιουν|ιούν ιουλ|ιούλ αυγ|αύγ σεπ οκτ νοε|νοέ δεκ",
        "oca şub mar nis may haz tem ağu eyl eki kas ara",
    ]
}
