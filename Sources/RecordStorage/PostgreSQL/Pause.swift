import Dispatch
import EarshotModel

/// A pause on a thread of the store's own.
enum Pause {
    static func wait(_ duration: Duration) {
        // Nobody signals it: only the time ends the wait.
        let end = DispatchSemaphore(value: 0)
        _ = end.wait(timeout: .now() + .milliseconds(Int(duration.milliseconds)))
    }
}
