import CurlTransfer
import Testing

@Suite struct TransferErrorTests {
    private static let all: [TransferError] = [
        .badAddress("x"), .unsupportedScheme("ftp"), .badRequest("x"),
        .cannotResolve(host: "nowhere.example"),
        .refusedAddress("127.0.0.1", because: .loopback), .cannotConnect("x"), .notSecure("x"),
        .timedOut, .tooLarge(limit: 5), .headersTooLarge(limit: 5), .cutShort, .badAnswer("x"),
        .loginRefused, .mailRefused(code: 550), .mailRefused(code: 0), .cancelled, .shutDown,
        .outOfMemory,
    ]

    @Test func `every kind has a word of its own, in small letters`() {
        let words = Self.all.map(\.code)
        // The two refusals of mail are one kind.
        #expect(Set(words).count == Self.all.count - 1)
        #expect(words.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    }

    @Test(arguments: all)
    func `every error prints as a sentence`(error: TransferError) {
        #expect(error.description.first?.isUppercase == true)
        #expect(error.description.hasSuffix("."))
    }

    @Test func `a refused address says where the host is and why that is refused`() {
        let error = TransferError.refusedAddress("169.254.169.254", because: .linkLocal)
        #expect(error.description.contains("169.254.169.254"))
        #expect(error.description.contains("link-local"))
    }
}
