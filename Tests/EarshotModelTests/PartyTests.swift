import EarshotModel
import Testing

@Suite struct PartyTests {
    @Test(arguments: [
        (Party.customer(Customer.ID(rawValue: 7)), "c:7"),
        (.author(Author.ID(rawValue: 7)), "a:7"),
        (.customer(Customer.ID(rawValue: .max)), "c:9223372036854775807"),
    ])
    func `a party has one key and is read from it`(party: Party, key: String) {
        #expect(party.key == key)
        #expect(Party(key: key) == party)
    }

    @Test(arguments: ["", "c", "c:", "c:0", "c:-1", "c:+7", "c:07", "b:7", "7", "C:7", "c:7 "])
    func `any other text is no party`(key: String) {
        #expect(Party(key: key) == nil)
    }
}
