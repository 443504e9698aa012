import EarshotModel
import RecordLinkage

/// A customer with an invented name.
func customer(
    _ id: Int64,
    _ name: String = "",
    givenName: String? = nil,
    emails: [String] = [],
    handles: [String] = [],
    orders: [String] = []
) -> Customer {
    Customer(
        id: Customer.ID(rawValue: id),
        reference: "C\(id)",
        name: name,
        givenName: givenName,
        emails: emails,
        handles: handles,
        orders: orders
    )
}

/// What a mention shows.
func query(
    name: String? = nil,
    url: String? = nil,
    email: String? = nil,
    link: String? = nil,
    title: String = "",
    text: String = ""
) -> LinkQuery {
    LinkQuery(
        author: EntryAuthor(name: name, url: url, email: email),
        link: link,
        title: title,
        text: text
    )
}
