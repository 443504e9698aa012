import EarshotModel
import Testing
import TrendAnalysis

@Suite struct TrendSeriesTests {
    @Test func `a day without a mention is a bucket of zeros`() throws {
        let series = try series(
            [
                count("2026-03-02T10:00:00Z", .positive, 3),
                count("2026-03-04T10:00:00Z", .mixed, 1),
            ],
            by: .day,
            from: "2026-03-01T00:00:00Z",
            to: "2026-03-05T00:00:00Z",
            in: "UTC"
        )
        #expect(series.buckets.map(\.counts.total) == [0, 3, 0, 1])
        #expect(series.buckets.map(\.name).first == "2026-03-01")
        #expect(series.buckets.allSatisfy { !$0.isPartial })
    }

    @Test func `the night the clocks go back has an hour twice`() throws {
        let series = try series(
            [count("2026-10-25T00:15:00Z", .positive), count("2026-10-25T01:15:00Z", .negative)],
            by: .hour,
            from: "2026-10-24T23:00:00Z",
            to: "2026-10-25T02:00:00Z",
            in: "Europe/Warsaw"
        )
        #expect(
            series.buckets.map(\.name) == [
                "2026-10-25T01:00+02:00", "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00",
            ]
        )
        #expect(series.buckets.map(\.counts.positive) == [0, 1, 0])
        #expect(series.buckets.map(\.counts.negative) == [0, 0, 1])
    }

    @Test func `the night the clocks go forward lacks an hour`() throws {
        let series = try series(
            [],
            by: .hour,
            from: "2026-03-29T00:00:00Z",
            to: "2026-03-29T02:00:00Z",
            in: "Europe/Warsaw"
        )
        #expect(
            series.buckets.map(\.name) == ["2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00"]
        )
    }

    @Test func `half an hour of Lord Howe is a bucket of its own`() throws {
        let series = try series(
            [],
            by: .hour,
            from: "2026-04-04T14:00:00Z",
            to: "2026-04-04T16:30:00Z",
            in: "Australia/Lord_Howe"
        )
        #expect(
            series.buckets.map(\.name) == [
                "2026-04-05T01:00+11:00", "2026-04-05T01:30+10:30", "2026-04-05T02:00+10:30",
            ]
        )
    }

    @Test func `an hour of Kathmandu begins at a quarter past in UTC`() throws {
        let series = try series(
            [count("2026-05-01T00:00:00Z", .neutral), count("2026-05-01T00:15:00Z", .negative)],
            by: .hour,
            from: "2026-04-30T23:15:00Z",
            to: "2026-05-01T01:15:00Z",
            in: "Asia/Kathmandu"
        )
        #expect(series.buckets.map(\.counts.neutral) == [1, 0])
        #expect(series.buckets.map(\.counts.negative) == [0, 1])
    }

    @Test(arguments: [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
    func `a day lasts as long as the clocks make it`(day: String, hours: Int) throws {
        let zone = try #require(TrendZone(identifier: "Europe/Warsaw"))
        let date = try #require(CivilDate(iso8601: day))
        let period = TrendPeriod(
            start: zone.startOfDay(date),
            end: zone.startOfDay(date.advanced(by: 1))
        )
        let byDay = try TrendSeries(of: [], by: .day, over: period, in: zone)
        let byHour = try TrendSeries(of: [], by: .hour, over: period, in: zone)
        #expect(byDay.buckets.map(\.name) == [day])
        #expect(byHour.buckets.count == hours)
    }

    @Test func `weeks begin on Monday and carry the year of their Thursday`() throws {
        let series = try series(
            [count("2025-12-28T23:45:00Z", .positive), count("2025-12-29T00:00:00Z", .negative)],
            by: .week,
            from: "2025-12-22T00:00:00Z",
            to: "2026-01-12T00:00:00Z",
            in: "UTC"
        )
        #expect(series.buckets.map(\.name) == ["2025-W52", "2026-W01", "2026-W02"])
        #expect(series.buckets.map(\.counts.positive) == [1, 0, 0])
        #expect(series.buckets.map(\.counts.negative) == [0, 1, 0])
    }

    @Test func `months are those of the calendar on the wall`() throws {
        let series = try series(
            [count("2026-03-31T22:30:00Z", .positive), count("2026-03-31T21:45:00Z", .negative)],
            by: .month,
            from: "2026-02-28T23:00:00Z",
            to: "2026-04-30T22:00:00Z",
            in: "Europe/Warsaw"
        )
        #expect(series.buckets.map(\.name) == ["2026-03", "2026-04"])
        #expect(series.buckets.map(\.counts.negative) == [1, 0])
        #expect(series.buckets.map(\.counts.positive) == [0, 1])
    }

    @Test func `a bucket that the period covers in part says so and holds only that part`() throws {
        let series = try series(
            [count("2026-03-01T10:00:00Z", .positive), count("2026-03-01T14:00:00Z", .negative)],
            by: .day,
            from: "2026-03-01T12:00:00Z",
            to: "2026-03-02T12:00:00Z",
            in: "UTC"
        )
        #expect(series.buckets.map(\.isPartial) == [true, true])
        #expect(series.buckets.map(\.counts.total) == [1, 0])
        #expect(series.total.negative == 1)
    }

    @Test func `the day that Samoa skipped is no bucket`() throws {
        let series = try series(
            [],
            by: .day,
            from: "2011-12-28T10:00:00Z",
            to: "2011-12-31T10:00:00Z",
            in: "Pacific/Apia"
        )
        #expect(series.buckets.map(\.name) == ["2011-12-28", "2011-12-29", "2011-12-31"])
    }

    @Test func `a period that ends before it begins has no series`() {
        #expect(throws: TrendError.emptyPeriod) {
            try series(
                [],
                by: .day,
                from: "2026-03-02T00:00:00Z",
                to: "2026-03-01T00:00:00Z",
                in: "UTC"
            )
        }
    }

    @Test func `hours over many years are refused in words`() throws {
        let error = TrendError.tooManyBuckets(limit: TrendSeries.mostBuckets)
        #expect(throws: error) {
            try series(
                [],
                by: .hour,
                from: "2000-01-01T00:00:00Z",
                to: "2026-03-01T00:00:00Z",
                in: "UTC"
            )
        }
        #expect(error.description.contains("choose wider ones"))
    }

    @Test func `all of time is refused instead of computed`() throws {
        let zone = try #require(TrendZone(identifier: "UTC"))
        let period = TrendPeriod(start: Instant(rawValue: .min), end: Instant(rawValue: .max))
        #expect(throws: TrendError.periodTooLong(years: 100)) {
            try TrendSeries(of: [], by: .month, over: period, in: zone)
        }
    }

    @Test func `counts beyond all bounds stay at the greatest number`() throws {
        let many = count("2026-03-01T00:00:00Z", .negative, .max)
        let series = try series(
            [many, many, count("2026-03-01T00:00:00Z", .positive, .min)],
            by: .day,
            from: "2026-03-01T00:00:00Z",
            to: "2026-03-02T00:00:00Z",
            in: "UTC"
        )
        #expect(series.total.negative == .max)
        #expect(series.total.positive == 0)
        #expect(series.total.total == .max)
    }
}

