internal import TalkArchive

/// Which talks of an edition have speakers who could be sent a link and have none that holds.
struct LinkNeed {
    let edition: Edition
    let talks: [Talk]
    let talksWithoutSlides: [Talk]

    init(edition: Edition, view: OrganizerView, links: [TalkLink]) {
        let linked = Set(links.filter { $0.holds(at: .now) }.map(\.talk))
        self.edition = edition
        talks = edition.talks.filter { talk in
            if case .withdrawn = talk.visibility { return false }
            return !talk.speakers.isEmpty && !linked.contains(talk.key)
        }
        talksWithoutSlides = talks.filter { TalkState(talk: $0, view: view).lacksSlides }
    }

    /// For whom the link to a talk is: all its speakers, or the first of very many.
    static func name(for talk: Talk) -> String {
        let names = HumanText.list(talk.speakers.map(\.name))
        return names.utf8.count <= TalkLinks.nameBytes ? names : talk.speakers.first?.name ?? ""
    }

    /// Of the form for links to many talks.
    var context: PageContext {
        [
            "editionName": edition.name, "createAction": HandInAddress.editionLinks(edition.id).path,
            "needsAny": !talks.isEmpty, "withoutSlidesText": HumanText.count(talksWithoutSlides.count, "talk"),
            "anyWithoutSlides": !talksWithoutSlides.isEmpty, "allText": HumanText.count(talks.count, "talk"),
        ]
    }
}
