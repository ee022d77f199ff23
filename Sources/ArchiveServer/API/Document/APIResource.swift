internal import HTTPTypes

/// One address of the API that can be read. Routes and the document are both made from these values, so that neither
/// has what the other lacks.
struct APIResource: Sendable {
    /// With parameters in braces, as the router and OpenAPI both write it.
    let path: String
    /// What programs generated from the document call it.
    let name: String
    let about: String
    var parameters: [APIParameter] = []
    let answer: JSONValue
    /// What the answer shows, in words.
    let answerAbout: String
    var mediaType = "application/json"
    /// Statuses of its problems.
    var problems: [HTTPResponse.Status] = []
    /// The answer depends on path and snapshot alone.
    var isKept = true
    let action: @Sendable (Visit) async throws -> Content

    static let all: [APIResource] =
        [
            ArchiveOverview.resource, APIDocument.resource, ProblemKind.resource,
            EditionList.resource, EditionDetails.resource,
            TalkList.resource, TalkDetails.resource, SlideList.resource, SlideDetails.resource,
            SpeakerList.resource, SpeakerDetails.resource, TagList.resource,
            SearchAnswer.resource, ChangeList.resource, Suggestions.resource,
        ]
}
