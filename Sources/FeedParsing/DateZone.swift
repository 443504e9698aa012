import EarshotModel

/// A zone as dates in feeds name it.
enum DateZone: Hashable {
    /// A constant distance from UTC, east positive.
    case fixed(minutes: Int)
    /// A place with summer time by the rule of the European Union.
    case european(minutes: Int)
    /// A place with summer time by the rule of the United States.
    case american(minutes: Int)
    /// A place with summer time by the rule of the south-east of Australia.
    case australian(minutes: Int)
    /// New Zealand.
    case newZealand

    static let utc = DateZone.fixed(minutes: 0)
    static let korean = DateZone.fixed(minutes: 540)

    /// The zone of a name in small letters; `nil` for a name that is none.
    ///
    /// A single letter other than Z counts as UTC (RFC 2822, section 4.3).
    init?(name: [UInt8]) {
        if name.count == 1, name.allSatisfy(\.isASCIILetter) {
            self = .utc
        } else if let zone = Self.table[String(decoding: name, as: UTF8.self)] {
            self = zone
        } else {
            return nil
        }
    }

    /// The seconds since the epoch of a local time, given as if it were UTC.
    func utcSeconds(ofLocal local: Int64) -> Int64 {
        switch self {
        case .fixed(let minutes):
            return local - Int64(minutes * 60)
        case .european(let minutes):
            let standard = local - Int64(minutes * 60)
            let year = Self.year(of: local)
            let start = Self.sunday(.last, of: 3, in: year) + 3600
            let end = Self.sunday(.last, of: 10, in: year) + 3600
            return standard >= start && standard - 3600 < end ? standard - 3600 : standard
        case .american(let minutes):
            let standard = local - Int64(minutes * 60)
            let year = Self.year(of: local)
            let start = Self.sunday(.second, of: 3, in: year) + 7200
            let end = Self.sunday(.first, of: 11, in: year) + 7200
            return local >= start && local < end ? standard - 3600 : standard
        case .australian(let minutes):
            return Self.southern(local, minutes * 60, from: (.first, 10))
        case .newZealand:
            return Self.southern(local, 12 * 3600, from: (.last, 9))
        }
    }

    /// Summer time that begins in spring at two o'clock and ends at three on April's first Sunday.
    private static func southern(
        _ local: Int64,
        _ offset: Int,
        from start: (which: Which, month: Int)
    ) -> Int64 {
        let year = year(of: local)
        let autumn = sunday(.first, of: 4, in: year) + 3 * 3600
        let spring = sunday(start.which, of: start.month, in: year) + 2 * 3600
        return local - Int64(offset) - (local < autumn || local >= spring ? 3600 : 0)
    }

    private enum Which { case first, second, last }

    private static func year(of local: Int64) -> Int {
        CivilDate(daysSinceEpoch: local / 86_400).year
    }

    /// Midnight of a Sunday of a month, in seconds as if it were UTC.
    private static func sunday(_ which: Which, of month: Int, in year: Int) -> Int64 {
        // The last seven days of March, September and October.
        let from = which == .first ? 1 : which == .second ? 8 : month == 9 ? 24 : 25
        guard let date = CivilDate(year: year, month: month, day: from) else { return 0 }
        let index = Weekday.allCases.firstIndex(of: date.weekday) ?? 6
        return (date.daysSinceEpoch + Int64((6 - index) % 7)) * 86_400
    }

    private static let table: [String: DateZone] = {
        var table: [String: DateZone] = [:]
        for (minutes, names) in fixed {
            for name in names.split(separator: " ") {
                table[String(name)] = .fixed(minutes: minutes)
            }
        }
        for (minutes, names) in european {
            for name in names.split(separator: " ") {
                table[String(name)] = .european(minutes: minutes)
            }
        }
        for (minutes, names) in american {
            for name in names.split(separator: " ") {
                table[String(name)] = .american(minutes: minutes)
            }
        }
        for (minutes, names) in australian {
            for name in names.split(separator: " ") {
                table[String(name)] = .australian(minutes: minutes)
            }
        }
        table["pacific/auckland"] = .newZealand
        return table
    }()

