/// Who does something: every write to the store names one.
public enum Actor: Hashable, Sendable {
    /// The daemon itself; the name tells which part, such as `intake`.
    case engine(String)
    /// A member of staff.
    case staff(StaffMember.ID)
    /// Somebody at the machine, by the name of the system account.
    case local(String)

    /// The kind, as the audit keeps it.
    public var kind: String {
        switch self {
        case .engine: "engine"
        case .staff: "staff"
        case .local: "local"
        }
    }

    /// Which one of its kind, as the audit keeps it.
    public var name: String {
        switch self {
        case .engine(let part): part
        case .staff(let id): id.description
        case .local(let account): account
        }
    }
}

/// What a read may see: some brands or all, personal data or not.
public struct Scope: Hashable, Sendable {
    /// The brands that may be seen; `nil` means all.
    public let brands: Set<Brand.ID>?
    /// Whether customers' names and addresses may be seen.
    public let includesPersonalData: Bool

    /// Creates a scope.
    public init(brands: Set<Brand.ID>? = nil, includesPersonalData: Bool) {
        self.brands = brands
        self.includesPersonalData = includesPersonalData
    }

    /// Everything, for the daemon itself and for the machine's operator.
    public static let everything = Scope(includesPersonalData: true)
}
