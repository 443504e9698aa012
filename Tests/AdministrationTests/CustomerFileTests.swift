import Administration
import EarshotModel
import Foundation
import Testing

@Suite struct CustomerFileTests {
    private func customers(_ text: String) throws(CustomerFileError) -> [Customer] {
        try CustomerFile(parsing: text, file: "c.csv").customers
    }

    private func mistake(in text: String) -> String {
        do {
            _ = try customers(text)
            return ""
        } catch {
            return error.description
        }
    }

    @Test func `every column is read, in any order`() throws {
        let text = """
            Name, ID ,given_name,family_name,company,email,phone,city,country,language,\
            handles,order_ids,notes
            "Sol, Mira",C1,Mira,Sol,Sol & Co,mira@sol.example; m@sol.example,+48 1;+48 2,Eastby,PL,pl,\
            fedi:mira@sol.example,778812;778813,none
            """
        #expect(
            try customers(text) == [
                Customer(
                    id: Customer.ID(rawValue: 1),
                    reference: "C1",
                    name: "Sol, Mira",
                    givenName: "Mira",
                    familyName: "Sol",
                    company: "Sol & Co",
                    city: "Eastby",
                    country: "PL",
                    language: "pl",
                    emails: ["mira@sol.example", "m@sol.example"],
                    phones: ["+48 1", "+48 2"],
                    handles: ["fedi:mira@sol.example"],
                    orders: ["778812", "778813"]
                )
            ]
        )
    }

    @Test(arguments: [
        "id,name,city\nC1,Mira,Eastby\nC2,Noor,\n",
        "\u{FEFF}id,name,city\r\nC1,Mira,Eastby\r\nC2,Noor,\r\n",
        "id,name,city\nC1,Mira,Eastby\nC2,Noor,",
        "\"id\",\"name\",\"city\"\n\"C1\",\"Mira\",\"Eastby\"\n\"C2\",\"Noor\",\"\"",
        "\n\nid,name,city\n\nC1,Mira,Eastby\n   \nC2, Noor ,\n\n\n",
    ])
    func `line ends, marks, blank lines and quotes do not matter`(text: String) throws {
        let found = try customers(text)
        #expect(found.map(\.reference) == ["C1", "C2"])
        #expect(found.map(\.name) == ["Mira", "Noor"])
        #expect(found.map(\.city) == ["Eastby", nil])
    }

    @Test func `quotes hold commas, line ends and doubled quotes`() throws {
        let text = "id,name\nC1,\"Mira \"\"the\nSun\"\", Sol\"\nC2,O\"\"Brien\n"
        #expect(try customers(text).map(\.name) == ["Mira \"the\nSun\", Sol", "O\"Brien"])
    }

    @Test func `a header alone is no customer`() throws {
        #expect(try customers("id,name\n").isEmpty)
        #expect(try customers("id,name").isEmpty)
    }

    @Test(arguments: [
        ("", "c.csv:1: the header has no column \"id\""),
        ("id;name\nC1;Mira\n", "c.csv:1: the header has no column \"id\""),
        ("id,email\nC1,a@b.example\n", "c.csv:1: the header has no column \"name\""),
        ("id,name,Name\nC1,a,b\n", "c.csv:1: the header names \"name\" twice"),
        ("id,name\nC1,Mira\n,Noor\n", "c.csv:3: \"id\" is empty"),
        ("id,name\nC1,Mira\n\nC1,Noor\n", "c.csv:4: the id \"C1\" stands in the file twice"),
        ("id,name\nC1,Sol, Mira\n", "c.csv:2: there are 3 values for 2 columns"),
        ("id,name,city\nC1,Mira,Eastby\nC2,Noor\n", "c.csv:3: there are 2 values for 3 columns"),
        ("id,name\nC1,\"a\nb\"\nC2\n", "c.csv:4: there are 1 values for 2 columns"),
        (
            "id,name\nC1,\"Mira\nC2,Noor\nC3,Otto\n",
            "c.csv:2: the file cannot be read: a quotation mark that opens here"
        ),
        (
            "id,name\nC1,Mira\nC2,No\"or\"x\n",
            "c.csv:3: the file cannot be read: a quotation mark stands inside"
        ),
    ])
    func `a mistake is told with its line and nothing is read`(text: String, start: String) {
        #expect(mistake(in: text).hasPrefix(start), "\(mistake(in: text))")
    }

    @Test func `a file that is missing or no text is told by name`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-csv-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let latin = folder.appendingPathComponent("latin.csv")
        try Data([0x69, 0x64, 0x2C, 0xE9, 0x0A]).write(to: latin)
        for (url, part) in [
            (latin, "UTF-8"), (folder.appendingPathComponent("missing"), "missing"),
            (folder, "may not be read"), (URL(fileURLWithPath: "/dev/zero"), "longer than"),
        ] {
            let error = #expect(throws: CustomerFileError.self) {
                try CustomerFile(contentsOf: url)
            }
            #expect(error?.description.hasPrefix("\(url.path): the file cannot be read: ") == true)
            #expect(error?.description.contains(part) == true)
        }
    }

    @Test func `a hundred thousand records are read in their order`() throws {
        let rows = (1...100_000).map { "C\($0),Person \($0),p\($0)@mail.example,10\($0)\n" }
        let found = try customers("id,name,email,order_ids\n" + rows.joined())
        #expect(found.count == 100_000)
        #expect(found.last?.emails == ["p100000@mail.example"])
        #expect(found.last?.id.rawValue == 100_000)
    }

    @Test func `the samples are whole`() throws {
        let checkout = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = checkout.appendingPathComponent("Feeds/samples/customers.csv")
        let customers = try CustomerFile(contentsOf: file).customers
        #expect(customers.count == 200)
        #expect(Set(customers.map(\.language)) == ["en", "sv", "pl", "ms", "tl", "ta"])
        #expect(customers.allSatisfy { !$0.emails.isEmpty && !$0.name.isEmpty })
    }
}
