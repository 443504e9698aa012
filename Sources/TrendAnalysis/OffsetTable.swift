/// How far local time was ahead of UTC over a stretch of time, in seconds.
struct OffsetTable {
    /// A stretch of time with one offset.
    struct Segment {
        let start: Int64
        let end: Int64
        let offset: Int64

        var localStart: Int64 { start + offset }
        var localEnd: Int64 { end + offset }
    }

    let end: Int64
    private var starts: [Int64]
    private var offsetsFromStart: [Int64]

    init(start: Int64, offset: Int, end: Int64) {
        self.end = end
        starts = [start]
        offsetsFromStart = [Int64(offset)]
    }

    var lastOffset: Int { Int(offsetsFromStart.last ?? 0) }

    /// Adds a change behind all known ones.
    mutating func append(_ start: Int64, offset: Int) {
        starts.append(start)
        offsetsFromStart.append(Int64(offset))
    }

    /// The stretches in the order of time, each beginning where the one before it ends.
    var segments: [Segment] {
        starts.indices.map { index in
            Segment(
                start: starts[index],
                end: index + 1 < starts.count ? starts[index + 1] : end,
                offset: offsetsFromStart[index]
            )
        }
    }

    /// The offset at a Unix time inside the table.
    func offset(at seconds: Int64) -> Int64 {
        let index = starts.partitioningIndex { $0 > seconds }
        return offsetsFromStart[max(index - 1, 0)]
    }

    /// The Unix time from which on the date is never before that day.
    ///
    /// Midnight may be missing (Cairo's clocks jump at 00:00), exist twice (Havana) or be undone
    /// one minute later (Newfoundland, until 2011), hence the search from the end.
    func startOfDay(_ day: Int64) -> Int64 {
        let midnight = day * CivilTime.day
        for segment in segments.reversed() where segment.localStart < midnight {
            return min(midnight - segment.offset, segment.end)
        }
        return starts[0]
    }
}

extension Array {
    /// The first index whose element fulfils a condition that, once true, stays true.
    func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
