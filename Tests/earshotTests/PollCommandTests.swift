import ArgumentParser
import Testing

@testable import earshot

@Suite struct PollCommandTests {
    private let start = ContinuousClock.now

    @Test func `polls go on as long as fewer and fewer feeds wait`() {
        var progress = PollProgress(patience: .seconds(60), at: start)
        for (minute, waiting) in [40, 39, 12, 1].enumerated() {
            let goesOn = progress.goesOn(waiting: waiting, at: start + .seconds(59 * minute))
            #expect(goesOn)
        }
    }

    @Test func `polls that stand still for as long as the patience lasts are given up`() {
        var progress = PollProgress(patience: .seconds(60), at: start)
        let moments: [(waiting: Int, second: Int, goesOn: Bool)] = [
            (7, 0, true), (7, 59, true), (6, 59, true), (6, 118, true), (6, 119, false),
        ]
        for moment in moments {
            let goesOn = progress.goesOn(
                waiting: moment.waiting,
                at: start + .seconds(moment.second)
            )
            #expect(goesOn == moment.goesOn, "after \(moment.second) seconds")
        }
    }

    @Test func `feeds that others ask for meanwhile are no progress`() {
        var progress = PollProgress(patience: .seconds(60), at: start)
        let moments = [(5, 0), (9, 30), (6, 60)]
        let verdicts = moments.map { waiting, second in
            progress.goesOn(waiting: waiting, at: start + .seconds(second))
        }
        #expect(verdicts == [true, true, false])
    }

    @Test(arguments: ["0", "-1", "soon"])
    func `a patience of nothing is refused`(patience: String) {
        #expect(throws: (any Error).self) {
            try PollCommand.parse(["--once", "--all", "--patience", patience])
        }
    }
}
