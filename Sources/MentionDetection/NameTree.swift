/// The tree of all prefixes of all names; states are numbered breadth first, the root is 0.
struct NameTree: Sendable {
    /// The first child of each state, and one entry more; the children of a state are neighbours.
    private var firstChild: [UInt32] = []
    /// The column of the byte that leads into each state.
    private var columnInto: [UInt8] = [0]
    /// The name that ends in each state, or -1.
    private var nameAt: [Int32] = []

    /// Builds the tree of names that are all different, given the column of each byte.
    init(names: [[UInt8]], columns: [UInt8]) {
        let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
        // Each state stands for the names, in that order, which share its prefix.
        var shared = [order.indices]
        var depth = [0]
        var state = 0
        while state < shared.count {
            firstChild.append(UInt32(shared.count))
            var rest = shared[state]
            let length = depth[state]
            let ending = rest.prefix { names[order[$0]].count == length }
            nameAt.append(ending.first.map { Int32(order[$0]) } ?? -1)
            rest = rest.dropFirst(ending.count)
            while let first = rest.first {
                let byte = names[order[first]][length]
                let group = rest.prefix { names[order[$0]][length] == byte }
                shared.append(group)
                depth.append(length + 1)
                columnInto.append(columns[Int(byte)])
                rest = rest.dropFirst(group.count)
            }
            state += 1
        }
        firstChild.append(UInt32(shared.count))
    }

    /// How many states there are.
    var count: Int { nameAt.count }

    /// The states one byte further.
    func children(of state: Int) -> Range<Int> {
        Int(firstChild[state])..<Int(firstChild[state + 1])
    }

    /// The column of the byte that leads into a state; 0 for the root.
    func column(into state: Int) -> UInt8 { columnInto[state] }

    /// The name that ends in a state.
    func name(endingIn state: Int) -> Int? {
        nameAt[state] < 0 ? nil : Int(nameAt[state])
    }
}
