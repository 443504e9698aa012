public import EarshotModel

/// What somebody filled in to close a case, together with what the case already has.
public struct ClosingForm: Hashable, Sendable {
    /// One contact of the case, as far as it is filled in.
    public struct Line: Hashable, Sendable {
        /// The contact; `nil` for the answer that is being recorded with the closing.
        public let contact: Contact.ID?
        /// Which way it went.
        public let direction: Direction
        /// Who could read it.
        public let visibility: Visibility?
        /// What it was about.
        public let nature: Nature?
        /// How it ended.
        public let outcome: ContactOutcome?

        /// Creates a contact; what is `nil` is not filled in.
        public init(
            contact: Contact.ID?,
            direction: Direction,
            visibility: Visibility?,
            nature: Nature?,
            outcome: ContactOutcome?
        ) {
            self.contact = contact
            self.direction = direction
            self.visibility = visibility
            self.nature = nature
            self.outcome = outcome
        }
    }

    /// Every contact of the case, and the answer that is recorded with the closing if there is one.
    public let lines: [Line]
    /// The nature for every contact without one; prefilled by the judge.
    public let nature: Nature?
    /// The outcome for every contact without one.
    public let outcome: ContactOutcome?
    /// Why no answer is needed; `nil` or blank when not given.
    public let noAnswerReason: String?

    /// Creates a form.
    public init(
        lines: [Line],
        nature: Nature?,
        outcome: ContactOutcome?,
        noAnswerReason: String? = nil
    ) {
        self.lines = lines
        self.nature = nature
        self.outcome = outcome
        self.noAnswerReason = noAnswerReason
    }
}

/// Why a case cannot be closed yet: which field of the form wants what.
public struct ClosingProblem: Hashable, Sendable {
    /// What is wrong, as a code; the phrase file has its words.
    public enum Code: String, CaseIterable, Sendable {
        /// The field is empty.
        case missing
        /// Nothing was answered, and no reason says why nothing had to be.
        case noAnswer = "no_answer"
    }

    /// A field of the form.
    public enum Field: String, CaseIterable, Sendable {
        /// Who could read the answer.
        case visibility
        /// What the contact was about.
        case nature
        /// How the contact ended.
        case outcome
        /// Why no answer is needed.
        case noAnswerReason = "no_answer_reason"
    }

    /// What is wrong.
    public let code: Code
    /// Where on the form.
    public let field: Field
    /// The contact it is about; `nil` for the new answer and for the form as a whole.
    public let contact: Contact.ID?

    /// Creates a problem.
    public init(code: Code, field: Field, contact: Contact.ID?) {
        self.code = code
        self.field = field
        self.contact = contact
    }
}

/// What a case needs before it may be resolved: DOMAIN R8, R13 and section 5.
public enum ClosingRule {
    /// Everything that is still wanting, in the order of the form; empty when nothing is.
    ///
    /// Every contact needs a visibility, a nature and an outcome; the form's nature and outcome
    /// serve all contacts that have none of their own. The case needs an answer, or a reason why
    /// none is needed. A case without any contact needs the form's own nature and outcome.
    public static func problems(with form: ClosingForm) -> [ClosingProblem] {
        var problems = form.lines.flatMap { self.problems(with: $0, on: form) }
        if form.lines.isEmpty {
            if form.nature == nil { problems.append(missing(.nature, nil)) }
            if form.outcome == nil { problems.append(missing(.outcome, nil)) }
        }
        let isAnswered = form.lines.contains { $0.direction == .outbound }
        if !isAnswered && isBlank(form.noAnswerReason) {
            problems.append(
                ClosingProblem(code: .noAnswer, field: .noAnswerReason, contact: nil)
            )
        }
        return problems
    }

    // MARK: -

    private static func problems(
        with line: ClosingForm.Line,
        on form: ClosingForm
    ) -> [ClosingProblem] {
        var problems: [ClosingProblem] = []
        if line.visibility == nil { problems.append(missing(.visibility, line.contact)) }
        if line.nature ?? form.nature == nil { problems.append(missing(.nature, line.contact)) }
        if line.outcome ?? form.outcome == nil { problems.append(missing(.outcome, line.contact)) }
        return problems
    }

    private static func missing(
        _ field: ClosingProblem.Field,
        _ contact: Contact.ID?
    ) -> ClosingProblem {
        ClosingProblem(code: .missing, field: field, contact: contact)
    }

    private static func isBlank(_ text: String?) -> Bool {
        text?.allSatisfy(\.isWhitespace) ?? true
    }
}
