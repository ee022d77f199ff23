internal import FormParsing
internal import TalkArchive

/// How a form asks for a key.
struct FormField: Sendable {
    let key: EditableKey
    let label: String
    var hint: String?
    var isRequired = false
    /// A list stands in one line with commas; else each item has a line.
    var hasCommas = false
    /// Lines of a large field.
    var lines = 3
    /// What a choice's words are called.
    var labels: [String]?

    init(
        _ key: EditableKey, _ label: String, hint: String? = nil, isRequired: Bool = false, hasCommas: Bool = false,
        lines: Int = 3, labels: [String]? = nil
    ) {
        self.key = key
        self.label = label
        self.hint = hint
        self.isRequired = isRequired
        self.hasCommas = hasCommas
        self.lines = lines
        self.labels = labels
    }

    /// The value that was sent; nil when the form has no such field.
    func value(in form: URLEncodedForm) -> FieldValue? {
        if case .groups(let keys) = key.shape { return groups(keys, in: form) }
        guard let text = form[key.name] else { return nil }
        switch key.shape {
        case .list:
            return .list(text.split { $0.isNewline || hasCommas && $0 == "," }.map(String.init))
        case .moment: return .text(Self.moment(text))
        default: return .text(text)
        }
    }

    /// Rows by the numbers in their names: `links.0.title`.
    private func groups(_ keys: [EditableKey], in form: URLEncodedForm) -> FieldValue? {
        var rows: [Int: [String: String]] = [:]
        for pair in form.pairs where pair.name.hasPrefix("\(key.name).") {
            let parts = pair.name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, let number = Int(parts[1]) else { continue }
            rows[number, default: [:]][String(parts[2])] = pair.value
        }
        guard !rows.isEmpty else { return nil }
        return .groups(
            rows.sorted { $0.key < $1.key }.map { row in
                keys.compactMap { key in row.value[key.name].map { FieldValue.Entry(key.name, $0) } }
            }.filter(Self.saysSomething))
    }

    /// Of a row in which nothing but a choice was made, nothing is to be written.
    private static func saysSomething(_ row: [FieldValue.Entry]) -> Bool {
        row.contains { !["kind", "uncertain"].contains($0.key) && !FieldValue.trimmed($0.value).isEmpty }
    }

    /// Browsers send `2026-11-23T10:00` for a field that asks for UTC (HTML, 2.3.5.5).
    static func moment(_ sent: String) -> String {
        let text = FieldValue.trimmed(sent)
        if Timestamp(text + ":00Z") != nil { return text + ":00Z" }
        if Timestamp(text + "Z") != nil { return text + "Z" }
        return text
    }
}

extension FormField {
    /// What a page needs to show the field.
    /// - Parameters:
    ///   - problem: what is wrong with its value.
    ///   - isFocused: the first field with a mistake has the focus when the page opens.
    ///   - hasMoreRows: more empty rows of a repeated group were asked for.
    func context(
        _ value: FieldValue?, problem: String? = nil, isFocused: Bool = false, hasMoreRows: Bool = false
    ) -> PageContext {
        let id = "f-\(key.name)"
        let described = [hint == nil ? nil : "\(id)-hint", problem == nil ? nil : "\(id)-error"].compactMap { $0 }
        var context: PageContext = [
            "fieldName": key.name, "fieldId": id, "label": label, "hint": orFalse(hint),
            "fieldError": orFalse(problem), "describedBy": orFalse(described.joined(separator: " ")),
            "isFocused": isFocused, "isRequired": isRequired, "input": false, "area": false, "select": false,
            "group": false,
        ]
        let text = value?.text ?? ""
        switch key.shape {
        case .line, .number, .address, .day, .moment:
            context["input"] = ["inputType": inputType(text), "value": Self.shown(text, as: key.shape)] as PageContext
        case .paragraphs: context["area"] = area(text, isProse: true)
        case .list where hasCommas:
            context["input"] =
                ["inputType": "text", "value": value?.texts.joined(separator: ", ") ?? ""] as PageContext
        case .list: context["area"] = area(value?.texts.joined(separator: "\n") ?? "", isProse: false)
        case .flag: context["select"] = ["options": Self.options(["false", "true"], ["No", "Yes"], chosen: text)]
        case .choice(let words):
            context["select"] = ["options": Self.options(words, labels ?? words.map(Self.capitalized), chosen: text)]
        case .groups(let keys): context["group"] = group(keys, value?.items ?? [], hasMoreRows: hasMoreRows)
        }
        return context
    }

    private func area(_ text: String, isProse: Bool) -> PageContext {
        ["lineCount": String(max(lines, min(text.count { $0.isNewline } + 1, 30))), "value": text, "isProse": isProse]
    }

    /// A browser shows nothing of a value that is none of the type's, and would send nothing in its place.
    private func inputType(_ text: String) -> String {
        switch key.shape {
        case .day: text.isEmpty || CalendarDate(text)?.description == text ? "date" : "text"
        case .moment: Self.shown(text, as: .moment) != text || text.isEmpty ? "datetime-local" : "text"
        case .address: "url"
        default: "text"
        }
    }

    private static func shown(_ text: String, as shape: EditableKey.Shape) -> String {
        guard shape == .moment, let moment = Timestamp(text) ?? CalendarDate(text).map({ Timestamp(startOf: $0) })
        else { return text }
        return String(moment.description.prefix(16))
    }

    /// The first word holds when nothing is written. A file that spells it out keeps it.
    private static func options(_ words: [String], _ labels: [String], chosen: String) -> [PageContext] {
        var options = zip(words, labels).enumerated().map { place, option -> PageContext in
            let isDefault = place == 0 && chosen != option.0
            return [
                "value": isDefault ? "" : option.0, "optionLabel": option.1,
                "isChosen": isDefault ? chosen.isEmpty : chosen == option.0,
            ]
        }
        if !chosen.isEmpty, !words.contains(chosen) {
            options.append(["value": chosen, "optionLabel": chosen, "isChosen": true])
        }
        return options
    }

    private func group(_ keys: [EditableKey], _ items: [[String: String]], hasMoreRows: Bool) -> PageContext {
        let count = items.count + (hasMoreRows ? 4 : items.isEmpty ? 2 : 1)
        return [
            "rows": (0..<count).map { number -> PageContext in
                [
                    "cells": keys.map { key in
                        cell(key, items.indices.contains(number) ? items[number][key.name] ?? "" : "", row: number)
                    }
                ]
            }
        ]
    }

    private func cell(_ key: EditableKey, _ text: String, row: Int) -> PageContext {
        var context: PageContext = [
            "cellName": "\(self.key.name).\(row).\(key.name)", "cellLabel": Self.cellLabel(key.name),
            "rowText": String(row + 1), "cellSelect": false, "cellCheck": false, "cellInput": false,
        ]
        switch key.shape {
        case .choice(let words):
            context["cellSelect"] = ["options": Self.options(words, words.map(Self.capitalized), chosen: text)]
        case .flag: context["cellCheck"] = ["isChosen": text == "true"]
        default: context["cellInput"] = ["inputType": "text", "value": text]
        }
        return context
    }

    private static func cellLabel(_ key: String) -> String {
        switch key {
        case "url": "Address"
        case "uncertain": "Not sure"
        default: capitalized(key)
        }
    }

    private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
