import EarshotModel
import RecordStorage

extension ShownValues {
    /// An early warning in words and numbers.
    func sentence(of record: AlertRecord) -> String {
        let warning = record.warning
        let values = [
            "observed": "\(warning.observed)", "brand": record.brandName, "at": date(record.at),
            "usual": tenths(warning.usualThousandths), "days": "\(warning.days)",
            "once": "\(rounded(1_000_000_000 / max(warning.chanceBillionths, 1)))",
        ]
        return switch warning.kind {
        case .burst: words("alert_burst", values)
        case .firstDays: words("alert_first_days", values)
        }
    }

    /// Thousandths with one decimal.
    private func tenths(_ thousandths: Int) -> String {
        let tenths = (thousandths + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A large number to two figures: more would claim to be known.
    private func rounded(_ number: Int) -> Int {
        var unit = 1
        while number / unit >= 100 { unit *= 10 }
        return number / unit * unit
    }
}
