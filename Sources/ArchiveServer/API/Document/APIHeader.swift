/// The fields of answers that programs use.
enum APIHeader {
    enum Answer {
        case answer, notModified
    }

    static let components: [String: JSONValue] = [
        "ETag": header("The validator of these bytes, for `If-None-Match`; strong unless a proxy weakened it."),
        "Cache-Control": header("How long the answer may be kept without asking."),
        "Access-Control-Allow-Origin": header("Pages of every site may read it.").with(["schema": ["const": "*"]]),
        "Link": header("Related addresses (RFC 8288): `next` and `prev` of a list in pages.").with(["required": false]),
        "Retry-After": header("Seconds to wait.").with(["required": false]),
        "WWW-Authenticate": header("How to send the token."),
        "NotKept": header("`private, no-store`: the answer is for you alone."),
        "Revision": header("The revision, for the `If-Match` of a change."),
        "Created": header("The address of what was made, here.").with(["schema": ["type": "string", "format": "uri"]]),
        "Location": header("The talk's page for people.").with(["schema": ["type": "string", "format": "uri"]]),
    ]

    private static func header(_ about: String) -> JSONValue {
        ["description": .text(about), "required": true, "schema": ["type": "string"]]
    }

    static func reference(_ name: String) -> JSONValue { ["$ref": .text("#/components/headers/\(name)")] }

    static func references(_ names: [String]) -> [String: JSONValue] {
        Dictionary(names.map { ($0, reference($0)) }) { _, last in last }
    }

    static func references(_ answer: Answer, isPaged: Bool = false) -> [String: JSONValue] {
        references(["ETag", "Cache-Control", "Access-Control-Allow-Origin"] + (isPaged ? ["Link"] : []))
    }
}
