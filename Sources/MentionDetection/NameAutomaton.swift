import TextAnalysis

/// An Aho–Corasick automaton over the folded bytes of all names: one step a byte, however many
/// names.
///
/// States are numbered in breadth-first order. The first of them, where a scan spends nearly all
/// its time, have a full row of next states; the others keep their own edges and fall back (Aho and
/// Corasick, 1975). So a few names make a plain table, and ten thousand still fit a processor's
/// cache. Bytes that occur in no name share one column. Any white space after white space changes
/// nothing.
struct NameAutomaton: Sendable {
    /// A state in the lower bits; the highest is set when a name ends here.
    typealias State = UInt32

    /// The state before the first byte, and after a byte that no name contains.
    static let root: State = 0
    /// Marks the states in which at least one name ends.
    static let ending: State = 1 << 31

    /// Rows are built while the table has fewer entries than this: 2 MiB.
    private static let tableLimit = 1 << 19

    /// The column of each byte of text; capital ASCII letters count as small, white space as a
    /// space.
    let columns: [UInt8]
    private let spaceColumn: UInt8
    /// Rows have 2^shift columns, so that a look-up multiplies nothing.
    private let shift: Int
    private let tree: NameTree
    /// Where the longest proper suffix of each state leads.
    private var fallback: [State] = []
    /// The nearest state on the way of fallbacks in which a name ends; the root when there is none.
    private var shorter: [State] = []
    private var rows: [State] = []
    private var rowCount: Int

    /// Builds the automaton of names that are folded, not empty, all different, without white space
    /// at their ends and with single spaces within.
    init(names: [[UInt8]]) {
        let used = Set(names.joined()).sorted()
        var columns = [UInt8](repeating: 0, count: 256)
        // Valid UTF-8 has fewer than 255 different bytes, so a column fits a byte.
        for (index, byte) in used.enumerated() { columns[Int(byte)] = UInt8(clamping: index + 1) }
        for capital in UInt8(ascii: "A")...UInt8(ascii: "Z") {
            columns[Int(capital)] = columns[Int(capital | 0x20)]
        }
        for space in 0x09...0x0D { columns[space] = columns[0x20] }
        self.columns = columns
        spaceColumn = columns[0x20]
        tree = NameTree(names: names, columns: columns)
        var shift = 0
        while 1 << shift < used.count + 1 { shift += 1 }
        self.shift = shift
        rowCount = min(tree.count, max(1, Self.tableLimit >> shift))
        link()
    }

    /// The state after one more byte of folded text, by its column.
    @inline(__always)
    func step(_ state: State, column: UInt8) -> State {
        let state = Int(state & ~Self.ending)
        if state < rowCount { return rows[state << shift | Int(column)] }
        return stepWithoutRow(state, column: column)
    }

    /// The names that end in a state, longest first, as indices of the names given.
    func names(endingIn state: State) -> EndingNames {
        EndingNames(automaton: self, state: state & ~Self.ending)
    }

    /// The names that end in one state, longest first.
    struct EndingNames: Sequence, IteratorProtocol {
        let automaton: NameAutomaton
        var state: State

        mutating func next() -> Int? {
            while state != NameAutomaton.root {
                let here = Int(state)
                state = automaton.shorter[here]
                if let name = automaton.tree.name(endingIn: here) { return name }
            }
            return nil
        }
    }
}

// MARK: - Building

extension NameAutomaton {
    /// Fills the rows and the fallbacks in breadth-first order, in which all they need is there.
    private mutating func link() {
        fallback = [State](repeating: Self.root, count: tree.count)
        shorter = fallback
        rows = [State](repeating: Self.root, count: rowCount << shift)
        for state in 0..<tree.count {
            let back = Int(fallback[state])
            shorter[state] = tree.name(endingIn: back) == nil ? shorter[back] : State(back)
            if state > 0, state < rowCount {
                for column in 0..<(1 << shift) {
                    rows[state << shift | column] = rows[back << shift | column]
                }
            }
            for child in tree.children(of: state) {
                let column = tree.column(into: child)
                fallback[child] =
                    state == 0 ? Self.root : step(State(back), column: column) & ~Self.ending
                if state < rowCount {
                    rows[state << shift | Int(column)] = marked(child)
                }
            }
            if state < rowCount, state > 0, isSpace(state) {
                rows[state << shift | Int(spaceColumn)] = State(state)
            }
        }
    }

    /// The state, marked when a name ends in it or in a suffix of it.
    private func marked(_ state: Int) -> State {
        let back = Int(fallback[state])
        let isEnding =
            tree.name(endingIn: state) != nil || tree.name(endingIn: back) != nil
            || shorter[back] != Self.root
        return isEnding ? State(state) | Self.ending : State(state)
    }

    /// Whether a state is entered by a space.
    private func isSpace(_ state: Int) -> Bool {
        spaceColumn != 0 && tree.column(into: state) == spaceColumn
    }

    /// Follows the state's own edges, or those of its fallbacks, down to one that has a row.
    private func stepWithoutRow(_ start: Int, column: UInt8) -> State {
        guard column != 0 else { return Self.root }
        var state = start
        while state >= rowCount {
            if column == spaceColumn, isSpace(state) { return State(state) }
            for child in tree.children(of: state) where tree.column(into: child) == column {
                return marked(child)
            }
            state = Int(fallback[state])
        }
        return rows[state << shift | Int(column)]
    }
}
