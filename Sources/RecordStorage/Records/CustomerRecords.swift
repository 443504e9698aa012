public import EarshotModel
import TextAnalysis

/// The customers and the keys that identify them.
public struct CustomerRecords<Access> {
    let session: Session

    /// The customer with that identity; `nil` when there is none or it may not be seen.
    public func customer(_ id: Customer.ID) throws -> Customer? {
        guard session.scope.includesPersonalData else { return nil }
        return try session.row(CustomerStatement.byID, id) { row in try customer(&row) }
    }

    /// The customer with that number in the company's own records.
    public func customer(reference: String) throws -> Customer? {
        guard session.scope.includesPersonalData else { return nil }
        return try session.row(CustomerStatement.byReference, reference) { row in
            try customer(&row)
        }
    }

    /// Customers by name, after the given one; none without the right to see personal data.
    public func page(after: Customer.ID?, limit: Int) throws -> [Customer] {
        guard session.scope.includesPersonalData else { return [] }
        return try session.rows(CustomerStatement.page, after?.rawValue ?? 0, limit) { row in
            try customer(&row)
        }
    }

    /// Customers whose folded name holds the folded text, or who have the key.
    public func find(_ text: String, key: String, limit: Int) throws -> [Customer] {
        guard session.scope.includesPersonalData else { return [] }
        return try session.rows(
            CustomerStatement.find,
            Folding.folded(text),
            key,
            limit
        ) { row in try customer(&row) }
    }

    /// Whether the customer wants to hear nothing from us.
    public func wantsSilence(_ id: Customer.ID) throws -> Bool {
        try session.row(CustomerStatement.wantsSilence, id) { row in try row.bool() } ?? false
    }

    /// How many customers there are.
    public func count() throws -> Int {
        try session.row(CustomerStatement.count) { row in try row.count() } ?? 0
    }

    /// Customers who hold one of the keys, each with the keys that matched.
    public func holders(of identifiers: [Identifier]) throws -> [(Customer, [Identifier])] {
        guard session.scope.includesPersonalData else { return [] }
        var matches: [Customer.ID: [Identifier]] = [:]
        for identifier in identifiers {
            let ids: [Customer.ID] = try session.rows(
                CustomerStatement.holders,
                identifier.kind,
                identifier.key
            ) { row in try row.id() }
            for id in ids { matches[id, default: []].append(identifier) }
        }
        return try matches.sorted { $0.key < $1.key }.compactMap { id, identifiers in
            try session.row(CustomerStatement.byID, id) { row in
                (try customer(&row), identifiers)
            }
        }
    }

    /// Customers of exactly that folded name, at most `limit`.
    public func named(_ name: String, limit: Int) throws -> [Customer] {
        guard session.scope.includesPersonalData else { return [] }
        return try session.rows(CustomerStatement.named, Folding.folded(name), limit) { row in
            try customer(&row)
        }
    }

    private func customer(_ row: inout SQLRow) throws -> Customer {
        Customer(
            id: try row.id(),
            reference: try row.text(),
            name: try row.text(),
            givenName: try row.optionalText(),
            familyName: try row.optionalText(),
            company: try row.optionalText(),
            city: try row.optionalText(),
            country: try row.optionalText(),
            language: try row.optionalText(),
            emails: try JSONText.value([String].self, from: try row.text()),
            phones: try JSONText.value([String].self, from: try row.text()),
            handles: try JSONText.value([String].self, from: try row.text()),
            orders: try JSONText.value([String].self, from: try row.text())
        )
    }
}

extension Transaction {
    /// The customers.
    public var customers: CustomerRecords<Access> { CustomerRecords(session: session) }
}

