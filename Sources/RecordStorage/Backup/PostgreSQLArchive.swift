import Foundation

/// A database in one file, as pg_dump writes it in its own format.
struct PostgreSQLArchive {
    private let file: String
    private let address: ServerAddress
    private let isPlain: Bool
    private let password: String?

    /// Names the file and the database that it comes from or goes to.
    init(file: String, _ address: String, _ password: String?) {
        self.file = file
        isPlain = StoreAddress.isPlain(address)
        self.address = ServerAddress(address)
        self.password = password ?? self.address.password
    }

    /// Writes the database as it is at this moment.
    func write() throws(PostgreSQLTool.Failure) {
        try checkAddress()
        let dump = PostgreSQLTool(name: "pg_dump")
        let arguments = ["--format=custom", "--no-password", "--file=" + file]
        _ = try dump.run(arguments + database, password: password)
    }

    /// Reads the whole file once, and throws where it cannot be read.
    func check() throws(PostgreSQLTool.Failure) {
        _ = try PostgreSQLTool(name: "pg_restore").run(["--file=/dev/null", file])
    }

    /// The version of the schema in the file; `nil` when it holds no store.
    func version() throws(PostgreSQLTool.Failure) -> Int? {
        let arguments = ["--data-only", "--table=store_info", "--file=-", file]
        let text = try PostgreSQLTool(name: "pg_restore").run(arguments)
        let opening = "schema_version\t"
        let line = text.split(separator: "\n").first { $0.hasPrefix(opening) }
        return line.flatMap { Int($0.dropFirst(opening.count)) }
    }

    /// Fills the empty database in one transaction.
    func load() throws(PostgreSQLTool.Failure) {
        try checkAddress()
        let arguments = [
            "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
            "--no-password",
        ]
        let restore = PostgreSQLTool(name: "pg_restore")
        _ = try restore.run(arguments + database + [file], password: password)
    }

    /// A piece of a password must not stand on a command line because it was read as a host.
    private func checkAddress() throws(PostgreSQLTool.Failure) {
        guard isPlain else { throw PostgreSQLTool.Failure(description: StoreAddress.unreadable) }
    }

    private var database: [String] { ["--dbname=" + address.publicText] }
}
