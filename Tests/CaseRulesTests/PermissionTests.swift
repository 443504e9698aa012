import CaseRules
import EarshotModel
import Testing

@Suite struct PermissionTests {
    /// DOMAIN section 10, cell by cell: y is yes, n is no, p is "by policy".
    ///
    /// The columns are viewer, agent, lead, analyst, admin, auditor.
    static let cells: [(Act, String)] = [
        (.readMentions, "yyyyyy"),
        (.readPersonalData, "nyynny"),
        (.readMaskedPersonalData, "nyyyny"),
        (.triage, "nyynnn"),
        (.correctJudgements, "nyyyyn"),
        (.claim, "nyynnn"),
        (.note, "nyynnn"),
        (.draft, "nyynnn"),
        (.logContact, "nyynnn"),
        (.sendPrivate, "npynnn"),
        (.sendPublic, "npynnn"),
        (.approve, "nnynnn"),
        (.assign, "nnynnn"),
        (.merge, "nnynnn"),
        (.undo, "nnynnn"),
        (.overrideGuard, "nnynnn"),
        (.proposeCaseChange, "nyynnn"),
        (.editRules, "nnnyyn"),
        (.rescore, "nnnyyn"),
        (.proposeRules, "nyyyyn"),
        (.editPolicy, "nnynyn"),
        (.proposePolicy, "nyynyn"),
        (.editFeeds, "nnnyyn"),
        (.setUp, "nnnnyn"),
        (.editStaff, "nnnnyn"),
        (.editTokens, "nnnnyn"),
        (.editWebhooks, "nnnnyn"),
        (.editRetention, "nnnnyn"),
        (.readAudit, "nnnnyy"),
        (.verifyAudit, "nnnnny"),
        (.exportAudit, "nnnnny"),
        (.requestErasure, "nynnnn"),
        (.approveErasure, "nnynnn"),
        (.executeErasure, "nnnnyn"),
    ]
    private static let columns: [Role] = [.viewer, .agent, .lead, .analyst, .admin, .auditor]

    @Test(arguments: cells)
    func `every cell of the table of roles holds`(act: Act, cells: String) {
        for (role, cell) in zip(Self.columns, cells) {
            #expect(Permission.isAllowed(act, for: role) == (cell != "n"), "\(role)")
            let withApproval = Permission.isAllowed(act, for: role, approvalRequired: true)
            #expect(withApproval == (cell == "y"), "\(role)")
        }
    }

    @Test func `the table has a row for every act and a column for every role`() {
        #expect(Self.cells.map(\.0) == Act.allCases)
        #expect(Set(Self.columns) == Set(Role.allCases))
        #expect(Self.cells.allSatisfy { $0.1.count == Role.allCases.count })
    }

    @Test(arguments: Role.allCases)
    func `somebody deactivated may do nothing`(role: Role) {
        func member(isActive: Bool) -> StaffMember {
            StaffMember(
                id: StaffMember.ID(rawValue: 1),
                name: "Ada",
                email: "ada@example.org",
                role: role,
                isActive: isActive
            )
        }
        for act in Act.allCases {
            #expect(!Permission.isAllowed(act, for: member(isActive: false)))
            let expected = Permission.isAllowed(act, for: role)
            #expect(Permission.isAllowed(act, for: member(isActive: true)) == expected)
        }
    }

    @Test func `no role may both ask for an erasure and carry it out`() {
        for role in Role.allCases {
            let acts = [Act.requestErasure, .approveErasure, .executeErasure]
            #expect(acts.filter { Permission.isAllowed($0, for: role) }.count <= 1)
        }
    }
}