extension CustomerRecords where Access == Writing {
    /// Adds the customer, or replaces what is known of the one with the same reference, with the
    /// keys in their normal form; whether it was new.
    ///
    /// Nothing is written when all of it is known already.
    @discardableResult
    public func put(_ customer: Customer, identifiers: [Identifier]) throws -> Bool {
        let known = try session.row(CustomerStatement.byReference, customer.reference) { row in
            try self.customer(&row)
        }
        let id = known?.id ?? customer.id
        if let known, known == customer.with(id: id), try keys(of: id) == Set(identifiers) {
            return false
        }
        let values: [SQLValue] = [
            id.sqlValue, customer.reference.sqlValue, customer.name.sqlValue,
            Folding.folded(customer.name).sqlValue, customer.givenName.sqlValue,
            customer.familyName.sqlValue, customer.company.sqlValue, customer.city.sqlValue,
            customer.country.sqlValue, customer.language.sqlValue,
            try JSONText.text(of: customer.emails).sqlValue,
            try JSONText.text(of: customer.phones).sqlValue,
            try JSONText.text(of: customer.handles).sqlValue,
            try JSONText.text(of: customer.orders).sqlValue, session.now.sqlValue,
        ]
        try session.executeMany(CustomerStatement.put, [values])
        try session.execute(CustomerStatement.clearIdentifiers, id)
        try session.executeMany(
            CustomerStatement.addIdentifier,
            Set(identifiers).map { identifier in
                [
                    identifier.kind.sqlValue, identifier.key.sqlValue, id.sqlValue,
                    session.now.sqlValue,
                ]
            }
        )
        session.changed(.customer, id)
        return known == nil
    }

    func keys(of id: Customer.ID) throws -> Set<Identifier> {
        Set(
            try session.rows(CustomerStatement.keys, id) { row in
                Identifier(kind: try row.word(), key: try row.text())
            }
        )
    }
}

/// The statements on customers.
enum CustomerStatement: String, StatementSet {
    case byID = """
        SELECT id, reference, name, given_name, family_name, company, city, country, language,
            emails, phones, handles, orders
        FROM customers WHERE id = ?1
        """
    case byReference = """
        SELECT id, reference, name, given_name, family_name, company, city, country, language,
            emails, phones, handles, orders
        FROM customers WHERE reference = ?1
        """
    case keys = "SELECT kind, key FROM identifiers WHERE customer_id = ?1"
    case page = """
        SELECT id, reference, name, given_name, family_name, company, city, country, language,
            emails, phones, handles, orders
        FROM customers WHERE id > ?1 ORDER BY id LIMIT ?2
        """
    case find = """
        SELECT id, reference, name, given_name, family_name, company, city, country, language,
            emails, phones, handles, orders
        FROM customers
        WHERE folded_name LIKE '%' || REPLACE(REPLACE(REPLACE(?1, '\\', '\\\\'), '%', '\\%'),
                '_', '\\_') || '%' ESCAPE '\\'
            OR id IN (SELECT customer_id FROM identifiers WHERE key = ?2)
        ORDER BY folded_name {bytewise}, id LIMIT ?3
        """
    case named = """
        SELECT id, reference, name, given_name, family_name, company, city, country, language,
            emails, phones, handles, orders
        FROM customers WHERE folded_name = ?1 ORDER BY id LIMIT ?2
        """
    case count = "SELECT COUNT(*) FROM customers"
    case wantsSilence = "SELECT do_not_contact FROM customers WHERE id = ?1"
    case holders = "SELECT customer_id FROM identifiers WHERE kind = ?1 AND key = ?2"
    case put = """
        INSERT INTO customers (id, reference, name, folded_name, given_name, family_name, company,
            city, country, language, emails, phones, handles, orders, do_not_contact, created_at,
            version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, FALSE, ?15, 1)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name,
            given_name = excluded.given_name, family_name = excluded.family_name,
            company = excluded.company, city = excluded.city, country = excluded.country,
            language = excluded.language, emails = excluded.emails, phones = excluded.phones,
            handles = excluded.handles, orders = excluded.orders,
            version = customers.version + 1
        """
    case clearIdentifiers = "DELETE FROM identifiers WHERE customer_id = ?1"
    case addIdentifier = """
        INSERT INTO identifiers (kind, key, customer_id, first_seen_at) VALUES (?1, ?2, ?3, ?4)
        """
}