/// No count is lost or doubled, whatever the clocks do.
@Suite struct TrendSeriesPropertyTests {
    static let zones = [
        "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Warsaw", "America/New_York",
        "Pacific/Apia", "Africa/Cairo", "America/Havana", "America/St_Johns", "Africa/Casablanca",
        "Asia/Beirut", "Antarctica/Troll", "America/Sao_Paulo", "Pacific/Chatham", "UTC",
    ]

    @Test(arguments: zones, TrendStep.allCases)
    func `buckets touch, cover the period and hold every count once`(
        name: String,
        step: TrendStep
    ) throws {
        let zone = try #require(TrendZone(identifier: name))
        // Each holds nights of both changes; in 2011 Samoa skipped a day.
        for (from, to) in [
            ("2026-03-01", "2026-04-30"), ("2026-09-20", "2026-11-20"),
            ("2011-12-20", "2012-01-10"), ("2010-10-20", "2010-11-20"),
        ] {
            let start = try zone.startOfDay(#require(CivilDate(iso8601: from)))
            let end = try zone.startOfDay(#require(CivilDate(iso8601: to)))
            let counts = quarterHours(from: start, to: end)
            let series = try TrendSeries(
                of: counts,
                by: step,
                over: TrendPeriod(start: start, end: end),
                in: zone
            )
            let first = try #require(series.buckets.first)
            let last = try #require(series.buckets.last)
            #expect(first.start <= start && last.end >= end)
            #expect(
                zip(series.buckets, series.buckets.dropFirst()).allSatisfy { $0.end == $1.start }
            )
            #expect(series.buckets.allSatisfy { $0.start < $0.end })
            #expect(Set(series.buckets.map(\.name)).count == series.buckets.count)
            for label in SentimentLabel.allCases {
                let expected = counts.filter { $0.label == label }.reduce(0) { $0 + $1.count }
                #expect(series.total[label] == expected)
                #expect(series.buckets.reduce(0) { $0 + $1.counts[label] } == expected)
            }
        }
    }

    @Test(arguments: zones)
    func `every quarter of an hour lies in the day that its calendar shows`(name: String) throws {
        let zone = try #require(TrendZone(identifier: name))
        let start = try zone.startOfDay(#require(CivilDate(iso8601: "2026-03-01")))
        let end = try zone.startOfDay(#require(CivilDate(iso8601: "2026-11-30")))
        let period = TrendPeriod(start: start, end: end)
        let series = try TrendSeries(of: [], by: .day, over: period, in: zone)
        for count in quarterHours(from: start, to: end) {
            let bucket = series.buckets.first { $0.start <= count.start && count.start < $0.end }
            #expect(bucket?.name == zone.date(at: count.start).iso8601)
        }
    }

    private func quarterHours(from start: Instant, to end: Instant) -> [TrendCount] {
        let labels = SentimentLabel.allCases
        return stride(from: start.seconds, to: end.seconds, by: 900).enumerated().map {
            index,
            seconds in
            TrendCount(
                start: Instant(seconds: seconds),
                brand: Brand.ID(rawValue: 1),
                label: labels[index % labels.count],
                count: index % 7
            )
        }
    }
}

private func count(_ start: String, _ label: SentimentLabel, _ count: Int = 1) -> TrendCount {
    TrendCount(
        start: Instant(rfc3339: start) ?? Instant(rawValue: 0),
        brand: Brand.ID(rawValue: 1),
        label: label,
        count: count
    )
}

private func series(
    _ counts: [TrendCount],
    by step: TrendStep,
    from start: String,
    to end: String,
    in zone: String
) throws -> TrendSeries {
    let period = try TrendPeriod(
        start: #require(Instant(rfc3339: start)),
        end: #require(Instant(rfc3339: end))
    )
    let zone = try #require(TrendZone(identifier: zone))
    return try TrendSeries(of: counts, by: step, over: period, in: zone)
}
