import Administration
import CaseHandling
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Cases, for programs; a case is named by its number or its id.
struct CaseRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("cases/:case", use: show)
        api.post("cases/:case/claim") { request, context in
            try await change(request, context) { id, member, version in
                try await parts.desk.claim(id, by: member, expecting: version)
            }
        }
        api.post("cases/:case/assign") { request, context in
            // Whoever may not assign must not learn who works here.
            try context.caller.require(.assign)
            let form = try await JSONCoding.body(Assignment.self, of: request)
            let owner = try await StaffAdministration(store: parts.store).member(email: form.owner)
            return try await change(request, context) { id, member, version in
                try await parts.desk.assign(
                    id,
                    to: owner.id,
                    reason: form.reason ?? "",
                    by: member,
                    expecting: version
                )
            }
        }
        api.post("cases/:case/responses") { request, context in
            try context.caller.require(.readMentions)
            let form = try await JSONCoding.body(Answer.self, of: request)
            return try await change(request, context) { id, member, version in
                try await parts.desk.answer(id, with: form.form, by: member, expecting: version)
            }
        }
        api.post("cases/:case/resolve") { request, context in
            try context.caller.require(.readMentions)
            let form = try await JSONCoding.body(Reason.self, of: request)
            return try await change(request, context) { id, member, version in
                try await parts.desk.resolveUnanswered(
                    id,
                    reason: form.reason,
                    by: member,
                    expecting: version
                )
            }
        }
        api.post("cases/:case/notes") { request, context in
            let member = try context.caller.actingMember()
            let form = try await JSONCoding.body(Note.self, of: request)
            let id = try await self.id(context)
            try await parts.desk.note(id, form.text, by: member)
            return try await answer(id, context)
        }
    }

    // MARK: -

    private struct Assignment: Decodable {
        let owner: String
        let reason: String?
    }

    private struct Reason: Decodable {
        let reason: String
    }

    private struct Note: Decodable {
        let text: String
    }

    private struct Answer: Decodable {
        let body: String
        let visibility: Visibility?
        let channel: Channel?
        let threadAddress: String?
        let nature: Nature?
        let outcome: ContactOutcome?
        let next: AnswerForm.Next?

        var form: AnswerForm {
            AnswerForm(
                body: body,
                visibility: visibility,
                channel: channel ?? (visibility == .public ? .publicReply : .other),
                threadAddress: threadAddress,
                nature: nature,
                outcome: outcome,
                next: next ?? .resolve
            )
        }
    }

    @Sendable
    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        return try await answer(try await id(context), context)
    }

    private func change(
        _ request: Request,
        _ context: ConsoleContext,
        _ act: (Case.ID, StaffMember, Int) async throws -> CaseRecord
    ) async throws -> Response {
        let member = try context.caller.actingMember()
        guard let version = try request.expectedVersion() else { throw Problem.versionNeeded }
        let record = try await act(try await id(context), member, version)
        return try await answer(record.id, context)
    }

    private func answer(_ id: Case.ID, _ context: ConsoleContext) async throws -> Response {
        let file = try await parts.desk.caseFile(id, in: context.caller.scope)
        let document = CaseDocument(file, by: parts.mentions)
        return try JSONCoding.response(document, version: file.matter.version)
    }

    /// Ids have many more digits than a number ever gets.
    private func id(_ context: ConsoleContext) async throws -> Case.ID {
        try context.caller.require(.readMentions)
        guard let text = context.parameters.get("case") else { throw Problem.notFound }
        if text.count < 12, let number = Int(text) {
            return try await parts.desk.caseID(number: number)
        }
        guard let id = Case.ID(text) else { throw Problem.notFound }
        return id
    }
}

private struct CaseDocument: Encodable {
    struct Line: Encodable {
        let at: String
        let actor: String?
        let act: String?
        let text: String?
        let facts: [String: String]?
    }

    struct Answer: Encodable {
        let id: String
        let state: ResponseState
        let visibility: Visibility
        let channel: Channel
        let body: String
        let threadAddress: String?
        let author: String?
        let createdAt: String
    }

    struct Meeting: Encodable {
        let at: String
        let direction: Direction
        let channel: Channel
        let visibility: Visibility
        let isSolicited: Bool
        let nature: Nature?
        let outcome: ContactOutcome?
        let staff: String?
    }

    let id: String
    let number: Int
    let state: CaseState
    let nature: Nature
    let partyName: String?
    let owner: String?
    let openedAt: String
    let dueAt: String?
    let respondedAt: String?
    let resolvedAt: String?
    let outcome: ContactOutcome?
    let version: Int
    let mentions: [MentionDocument]
    let responses: [Answer]
    let contacts: [Meeting]
    let notes: [Line]
    let history: [Line]

    init(_ file: CaseFile, by mentions: MentionAdministration) {
        let matter = file.matter
        id = "\(matter.id)"
        number = matter.number
        state = matter.state
        nature = matter.nature
        partyName = matter.partyName
        owner = matter.ownerName
        openedAt = matter.openedAt.rfc3339
        dueAt = matter.dueAt?.rfc3339
        respondedAt = matter.respondedAt?.rfc3339
        resolvedAt = matter.resolvedAt?.rfc3339
        outcome = matter.outcome
        version = matter.version
        self.mentions = file.mentions.map { MentionDocument($0, by: mentions) }
        responses = file.responses.map { response in
            Answer(
                id: "\(response.id)",
                state: response.state,
                visibility: response.visibility,
                channel: response.channel,
                body: response.body,
                threadAddress: response.threadAddress,
                author: response.authorName,
                createdAt: response.createdAt.rfc3339
            )
        }
        contacts = file.contacts.map { record in
            Meeting(
                at: record.contact.at.rfc3339,
                direction: record.contact.direction,
                channel: record.contact.channel,
                visibility: record.contact.visibility,
                isSolicited: record.contact.isSolicited,
                nature: record.nature,
                outcome: record.outcome,
                staff: record.staffName
            )
        }
        notes = file.notes.map { note in
            Line(
                at: note.at.rfc3339,
                actor: note.authorName,
                act: nil,
                text: note.text,
                facts: nil
            )
        }
        history = file.history.map { line in
            Line(
                at: line.at.rfc3339,
                actor: line.actorName,
                act: line.act,
                text: nil,
                facts: line.facts
            )
        }
    }
}
