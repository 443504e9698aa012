import EarshotModel

/// What to think of the machine: room, time, and whom it trusts.
extension Finding {
    /// Below this no poll and no answer may fit; SQLite's log alone may take tens of megabytes.
    private static let leastRoom: Int64 = 128 << 20
    /// Below this an upgrade's backup or a busy week may not fit.
    private static let scarceRoom: Int64 = 1 << 30
    /// Deadlines and the times of entries bear this much.
    private static let tolerableSkew = Duration.seconds(60)
    /// Certificates and sessions begin to suffer from this on.
    private static let badSkew = Duration.seconds(300)
    /// Ids count their milliseconds from here (2025-01-01), so that no time before it can be kept.
    private static let earliest = Instant(seconds: 1_735_689_600)

    /// How much room the folder's file system has for whoever is not root.
    static func disk(_ room: DiskRoom?, at folder: String) -> Finding {
        guard let room else {
            return warn(
                .disk,
                "\(folder) does not tell its room",
                remedy: "look with: df \(folder)"
            )
        }
        let free = "\(size(room.free)) free for \(folder)"
        if room.isReadOnly {
            return fail(.disk, "\(folder) can only be read", remedy: "mount it for writing")
        }
        if room.files == 0 {
            let remedy = "remove small files there: df -i \(folder)"
            return fail(.disk, "no more files can be made for \(folder)", remedy: remedy)
        }
        if room.free < leastRoom { return fail(.disk, free, remedy: "make room: df \(folder)") }
        if room.free < scarceRoom { return warn(.disk, free, remedy: "make room: df \(folder)") }
        return ok(.disk, free)
    }

    /// Whether the clock agrees with the servers that answered, and with what the store knows.
    ///
    /// `skews` holds, for each answer, by how much this machine's clock is ahead of the server's.
    static func clock(_ now: Instant, skews: [Duration], lastPoll: Instant?) -> Finding {
        let remedy = "set the clock and keep it: timedatectl set-ntp true"
        guard now >= earliest else {
            return fail(.clock, "it shows \(InstantText.utc(now)), which is over", remedy: remedy)
        }
        if let lastPoll, lastPoll - now > tolerableSkew {
            let sentence = "it was set back: a feed was asked at \(InstantText.utc(lastPoll))"
            return fail(.clock, sentence, remedy: remedy)
        }
        // One server's clock may be wrong; the best of them is the witness.
        guard let skew = skews.min(by: { abs($0) < abs($1) }) else {
            return ok(.clock, "\(InstantText.utc(now)), with no server's to compare it")
        }
        let seconds = abs(skew).components.seconds
        guard abs(skew) > tolerableSkew else {
            return ok(.clock, "\(InstantText.utc(now)), as the servers have it")
        }
        let sentence = "it is \(seconds) s \(skew > .zero ? "ahead of" : "behind") the servers"
        return abs(skew) > badSkew
            ? fail(.clock, sentence, remedy: remedy) : warn(.clock, sentence, remedy: remedy)
    }

    /// Whether there are authorities by which https servers can be known.
    static func roots(count: Int, at place: String?) -> Finding {
        let remedy = "install them: apt-get install --reinstall ca-certificates"
        guard let place else {
            return fail(.roots, "libcurl names no place for them", remedy: remedy)
        }
        guard count > 0 else {
            return fail(.roots, "\(place) holds no certificate", remedy: remedy)
        }
        return ok(.roots, "\(count) authorities in \(place)")
    }

    private static func abs(_ duration: Duration) -> Duration {
        duration < .zero ? .zero - duration : duration
    }

    private static func size(_ bytes: Int64) -> String {
        bytes >= 10 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
    }
}

/// The room on a file system.
struct DiskRoom: Hashable, Sendable {
    /// Bytes that are free for others than root.
    let free: Int64
    /// How many more files can be made; `nil` where the file system does not count them.
    let files: Int64?
    let isReadOnly: Bool
}
