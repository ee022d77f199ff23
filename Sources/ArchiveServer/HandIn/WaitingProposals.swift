internal import TalkArchive

/// The line on every organizer's page that says how much waits.
enum WaitingProposals {
    /// The context of the template `organize-waiting`, to be merged into a page's own.
    static func context(_ visit: Visit, _ signedIn: Authorization.SignedIn) -> PageContext {
        let desk = ArchiveDesk(keeper: visit.site.keeper, principal: signedIn.principal)
        let (proposals, problems) = desk.waitingProposals()
        guard !proposals.isEmpty || !problems.isEmpty else { return ["proposalsWaiting": false] }
        let since = proposals.first.map { ", the longest since \(HumanText.moment($0.since))" } ?? ""
        let damaged = problems.isEmpty ? "" : " \(HumanText.count(problems.count, "damaged proposal")) too."
        let verb = proposals.count == 1 ? "waits" : "wait"
        let count = "\(HumanText.count(proposals.count, "proposal")) \(verb) for you\(since)."
        let waiting: PageContext = ["waitingHref": HandInAddress.proposals.path, "waitingText": count + damaged]
        return ["proposalsWaiting": waiting]
    }
}
