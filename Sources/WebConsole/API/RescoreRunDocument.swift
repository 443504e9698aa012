import EarshotModel
import RecordStorage

/// One judging again, for programs.
struct RescoreRunDocument: Encodable {
    let id: String
    let state: String
    let brand: String?
    let since: String?
    /// The language and the terms whose mentions alone are judged again.
    let language: String?
    let words: [String]?
    let seen: Int
    let changed: Int
    let flipped: Int
    let restored: Int
    let startedAt: String
    let endedAt: String?
    /// The fingerprint of the rule files that judge.
    let rules: String

    init(_ run: RescoreRun, brand: String?) {
        id = "\(run.id)"
        state = run.state.rawValue
        self.brand = brand
        since = run.choice.since?.rfc3339
        language = run.choice.words?.language
        words = run.choice.words?.terms
        seen = run.seen
        changed = run.changed
        flipped = run.flipped
        restored = run.restored
        startedAt = run.startedAt.rfc3339
        endedAt = run.endedAt?.rfc3339
        rules = run.fingerprint
    }
}
