import Testing

@testable import RecordStorage

@Suite struct StoreAddressTests {
    @Test(arguments: [
        ("postgres://me:geheim@db.example/e", "postgres://me:…@db.example/e"),
        ("postgres://me@db.example:5432/e", "postgres://me@db.example:5432/e"),
        ("postgresql://db.example/e?sslmode=require", "postgresql://db.example/e?sslmode=require"),
        ("postgres://me:@db.example/e", "postgres://me:…@db.example/e"),
        ("postgres://me:a:b@[::1]:5432,other/e", "postgres://me:…@[::1]:5432,other/e"),
        ("postgres://me:ge?h&m@db.example/e", "postgres://me:…@db.example/e"),
        ("postgres://db/e?user=me&password=geheim", "postgres://db/e?user=me&password=…"),
        ("postgres://db/e?sslpassword=geheim", "postgres://db/e?sslpassword=…"),
        ("postgres://db/e?p%61ssword=geheim&port=1", "postgres://db/e?p%61ssword=…&port=1"),
        ("postgres:host=db dbname=e password=geheim", "postgres:host=db dbname=e password=…"),
        ("postgres:password = 'ge he\\'im' host=db", "postgres:host=db password=…"),
        ("postgres:password=ge\\ heim host=db", "postgres:host=db password=…"),
        ("postgres:earshot", "postgres:earshot"),
        ("sqlite:/var/lib/earshot/earshot.db", "sqlite:/var/lib/earshot/earshot.db"),
    ])
    func `an address is shown without its secrets`(written: String, shown: String) throws {
        let address = try #require(StoreAddress(written))
        // libpq gives the parameters in an order of its own.
        let (found, expected) = ("\(address)", shown)
        #expect(Self.parts(found) == Self.parts(expected), "\(found)")
    }

    private static func parts(_ text: String) -> Set<Substring> {
        let pairs = text.hasPrefix("postgres:") ? text.dropFirst("postgres:".count) : text[...]
        return Set(pairs.split(separator: " "))
    }

    static let muddled = [
        "postgres://me:ge/heim@127.0.0.1:1/e", "postgres://me:ge@heim@127.0.0.1:1/e",
        "postgres://me:ge@x?heim@127.0.0.1:1/e", "postgres://127.0.0.1:1/e?password=ge@heim",
        "postgres://127.0.0.1:1/e?password=ge?heim", "postgres://127.0.0.1:1/e?password=ge&heim",
        "postgres:host=127.0.0.1 port=1 password='geheim",
        "postgres:host=127.0.0.1 port=1 password=ge heim",
        "postgres:host=127.0.0.1 port=1 passwort=geheim",
    ]

    @Test(arguments: muddled)
    func `of an address whose password cannot be told from the rest nothing is shown`(
        written: String
    ) throws {
        let shown = try #require(StoreAddress(written)).description
        #expect(["postgres://…", "postgres:…"].contains(shown), "\(shown)")
    }

    @Test(arguments: muddled)
    func `what libpq says of such an address is not passed on`(written: String) throws {
        let address = try #require(StoreAddress(written))
        #expect {
            try Store.open(address, clock: { ContractStore.start })
        } throws: { error in
            let words = "\(error)"
            return words.contains("store_password_file") && !words.contains("heim")
        }
        #expect {
            try StoreBackup(of: address).write(to: "/nonexistent/backup")
        } throws: { error in
            !"\(error)".contains("heim")
        }
    }
}
