import ArchiveImport
import Foundation
import TalkArchive

/// The plan of an import as JSON, with what became of it if it was carried out.
struct ImportJSON: Encodable {
    let edition: Edition
    /// `page`, `text`, `schedule` or `pyvideo`.
    let form: String
    let isWritten: Bool
    let talks: [Item]
    let leftOut: [LeftOut]
    let problems: [Problem]

    struct Edition: Encodable {
        let id: String
        let isNew: Bool
        let name: String?
        let starts: String?
        let ends: String?
        let place: String?
    }

    struct Item: Encodable {
        let key: String
        /// `add`, `exists` or `complete`.
        let action: String
        /// The keys that a talk which is there gets.
        let adds: [String]
        /// `added`, `completed`, `unchanged` or `failed`; null while nothing is written.
        let outcome: String?
        let error: String?
        let title: String
        let speakers: [String]
        let kind: String
        let date: String?
        let order: Int?
        let tags: [String]
        let text: String
        let originalSlides: String?
        let slidesFile: String?
        let links: [Link]
        let line: Int?
        let problems: [Problem]
    }

    struct Link: Encodable {
        let title: String
        let url: String
        let kind: String
    }

    struct LeftOut: Encodable {
        let line: Int?
        let text: String
        let reason: String
    }

    struct Problem: Encodable {
        let identifier: String
        let file: String
        let line: Int?
        let summary: String
        let solution: String

        init(_ diagnostic: Diagnostic) {
            identifier = diagnostic.identifier
            file = diagnostic.file
            line = diagnostic.line
            summary = diagnostic.summary
            solution = diagnostic.solution
        }
    }

    init(_ plan: ImportPlan, outcomes: [TalkKey: ImportWriter.Outcome]?) {
        let new = plan.newEdition
        edition = Edition(
            id: plan.edition.description, isNew: new != nil, name: new?.name, starts: new?.starts.description,
            ends: new?.ends.description, place: new?.place)
        form = plan.form.rawValue
        isWritten = outcomes != nil
        talks = plan.entries.map { Item($0, outcome: outcomes?[$0.talk.key]) }
        leftOut = plan.leftOut.map { LeftOut(line: $0.line, text: $0.text, reason: $0.reason) }
        problems = plan.problems.map(Problem.init)
    }
}

extension ImportJSON.Item {
    init(_ entry: ImportPlan.Entry, outcome: ImportWriter.Outcome?) {
        let talk = entry.talk
        let action: (name: String, adds: [String]) =
            switch entry.action {
            case .add: ("add", [])
            case .exists: ("exists", [])
            case .fillIn(let keys): ("complete", keys)
            }
        let done: (String?, String?) =
            switch outcome {
            case .added: ("added", nil)
            case .filledIn: ("completed", nil)
            case .unchanged: ("unchanged", nil)
            case .failed(let reason): ("failed", reason)
            case nil: (nil, nil)
            }
        self.init(
            key: talk.key.description, action: action.name, adds: action.adds, outcome: done.0, error: done.1,
            title: talk.title, speakers: talk.speakers.map(\.name), kind: talk.kind.rawValue,
            date: talk.date?.description, order: talk.order, tags: talk.tags.map(\.description), text: talk.text,
            originalSlides: talk.originalSlides?.absoluteString, slidesFile: entry.slidesFile?.path(),
            links: talk.links.map {
                ImportJSON.Link(title: $0.title, url: $0.url.absoluteString, kind: $0.kind.rawValue)
            },
            line: entry.line, problems: entry.problems.map(ImportJSON.Problem.init))
    }
}
