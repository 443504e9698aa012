import Administration
import EarshotModel
import TrendAnalysis

/// A series of counts over time, for programs.
struct TrendDocument: Encodable {
    struct Net: Encodable {
        let value: Double
        let low: Double
        let high: Double

        init(_ net: NetSentiment) {
            value = net.value
            low = net.low
            high = net.high
        }
    }

    struct Bucket: Encodable {
        let name: String?
        let startsAt: String?
        let endsAt: String?
        let isPartial: Bool?
        let positive: Int
        let negative: Int
        let neutral: Int
        let mixed: Int
        let abstain: Int
        let total: Int
        let net: Net?

        init(_ counts: LabelCounts, net: NetSentiment?, of bucket: TrendBucket? = nil) {
            name = bucket?.name
            startsAt = bucket?.start.rfc3339
            endsAt = bucket?.end.rfc3339
            isPartial = bucket?.isPartial
            positive = counts.positive
            negative = counts.negative
            neutral = counts.neutral
            mixed = counts.mixed
            abstain = counts.abstain
            total = counts.total
            self.net = net.map(Net.init)
        }
    }

    /// The series in the company's zone of before.
    struct Former: Encodable {
        let zone: String
        let data: [Bucket]
        let total: Bucket

        init(_ series: TrendSeries) {
            zone = series.zone
            data = TrendDocument.buckets(of: series)
            total = Bucket(series.total, net: series.net)
        }
    }

    let step: TrendStep
    let zone: String
    let data: [Bucket]
    let total: Bucket
    /// While days are counted anew after the company's zone changed.
    let former: Former?

    init(_ answer: TrendReport.Answer) {
        let series = answer.series
        step = series.step
        zone = series.zone
        data = Self.buckets(of: series)
        total = Bucket(series.total, net: series.net)
        former = answer.former.map(Former.init)
    }

    private static func buckets(of series: TrendSeries) -> [Bucket] {
        series.buckets.map { Bucket($0.counts, net: $0.net, of: $0) }
    }
}
