import ArgumentParser
import EarshotModel
import Foundation
import MentionDetection
import SettingsReading

/// Finds brands in texts, without a store and without a daemon.
struct DetectCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Find brands in texts.",
        discussion: """
            Reads {"id","title"?,"text"} a line of standard input and writes
            {"id","mentions":[{"brand","spans":[{"field","start","end"}]}]}; offsets count UTF-8
            bytes, the end is open.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The form of input and output: jsonl.")
    var format: TextFormat = .jsonl

    @Option(help: "The brands: a file in the rules format, or JSON [{\"name\",\"aliases\"}].")
    var brands: String

    func perform() throws {
        let brands = try BrandsFile.read(contentsOf: URL(fileURLWithPath: brands))
        let detector = MentionDetector(brands: brands)
        let names = Dictionary(uniqueKeysWithValues: brands.map { ($0.id, $0.name) })
        try JSONLines<DetectQuestion>().answer { question in
            let mentions = detector.mentions(
                title: question.title ?? "",
                text: question.text ?? ""
            )
            return DetectAnswer(
                id: question.id,
                mentions: mentions.map { mention in
                    DetectedMention(brand: names[mention.brand] ?? "", spans: mention.spans)
                }
            )
        }
    }
}

private struct DetectQuestion: Decodable {
    let id: JSONScalar
    let title: String?
    let text: String?
}

private struct DetectAnswer: Encodable {
    let id: JSONScalar
    let mentions: [DetectedMention]
}

private struct DetectedMention: Encodable {
    let brand: String
    let spans: [TextSpan]
}
