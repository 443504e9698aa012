import Foundation

/// Where output goes: data to standard output, messages to standard error.
enum Terminal {
    /// Whether people read the output directly.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether people read the messages directly.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether people can answer a question.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && showsProgress }

    /// Whether signs beyond ASCII will be shown.
    static var showsSymbols: Bool {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        return isInteractive && locale.uppercased().contains("UTF") && environment["TERM"] != "dumb"
    }

    /// How many characters a line of running text may have: the window's width, within reason.
    static var width: Int {
        var window = winsize()
        let known = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
        return known ? min(max(Int(window.ws_col), 40), 100) : 80
    }

    /// Writes data.
    static func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Writes data.
    static func write(_ bytes: [UInt8]) {
        write(bytes, to: STDOUT_FILENO)
    }

    /// Writes a line of data.
    static func writeLine(_ text: String) {
        write(text + "\n")
    }

    /// Writes a message.
    static func message(_ text: String) {
        write(Array("\(text)\n".utf8), to: STDERR_FILENO)
    }

    /// Asks a question; `nil` when the input ended.
    static func ask(_ question: String) -> String? {
        progress(question)
        return readLine()
    }

    /// Writes a piece of a progress bar.
    static func progress(_ text: String) {
        write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// Foreign text as it can be shown without changing the terminal: control characters are
    /// written as `\u{…}`, line breaks and tabs as spaces.
    static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: output += " "
            case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
                output += "\\u{\(String(scalar.value, radix: 16))}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Foundation.write(
                    descriptor,
                    UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                    rest.count
                )
                guard count > 0 else {
                    if count < 0, errno == EINTR { continue }
                    return
                }
                rest = rest[(rest.startIndex + count)...]
            }
        }
    }
}
