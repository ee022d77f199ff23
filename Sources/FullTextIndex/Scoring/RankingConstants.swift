/// The constants of the ranking, for programs that rank likewise; `RankingParameters` says what each does.
public struct RankingConstants: Sendable, Hashable {
    public let k1: Double
    public let formBoost: Double
    public let typedShare: Double
    public let partWeight: Double
    public let sectionLengthShare: Double
    public let bestSectionShare: Double
    public let nearnessShare: Double
    public let nearnessWindow: Int

    public init() {
        let parameters = RankingParameters()
        k1 = parameters.k1
        formBoost = parameters.formBoost
        typedShare = parameters.typedShare
        partWeight = parameters.partWeight
        sectionLengthShare = RankingParameters.sectionLengthShare
        bestSectionShare = parameters.bestSectionShare
        nearnessShare = parameters.nearnessShare
        nearnessWindow = parameters.nearnessWindow
    }
}
