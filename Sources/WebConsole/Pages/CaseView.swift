import CaseHandling
import CaseRules
import EarshotModel
import Foundation
import RecordStorage

/// The fields of the case page.
struct CaseView {
    let words: Phrases
    let now: Instant
    let zone: TimeZone
    /// What somebody chose on the form of a mention when it could not be carried out.
    var draft: (mention: Mention.ID, form: CorrectionForm)?

    private var shown: ShownValues { ShownValues(words: words, now: now, zone: zone) }
    private var corrections: CorrectionView {
        CorrectionView(words: words, now: now, zone: zone)
    }

    /// The fields of a case; `form` is what somebody typed when it could not be carried out.
    func fields(of file: CaseFile, for member: StaffMember?, form: AnswerForm?) -> [String: Any] {
        let matter = file.matter
        var fields: [String: Any] = [
            "is_case": true, "number": "\(matter.number)",
            "heading": words("case_title", ["number": "\(matter.number)"]),
            "version": "\(matter.version)", "address": "/cases/\(matter.number)",
            "state": words("state_\(matter.state.rawValue)"),
            "nature": words("nature_\(matter.nature.rawValue)"),
            "who": matter.partyName ?? words("somebody"),
            "can_claim": matter.state == .new && may(.claim, member),
            "can_answer": matter.state.isLive && may(.sendPublic, member),
            "can_note": may(.note, member),
            "mentions": file.mentions.enumerated().map { place, mention in
                self.mention(mention, for: member, isFirst: place == 0)
            },
        ]
        fields["owner"] = matter.ownerName
        if let due = matter.dueAt, matter.respondedAt == nil, matter.state.isLive {
            fields["due"] = shown.date(due)
            fields["due_iso"] = due.rfc3339
            fields["why"] = words(due < now ? "is_overdue" : "is_due")
            fields["why_kind"] = due < now ? "overdue" : "due"
        }
        let link = SafeLink(file.mentions.first?.link)
        fields.merge(answer(matter, link, form)) { $1 }
        fields.merge(ledger(of: file)) { $1 }
        return fields
    }

    /// The fields of a mention without a case.
    func fields(of file: MentionFile, for member: StaffMember?) -> [String: Any] {
        let isOpen = file.triage == .queued || file.triage == .noted
        return [
            "heading": words("mention"), "version": "\(file.version)",
            "address": "/mentions/\(file.id)", "state": words("triage_\(file.triage.rawValue)"),
            "nature": words("nature_\(file.judgement.nature.rawValue)"),
            "who": file.customerName ?? file.author?.name ?? words("somebody"),
            "can_decide": isOpen && may(.triage, member),
            "mentions": [mention(file, for: member, isFirst: true)],
            "dismissals": DismissalReason.allCases.map { reason in
                ["value": reason.rawValue, "text": words("dismissal_\(reason.rawValue)")]
            },
        ]
    }

    // MARK: -

    private func may(_ act: Act, _ member: StaffMember?) -> Bool {
        member.map { Permission.isAllowed(act, for: $0) } ?? false
    }

    private func mention(
        _ file: MentionFile,
        for member: StaffMember?,
        isFirst: Bool
    ) -> [String: Any] {
        let judgement = file.judgement
        var fields: [String: Any] = [
            "brand": file.brandName, "label": words("label_\(judgement.label.rawValue)"),
            "label_kind": judgement.label.rawValue, "label_sign": shown.sign(of: judgement.label),
            "score": file.correction == nil ? shown.points(judgement.score) : "",
            "evidence_score": shown.points(file.correction?.score ?? judgement.score),
            "nature": words("nature_\(judgement.nature.rawValue)"),
            "nature_reason": reason(of: judgement),
            "feed": file.feedTitle, "feed_kind": words("feed_kind_\(file.feedKind.rawValue)"),
            "published": shown.moment(file.publishedAt), "published_iso": file.publishedAt.rfc3339,
            "reason": file.reason,
            "title_parts": pieces(of: file.title, .title, file).pieces.map(piece),
            "paragraphs": pieces(of: file.text, .text, file).paragraphs.map { line in
                ["parts": line.map(piece)]
            },
            "has_evidence": !judgement.evidence.parts.isEmpty,
            "evidence_rows": judgement.evidence.parts.map(evidence),
            "points": shown.points(judgement.evidence.points),
        ]
        fields["author"] = file.author?.name ?? file.author?.email
        fields["text_removed"] = file.textRemoval.map { words("text_\($0.rawValue)") }
        if judgement.isLanguageAssumed { fields["language_note"] = words("language_assumed") }
        if judgement.evidence.starsDisagree { fields["stars_note"] = words("stars_disagree") }
        fields["confidence_note"] = confidence(of: file)
        if let link = SafeLink(file.link) {
            fields["link"] = link.address
            fields["link_host"] = link.host
        }
        fields.merge(customer(file)) { $1 }
        if file.customerLink.decision == .suggested, may(.triage, member) {
            fields["to_confirm"] = ["id": "\(file.id)", "mention_version": "\(file.version)"]
        }
        fields["correction"] = file.correction.map { corrections.note(on: $0, of: judgement) }
        if may(.correctJudgements, member) {
            fields["correct"] = corrections.form(
                for: file,
                filledIn: draft?.mention == file.id ? draft?.form : nil,
                hasKey: isFirst,
                mayChangeWords: may(.editRules, member)
            )
        }
        return fields
    }

