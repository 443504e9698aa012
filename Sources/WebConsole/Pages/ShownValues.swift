import CaseHandling
import CaseRules
import EarshotModel
import Foundation
import RecordStorage

/// Stored values as people read them on a page.
struct ShownValues {
    let words: Phrases
    let now: Instant
    let zone: TimeZone

    /// A line of the queue.
    func row(_ item: QueueItem) -> [String: Any] {
        let row = item.row
        var fields: [String: Any] = [
            "why": why(item.reason), "why_kind": item.reason.code,
            "label": words("label_\(row.label.rawValue)"), "label_kind": row.label.rawValue,
            "label_sign": sign(of: row.label), "nature": words("nature_\(row.nature.rawValue)"),
            "brand": row.brand, "feed": row.feed,
            "feed_kind": words("feed_kind_\(row.feedKind.rawValue)"),
            "excerpt": row.excerpt, "who": row.customer ?? row.author ?? words("somebody"),
            "published": moment(row.publishedAt), "published_iso": row.publishedAt.rfc3339,
        ]
        switch row.subject {
        case .matter(_, let number):
            fields["address"] = "/cases/\(number)"
            fields["number"] = "\(number)"
            fields["is_case"] = true
        case .mention(let id):
            fields["address"] = "/mentions/\(id)"
        }
        fields["title"] = row.title.isEmpty ? nil : row.title
        fields["owner"] = row.owner
        fields["state"] = row.state.map { words("state_\($0.rawValue)") }
        if row.mentionCount > 1 { fields["more"] = words.count("mentions", row.mentionCount) }
        return fields
    }

    /// Why a line stands where it does, in words.
    func why(_ reason: QueueReason) -> String {
        switch reason {
        case .overdue(let minutes): words("why_overdue", ["time": time(minutes)])
        case .due(let minutes): words("why_due", ["time": time(minutes)])
        case .urgent(let signs): words("why_urgent", ["signs": self.signs(signs)])
        case .influential: words("why_influential")
        case .waiting: words("why_waiting")
        }
    }

    /// The signs of urgency in words, the weightiest first.
    private func signs(_ signs: UrgencySigns) -> String {
        let all: [(UrgencySigns, String)] = [
            (.wroteAgain, words("sign_wrote_again")),
            (.strongWords, words("sign_strong_words")), (.complaint, words("sign_complaint")),
        ]
        return all.filter { signs.contains($0.0) }.map(\.1).joined(separator: ", ")
    }

    /// A time in open hours and minutes.
    private func time(_ minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        if hours == 0 { return "\(rest) min" }
        return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
    }

    /// A moment as people read it: how long ago within a day, else day and time.
    func moment(_ moment: Instant) -> String {
        let minutes = Int((now - moment).milliseconds / 60_000)
        switch minutes {
        case 0: return words("just_now")
        case 1..<60: return words("minutes_ago", ["n": "\(minutes)"])
        case 60..<1440: return words("hours_ago", ["n": "\(minutes / 60)"])
        default: return date(moment)
        }
    }

    /// Day and time on the company's clocks, with the clocks' distance from UTC.
    func date(_ moment: Instant) -> String {
        let seconds = moment.seconds
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let (local, day) = (seconds + Int64(offset), Int64(86400))
        let secondOfDay = Int((local % day + day) % day)
        let date = CivilDate(daysSinceEpoch: (local - Int64(secondOfDay)) / day)
        let clock = "\(twoDigits(secondOfDay / 3600)):\(twoDigits(secondOfDay / 60 % 60))"
        return words(
            "date",
            [
                "weekday": words("weekday_\(date.weekday.rawValue)"), "day": "\(date.day)",
                "month": words("month_\(date.month)"), "year": "\(date.year)", "time": clock,
                "zone": distance(offset),
            ]
        )
    }

    /// `UTC`, `UTC+1`, `UTC−3:30`.
    private func distance(_ offset: Int) -> String {
        guard offset != 0 else { return "UTC" }
        let (hours, minutes) = (abs(offset) / 3600, abs(offset) / 60 % 60)
        let rest = minutes == 0 ? "" : ":\(twoDigits(minutes))"
        return "UTC\(offset < 0 ? "−" : "+")\(hours)\(rest)"
    }

    private func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// A label as a sign, so that it does not stand in colour alone.
    func sign(of label: SentimentLabel) -> String {
        switch label {
        case .positive: "+"
        case .negative: "−"
        case .mixed: "±"
        case .neutral: "○"
        case .abstain: "?"
        }
    }

    /// Thousandths as a decimal number with its sign.
    func points(_ thousandths: Int) -> String {
        let fraction = String(thousandths.magnitude % 1000 + 1000).dropFirst()
        return (thousandths < 0 ? "−" : "+") + "\(thousandths.magnitude / 1000).\(fraction)"
    }

    /// A rule of the judge in words.
    func rule(_ code: String) -> String {
        words("rule_\(code)")
    }
}
