/// JSON Schemas (2020-12) of the kinds of values that the API's answers are made of.
enum Schema {
    /// The pattern of every name that is part of an address.
    static let slugPattern = "^[a-z0-9]+(-[a-z0-9]+)*$"
    /// The most characters of such a name.
    static let slugLength = 80

    static func text(_ about: String) -> JSONValue { ["type": "string", "description": .text(about)] }

    /// Absolute.
    static func address(_ about: String) -> JSONValue { text(about).with(["format": "uri"]) }

    static func moment(_ about: String) -> JSONValue { text(about).with(["format": "date-time"]) }

    static func day(_ about: String) -> JSONValue { text(about).with(["format": "date"]) }

    static func slug(_ about: String) -> JSONValue {
        text(about).with(["pattern": .text(slugPattern), "minLength": 1, "maxLength": .number(slugLength)])
    }

    static func hash(_ about: String) -> JSONValue { text(about).with(["pattern": "^[0-9a-f]{64}$"]) }

    static func choice(_ about: String, _ values: [String]) -> JSONValue {
        text(about).with(["enum": .list(values.map { .text($0) })])
    }

    static func count(_ about: String, from minimum: Int = 0, to maximum: Int? = nil) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "integer", "description": .text(about), "minimum": .number(minimum),
        ]
        if let maximum { schema["maximum"] = .number(maximum) }
        return .object(schema)
    }

    static func number(_ about: String) -> JSONValue { ["type": "number", "description": .text(about)] }

    static func flag(_ about: String) -> JSONValue { ["type": "boolean", "description": .text(about)] }

    static func list(_ about: String, of items: JSONValue) -> JSONValue {
        ["type": "array", "description": .text(about), "items": items]
    }

    static func list(_ about: String, of type: any APIObject.Type) -> JSONValue { list(about, of: reference(type)) }

    static func reference(_ type: any APIObject.Type) -> JSONValue {
        ["$ref": .text("#/components/schemas/\(type.schemaName)")]
    }

    /// A reference with a sentence about what it is here; 2020-12 allows both.
    static func reference(_ about: String, _ type: any APIObject.Type) -> JSONValue {
        reference(type).with(["description": .text(about)])
    }
}

/// A kind of object in the API's answers. What is encoded and what the document says of it stand in one type; a test
/// compares them.
protocol APIObject: Encodable, Sendable {
    static var schema: ObjectSchema { get }
    /// Its name in the document; the type's own unless it says otherwise.
    static var schemaName: String { get }
}

extension APIObject {
    static var schemaName: String { String(describing: Self.self) }
}

/// The schema of an object. Members without a value are left out of the JSON, never `null`.
struct ObjectSchema: Sendable {
    /// A member of the object.
    struct Member: Sendable {
        let name: String
        let schema: JSONValue
        let isRequired: Bool

        static func must(_ name: String, _ schema: JSONValue) -> Member {
            Member(name: name, schema: schema, isRequired: true)
        }

        /// Left out where there is nothing to tell.
        static func may(_ name: String, _ schema: JSONValue) -> Member {
            Member(name: name, schema: schema, isRequired: false)
        }
    }

    let about: String
    let members: [Member]

    init(_ about: String, _ members: [Member]) {
        self.about = about
        self.members = members
    }

    var json: JSONValue {
        let required = members.filter(\.isRequired).map { JSONValue.text($0.name) }
        var schema: [String: JSONValue] = [
            "type": "object", "description": .text(about),
            "properties": .object(Dictionary(members.map { ($0.name, $0.schema) }) { _, last in last }),
        ]
        if !required.isEmpty { schema["required"] = .list(required) }
        return .object(schema)
    }
}
