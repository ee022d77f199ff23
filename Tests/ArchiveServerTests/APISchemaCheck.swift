import Foundation

/// Compares JSON with the schemas of an OpenAPI document, as far as the API's schemas go (JSON Schema 2020-12: `$ref`,
/// `type`, `required`, `properties`, `items`, `enum`, `pattern`, `minimum`, `maximum`, lengths, formats).
///
/// Stricter than the standard in one thing: a member that is not described is a fault.
struct APISchemaCheck {
    let document: [String: Any]

    /// What is wrong, each with its place; empty when all is right.
    func faults(of value: Any, schema: [String: Any], at place: String = "$") -> [String] {
        if let reference = schema["$ref"] as? String {
            guard let target = resolve(reference) else { return ["\(place): \(reference) leads nowhere"] }
            return faults(of: value, schema: target, at: place)
        }
        var faults: [String] = []
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isOf($0, value) }) {
            faults.append("\(place): \(value) is no \(types.joined(separator: " or "))")
        }
        switch value {
        case let object as [String: Any]: faults += self.faults(ofObject: object, schema: schema, at: place)
        case let list as [Any]:
            if let items = schema["items"] as? [String: Any] {
                faults += list.enumerated().flatMap { self.faults(of: $1, schema: items, at: "\(place)[\($0)]") }
            }
            if let count = schema["minItems"] as? Int, list.count < count { faults.append("\(place): too few") }
            if let count = schema["maxItems"] as? Int, list.count > count { faults.append("\(place): too many") }
        case let text as String: faults += Self.faults(ofText: text, schema: schema, at: place)
        case let number as NSNumber where !Self.isOf("boolean", value):
            if let least = schema["minimum"] as? Int, number.doubleValue < Double(least) {
                faults.append("\(place): \(number) is less than \(least)")
            }
            if let most = schema["maximum"] as? Int, number.doubleValue > Double(most) {
                faults.append("\(place): \(number) is more than \(most)")
            }
        default: break
        }
        return faults
    }

    func resolve(_ reference: String) -> [String: Any]? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/")
            .reduce(document as Any?) { ($0 as? [String: Any])?[String($1)] } as? [String: Any]
    }

    private func faults(ofObject object: [String: Any], schema: [String: Any], at place: String) -> [String] {
        let required = schema["required"] as? [String] ?? []
        var faults = required.filter { object[$0] == nil }.map { "\(place): \($0) is missing" }
        guard let properties = schema["properties"] as? [String: [String: Any]] else { return faults }
        for (name, value) in object {
            guard let property = properties[name] else {
                faults.append("\(place): \(name) is not described")
                continue
            }
            faults += self.faults(of: value, schema: property, at: "\(place).\(name)")
        }
        return faults
    }

    private static func faults(ofText text: String, schema: [String: Any], at place: String) -> [String] {
        var faults: [String] = []
        if let values = schema["enum"] as? [String], !values.contains(text) {
            faults.append("\(place): \(text) is not one of \(values)")
        }
        if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append("\(place): \(text) is not like \(pattern)")
        }
        if let length = schema["maxLength"] as? Int, text.count > length { faults.append("\(place): too long") }
        let pattern: String? =
            switch schema["format"] as? String {
            case "uri": #"^[a-z][a-z0-9+.-]*:[!-~]+$|^about:blank$"#
            case "date-time": #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"#
            case "date": #"^\d{4}-\d\d-\d\d$"#
            default: nil
            }
        if let pattern, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append("\(place): \(text) has a wrong format")
        }
        return faults
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        let isFlag = value is NSNumber && CFTypes.isBoolean(value)
        return switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": isFlag
        case "integer": !isFlag && (value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } ?? false
        case "number": !isFlag && value is NSNumber
        default: false
        }
    }

    /// JSON's `true` and `1` are both numbers to Foundation; their Objective-C type tells them apart.
    private enum CFTypes {
        static func isBoolean(_ value: Any) -> Bool {
            (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
        }
    }
}
