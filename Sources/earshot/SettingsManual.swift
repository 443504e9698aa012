import SettingsReading

/// The page earshot.yaml(5), made from the table of the settings.
struct SettingsManual {
    let text: String

    init() {
        var page = Roff(page: "earshot.yaml", section: 5)
        page.section("Name")
        page.paragraph("earshot.yaml - settings of an Earshot process")
        page.section("Description")
        for paragraph in Self.description { page.paragraph(paragraph) }
        page.section("Keys")
        for setting in Settings.table {
            let usual = setting.defaultText.isEmpty ? "none" : setting.defaultText
            page.term(setting.key, means: "\(setting.sentence). Default: \(usual).")
        }
        page.section("Example")
        page.example(Self.example)
        page.section("Files")
        page.term(
            "/etc/earshot/earshot.yaml",
            means: "the settings of the machine's own daemon, earshotd.service"
        )
        page.term("<data-dir>/earshot.yaml", means: "read where no --config is given")
        page.section("See also")
        page.paragraph("earshot(1)")
        text = page.text
    }

    private static let description = [
        """
        The file is YAML. A dot in a key below stands for a level, [] for a list. Every key may be \
        left out. Times are a number and a unit (250ms, 30s, 15m, 8h, 7d), sizes a number of \
        bytes, of KiB or of MiB.
        """,
        """
        A file with a mistake is refused as a whole; "earshot check" names every mistake with its \
        line, its key and what to write instead. The daemon reads the file again on SIGHUP \
        ("systemctl reload earshotd"); "listen" and "store" take effect at the next start.
        """,
        """
        What is listened for, and what the company promises to people, does not stand in this \
        file: both live in the store ("earshot rules", "earshot policy").
        """,
    ]

    private static let example = """
        listen: 127.0.0.1:8470
        public_address: https://earshot.example.com
        contact: https://www.example.com/about-our-feed-reader
        poll:
          usual: 15m
        networks:
          - network: 10.0.0.0/8
            allow: true
        """
}
