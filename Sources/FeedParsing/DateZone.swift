import EarshotModel

/// A zone as dates in feeds name it.
enum DateZone: Hashable {
    /// A constant distance from UTC, east positive.
    case fixed(minutes: Int)
    /// A place with summer time by the rule of the European Union.
    case european(minutes: Int)
    /// A place with summer time by the rule of the United States.
    case american(minutes: Int)

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
        }
    }

    private enum Which { case first, second, last }

    private static func year(of local: Int64) -> Int {
        CivilDate(daysSinceEpoch: local / 86_400).year
    }

    /// Midnight of a Sunday of a month, in seconds as if it were UTC.
    private static func sunday(_ which: Which, of month: Int, in year: Int) -> Int64 {
        let from = which == .first ? 1 : which == .second ? 8 : 25
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
        return table
    }()

    private static let fixed: [(Int, String)] = [
        (-600, "hst pacific/honolulu"), (-540, "akst"), (-480, "pst akdt"),
        (-420, "mst pdt america/phoenix"), (-360, "cst mdt"), (-300, "est cdt"),
        (-240, "ast edt clt"), (-210, "nst"), (-180, "adt brt art clst america/sao_paulo"),
        (-150, "ndt"), (0, "utc gmt ut wet etc/utc"), (60, "cet met mez bst west wat"),
        (120, "eet cest mest mesz sast cat"), (180, "eest msk eat trt europe/moscow"),
        (180, "europe/istanbul"), (210, "irst"), (240, "gst msd asia/dubai"), (270, "aft"),
        (300, "pkt yekt"), (330, "ist asia/kolkata asia/calcutta"), (345, "npt"), (360, "omst"),
        (420, "ict wib novt asia/bangkok asia/jakarta"),
        (480, "hkt sgt awst pht myt wita asia/shanghai asia/hong_kong asia/singapore"),
        (540, "jst kst wit asia/tokyo asia/seoul"), (570, "acst"), (600, "aest vlat"),
        (630, "acdt"), (660, "aedt"), (720, "nzst"), (780, "nzdt"),
    ]

    private static let european: [(Int, String)] = [
        (0, "europe/london europe/dublin europe/lisbon"),
        (60, "europe/berlin europe/paris europe/madrid europe/rome europe/vienna europe/zurich"),
        (60, "europe/amsterdam europe/brussels europe/copenhagen europe/oslo europe/stockholm"),
        (60, "europe/prague europe/warsaw europe/budapest europe/belgrade europe/luxembourg"),
        (
            120,
            "europe/athens europe/helsinki europe/bucharest europe/sofia europe/kiev europe/kyiv"
        ),
    ]

    private static let american: [(Int, String)] = [
        (-300, "et america/new_york america/toronto america/detroit us/eastern"),
        (-360, "ct america/chicago america/winnipeg us/central"),
        (-420, "mt america/denver america/edmonton us/mountain"),
        (-480, "pt america/los_angeles america/vancouver us/pacific"),
        (-240, "america/halifax"), (-540, "america/anchorage"),
    ]
}