    private static let fixed: [(Int, String)] = [
        (-600, "hst pacific/honolulu"), (-540, "akst"), (-480, "pst akdt"),
        (-420, "mst pdt america/phoenix"), (-360, "cst mdt america/costa_rica america/guatemala"),
        (-360, "america/mexico_city"), (-300, "est cdt america/bogota america/lima america/panama"),
        (-300, "america/jamaica"), (-240, "ast edt clt america/caracas america/la_paz"),
        (-240, "america/puerto_rico"), (-210, "nst"), (-180, "adt brt art clst america/sao_paulo"),
        (-180, "america/argentina/buenos_aires america/buenos_aires america/montevideo"),
        (-150, "ndt"), (0, "utc gmt ut wet etc/utc etc/gmt atlantic/reykjavik africa/accra"),
        (60, "cet met mez bst west wat africa/lagos africa/algiers africa/tunis africa/casablanca"),
        (120, "eet cest mest mesz sast cat africa/johannesburg africa/cairo africa/maputo"),
        (180, "eest msk eat trt europe/moscow europe/minsk asia/riyadh asia/baghdad asia/kuwait"),
        (180, "europe/istanbul asia/istanbul asia/qatar africa/nairobi africa/addis_ababa"),
        (210, "irst asia/tehran"), (240, "gst msd asia/dubai asia/baku asia/tbilisi asia/yerevan"),
        (270, "aft asia/kabul"), (300, "pkt yekt asia/karachi asia/tashkent asia/yekaterinburg"),
        (330, "ist asia/kolkata asia/calcutta asia/colombo"), (345, "npt asia/kathmandu"),
        (360, "omst asia/dhaka"), (390, "asia/yangon asia/rangoon"),
        (420, "ict wib novt asia/bangkok asia/jakarta asia/ho_chi_minh asia/saigon"),
        (480, "hkt sgt awst pht myt wita asia/shanghai asia/hong_kong asia/singapore asia/taipei"),
        (480, "asia/manila asia/kuala_lumpur asia/macau australia/perth"),
        (540, "jst kst wit asia/tokyo asia/seoul"), (570, "acst australia/darwin"),
        (600, "aest vlat australia/brisbane asia/vladivostok"), (630, "acdt"), (660, "aedt"),
        (720, "nzst"), (780, "nzdt"),
    ]

    private static let european: [(Int, String)] = [
        (0, "europe/london europe/dublin europe/lisbon europe/belfast atlantic/canary"),
        (60, "europe/berlin europe/paris europe/madrid europe/rome europe/vienna europe/zurich"),
        (60, "europe/amsterdam europe/brussels europe/copenhagen europe/oslo europe/stockholm"),
        (60, "europe/prague europe/warsaw europe/budapest europe/belgrade europe/luxembourg"),
        (60, "europe/zagreb europe/ljubljana europe/bratislava europe/sarajevo europe/skopje"),
        (
            60,
            "europe/tirane europe/malta europe/monaco europe/andorra europe/vaduz europe/busingen"
        ),
        (
            120,
            "europe/athens europe/helsinki europe/bucharest europe/sofia europe/kiev europe/kyiv"
        ),
        (120, "europe/vilnius europe/riga europe/tallinn europe/chisinau asia/nicosia"),
    ]

    private static let american: [(Int, String)] = [
        (-300, "et america/new_york america/toronto america/detroit us/eastern america/montreal"),
        (-360, "ct america/chicago america/winnipeg us/central"),
        (-420, "mt america/denver america/edmonton us/mountain america/boise"),
        (-480, "pt america/los_angeles america/vancouver us/pacific america/tijuana"),
        (-240, "america/halifax"), (-540, "america/anchorage"),
    ]

    private static let australian: [(Int, String)] = [
        (570, "australia/adelaide"),
        (600, "australia/sydney australia/melbourne australia/hobart australia/canberra"),
    ]
}