    private func reason(of judgement: Judgement) -> String {
        judgement.natureReason == "person"
            ? words("nature_reason_person") : words("nature_reason_\(judgement.natureReason)")
    }

    /// How sure the judgement is, and why it is no surer.
    private func confidence(of file: MentionFile) -> String {
        guard file.correction == nil else { return words("confidence_person") }
        let confidence = file.confidence
        let share = Confidence.share(confidence.thousandths)
        guard let limit = confidence.limit else {
            return words("confidence", ["confidence": share])
        }
        return words(
            "confidence_limited",
            [
                "confidence": share, "reason": words("limit_\(limit.rawValue)"),
                "most": Confidence.share(limit.mostThousandths),
            ]
        )
    }

    private func customer(_ file: MentionFile) -> [String: Any] {
        let link = file.customerLink
        guard link.customer != nil, let name = file.customerName else { return [:] }
        return [
            "customer": name, "link_decision": words("decision_\(link.decision.rawValue)"),
            "probability": "\(Int((link.probability * 100).rounded())) %",
            "has_factors": !link.why.isEmpty,
            "factors": link.why.map { factor in
                [
                    "name": words("factor_\(factor.factor.replacing(".", with: "_"))"),
                    "mention": factor.mention,
                    "customer": factor.customer, "bits": bits(factor.bits),
                ]
            },
        ]
    }

    private func bits(_ bits: Double) -> String {
        let tenths = Int((bits * 10).rounded())
        return (tenths < 0 ? "−" : "+") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    private func pieces(of text: String, _ field: EntryField, _ file: MentionFile) -> MarkedText {
        var marks: [(TextSpan, MarkedText.Piece.Kind)] = []
        for part in file.judgement.evidence.parts where part.span.field == field {
            let changes = part.changes.map { "\(shown.rule($0.rule)) \(shown.points($0.points))" }
            let note = ([shown.points(part.base)] + changes).joined(separator: ", ")
            marks.append((part.span, .evidence(points: part.points, note: note)))
        }
        for span in file.spans where span.field == field { marks.append((span, .brand)) }
        return MarkedText(text, marks: marks)
    }

    private func piece(_ piece: MarkedText.Piece) -> [String: Any] {
        switch piece.kind {
        case .plain: ["text": piece.text, "is_plain": true]
        case .brand: ["text": piece.text, "is_brand": true]
        case .evidence(let points, let note):
            [
                "text": piece.text, "is_positive": points > 0, "is_negative": points < 0,
                "is_uncounted": points == 0,
                "note": note,
            ]
        }
    }

    private func evidence(_ part: EvidencePart) -> [String: Any] {
        [
            "term": part.term, "base": shown.points(part.base), "points": shown.points(part.points),
            "changes": part.changes.map { change in
                ["rule": shown.rule(change.rule), "points": shown.points(change.points)]
            },
        ]
    }

    private func answer(_ matter: CaseRecord, _ link: SafeLink?, _ form: AnswerForm?)
        -> [String: Any]
    {
        let nature = form?.nature ?? matter.nature
        return [
            "destination": link?.host ?? words("the_site"), "body": form?.body ?? "",
            "is_public": form?.visibility == .public, "is_private": form?.visibility == .private,
            "thread_address": form?.threadAddress ?? link?.address ?? "",
            "natures": Nature.allCases.map { value in
                [
                    "value": value.rawValue, "text": words("nature_\(value.rawValue)"),
                    "is_selected": value == nature,
                ] as [String: Any]
            },
            "outcomes": ContactOutcome.allCases.map { value in
                [
                    "value": value.rawValue, "text": words("outcome_\(value.rawValue)"),
                    "is_selected": value == (form?.outcome ?? .resolved),
                ] as [String: Any]
            },
            "channels": Channel.allCases.filter { $0 != .publicReply }.map { value in
                [
                    "value": value.rawValue, "text": words("channel_\(value.rawValue)"),
                    "is_selected": value == (form?.channel ?? .email),
                ] as [String: Any]
            },
        ]
    }

    private func ledger(of file: CaseFile) -> [String: Any] {
        func at(_ moment: Instant) -> [String: Any] {
            ["at": shown.moment(moment), "at_iso": moment.rfc3339]
        }
        return [
            "responses": file.responses.map { response in
                var fields: [String: Any] = [
                    "visibility": words("visibility_\(response.visibility.rawValue)"),
                    "channel": words("channel_\(response.channel.rawValue)"),
                    "body": response.body, "author": response.authorName ?? "",
                ].merging(at(response.createdAt)) { $1 }
                fields["link"] = SafeLink(response.threadAddress)?.address
                return fields
            },
            "contacts": file.contacts.map { record in
                var fields = at(record.contact.at)
                fields["direction"] = words("direction_\(record.contact.direction.rawValue)")
                fields["channel"] = words("channel_\(record.contact.channel.rawValue)")
                fields["visibility"] = words("visibility_\(record.contact.visibility.rawValue)")
                fields["nature"] = record.nature.map { words("nature_\($0.rawValue)") }
                fields["outcome"] = record.outcome.map { words("outcome_\($0.rawValue)") }
                fields["staff"] = record.staffName
                return fields
            },
            "notes": file.notes.map { note in
                ["text": note.text, "author": note.authorName ?? ""].merging(at(note.at)) { $1 }
            },
            "history": file.history.map { line in
                [
                    "who": line.actorKind == "engine" ? words("earshot") : line.actorName,
                    "what": words("act_\(line.act.replacing(".", with: "_"))"),
                ].merging(at(line.at)) { $1 }
            },
        ]
    }
}
