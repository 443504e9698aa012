import CaseHandling
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Mentions, for programs.
struct MentionRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("mentions", use: list)
        api.get("mentions/noise", use: noise)
        api.get("mentions/:id") { _, context in
            try context.caller.require(.readMentions)
            let file = try await parts.desk.mentionFile(
                try Self.id(context),
                in: context.caller.scope
            )
            return try JSONCoding.response(document(file), version: file.version)
        }
        api.post("mentions/:id/dismiss") { request, context in
            try context.caller.require(.triage)
            let form = try await JSONCoding.body(Dismissal.self, of: request)
            return try await change(request, context) { id, member, version in
                try await parts.desk.dismiss(
                    id,
                    because: form.reason,
                    by: member,
                    expecting: version
                )
            }
        }
        api.post("mentions/:id/restore") { request, context in
            try await change(request, context) { id, member, version in
                try await parts.desk.restore(id, by: member, expecting: version)
            }
        }
        api.post("mentions/:id/confirm-link") { request, context in
            try await change(request, context) { id, member, version in
                try await parts.desk.confirmLink(of: id, by: member, expecting: version)
            }
        }
        api.post("mentions/:id/reject-link") { request, context in
            try await change(request, context) { id, member, version in
                try await parts.desk.rejectLink(of: id, by: member, expecting: version)
            }
        }
        api.post("mentions/:id/keep") { request, context in
            try await change(request, context) { id, member, version in
                try await parts.desk.keep(id, by: member, expecting: version)
            }
        }
    }

    // MARK: -

    private struct Dismissal: Decodable {
        let reason: DismissalReason
    }

    @Sendable
    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let page = try PageRequest(request)
        let name = request.uri.queryParameters["brand"].map(String.init)
        let asked = MentionFilter(
            triage: try request.word("triage"),
            label: try request.word("label"),
            isHistory: try request.flag("history"),
            isNoise: try request.flag("noise")
        )
        let isToConfirm = try request.flag("to_confirm") ?? false
        let isCorrected = try request.flag("corrected") ?? false
        let after: Mention.ID? = try page.cursor()
        let files = try await parts.store.read(in: context.caller.scope) { tx in
            var filter = asked
            filter.brand = try name.map { name in
                guard let brand = try tx.rulesets.brands().first(where: { $0.name == name }) else {
                    throw Problem.invalid("brand", "there is no brand \(name)")
                }
                return brand.id
            }
            if isCorrected {
                return try tx.mentions.corrected(after: after, limit: page.limit + 1)
            }
            guard isToConfirm else {
                return try tx.mentions.page(filter, after: after, limit: page.limit + 1)
            }
            return try tx.mentions.toConfirm(after: after, limit: page.limit + 1)
        }
        return try JSONCoding.page(
            ofOneTooMany: files.map(document),
            limit: page.limit,
            request: request
        ) { $0.id }
    }

    /// How much is noise, of every kind.
    @Sendable
    private func noise(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let counts = try await parts.store.read(in: context.caller.scope) { tx in
            try tx.mentions.countsOfNoise()
        }
        let lines = NoiseKind.allCases.map { NoiseCount(noise: $0, mentions: counts[$0] ?? 0) }
        return try JSONCoding.response(["data": lines])
    }

    private struct NoiseCount: Encodable {
        let noise: NoiseKind
        let mentions: Int
    }

    private func change(
        _ request: Request,
        _ context: ConsoleContext,
        _ act: (Mention.ID, StaffMember, Int) async throws -> MentionFile
    ) async throws -> Response {
        try context.caller.require(.triage)
        let member = try context.caller.actingMember()
        guard let version = try request.expectedVersion() else { throw Problem.versionNeeded }
        let file = try await act(try Self.id(context), member, version)
        return try JSONCoding.response(document(file), version: file.version)
    }

    private func document(_ file: MentionFile) -> MentionDocument {
        MentionDocument(file, by: parts.mentions)
    }

    private static func id(_ context: ConsoleContext) throws -> Mention.ID {
        guard let text = context.parameters.get("id"), let id = Mention.ID(text) else {
            throw Problem.notFound
        }
        return id
    }
}
