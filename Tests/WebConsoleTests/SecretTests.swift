import EarshotModel
import Testing

@testable import WebConsole

@Suite struct SecretTests {
    @Test func `a secret is 43 signs that no other has, and comes back as it was sent`() throws {
        let secrets = (0..<100).map { _ in Secret() }
        #expect(Set(secrets.map(\.text)).count == 100)
        for secret in secrets {
            #expect(secret.text.utf8.count == 43)
            #expect(try #require(Secret(secret.text)).fingerprint == secret.fingerprint)
        }
        #expect(secrets[0].fingerprint.count == 32)
    }

    @Test(arguments: [
        "", "x", String(repeating: "a", count: 42), String(repeating: "a", count: 44),
        String(repeating: "a", count: 42) + "=", String(repeating: "a", count: 42) + "/",
        String(repeating: "é", count: 43),
    ])
    func `what cannot be a secret is none`(text: String) {
        #expect(Secret(text) == nil)
    }

    @Test func `equal texts are equal and others are not`() {
        #expect(Secret.areEqual("", ""))
        #expect(Secret.areEqual("ab", "ab"))
        for other in ["", "a", "abc", "aB", "ba"] { #expect(!Secret.areEqual("ab", other)) }
    }

    @Test func `a form's token tells nothing of the session and differs from it`() {
        let session = BrowserSession(secret: Secret())
        #expect(session.formToken != session.secret.text)
        #expect(session.formToken == BrowserSession(secret: session.secret).formToken)
        #expect(session.formToken != BrowserSession(secret: Secret()).formToken)
    }
}

@Suite struct PasswordTests {
    @Test func `a password fits its own hash and no other, and two hashes of it differ`()
        async throws
    {
        let work = PasswordWork()
        let hash = try await work.hash("correct horse")
        #expect(hash.hasPrefix("scrypt$32768$8$"))
        #expect(!hash.contains("correct"))
        #expect(try await work.matches("correct horse", hash: hash))
        #expect(try await !work.matches("correct horsE", hash: hash))
        #expect(try await work.hash("correct horse") != hash)
    }

    @Test func `the same letters in another spelling are the same password`() async throws {
        let work = PasswordWork()
        let hash = try await work.hash("Caf\u{E9} au lait")
        #expect(try await work.matches("Cafe\u{301} au lait", hash: hash))
    }

    @Test(arguments: [nil, "", "scrypt$1", "md5$1$2$3$4", "scrypt$x$8$AA==$AA=="])
    func `a hash that is none fits nothing`(hash: String?) async throws {
        #expect(try await !PasswordWork().matches("", hash: hash))
    }
}

@Suite struct SignInThrottleTests {
    private let start = Instant(seconds: 1_000_000)

    @Test func `eight failures within the window refuse a key, and no other`() {
        let throttle = SignInThrottle()
        for second in 0..<8 {
            #expect(!throttle.refuses(["a"], at: start))
            throttle.noteFailure(["a"], at: start + .seconds(second))
        }
        #expect(throttle.refuses(["a"], at: start + .seconds(8)))
        #expect(throttle.refuses(["b", "a"], at: start + .seconds(8)))
        #expect(!throttle.refuses(["b"], at: start + .seconds(8)))
        #expect(!throttle.refuses(["a"], at: start + .minutes(15)))
    }

    @Test func `signing in clears the account`() {
        let throttle = SignInThrottle()
        for _ in 0..<8 { throttle.noteFailure(["a"], at: start) }
        throttle.clear("a")
        #expect(!throttle.refuses(["a"], at: start))
    }

    @Test func `a flood of accounts pushes the oldest out, and never whoever fails now`() {
        let throttle = SignInThrottle()
        for _ in 0..<8 { throttle.noteFailure(["old"], at: start) }
        for number in 0..<12_000 { throttle.noteFailure(["k\(number)"], at: start + .seconds(1)) }
        for _ in 0..<8 { throttle.noteFailure(["new"], at: start + .seconds(2)) }
        #expect(throttle.refuses(["new"], at: start + .seconds(3)))
        #expect(!throttle.refuses(["old"], at: start + .seconds(3)))
    }
}
