import EarshotModel
import Testing
import TextAnalysis

@testable import SentimentScoring

@Suite struct NameSearchTests {
    private func found(_ name: String, in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return NameSearch(name).spans(in: AnalysedText(text), of: .text).map {
            String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("Acme", "so ACME and acme", ["ACME", "acme"]),
        ("Acme", "Acme's and Acme’s", ["Acme's", "Acme’s"]),
        ("Acme", "@acme #Acme", ["@acme", "#Acme"]), ("@acme", "Acme", ["Acme"]),
        ("Acme Air", "by Acme  Air", ["Acme  Air"]), ("Acme-Air", "Acme Air's", ["Acme Air's"]),
        ("Ånglådal", "anglådal", ["anglådal"]),
        ("Acme Acme", "Acme Acme Acme", ["Acme Acme", "Acme Acme"]),
        ("தமிழ்", "தமிழ் தமிழ்", ["தமிழ்", "தமிழ்"]),
    ])
    func `a name is found as people write it`(name: String, text: String, spans: [String]) {
        #expect(found(name, in: text) == spans)
    }

    @Test(arguments: [
        ("Acme", "Acmes acmeist"), ("Acme Air", "Acme"), ("Acme Air", "Acme's Air"), ("", "Acme"),
        ("?", "?"), ("Acme", ""), ("Acme", "www.acme.example"),
    ])
    func `another word is not the name`(name: String, text: String) {
        #expect(found(name, in: text) == [])
    }
}
