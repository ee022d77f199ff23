internal import HTTPTypes
internal import TalkArchive

/// `/api/v1/openapi.json`: the OpenAPI 3.1 document, made from the same values as the routes.
enum APIDocument {
    /// The version of the interface; its first number is in the addresses.
    static let version = "1.0.0"

    static let resource = APIResource(
        path: "/api/v1/openapi.json", name: "getDocument", about: "This document",
        answer: [
            "type": "object", "description": "An OpenAPI 3.1 document.", "required": ["openapi", "info", "paths"],
        ],
        answerAbout: "The document.", mediaType: "application/vnd.oai.openapi+json;version=3.1"
    ) { visit in
        var content = try Content.api(json(visit.snapshot))
        content.mediaType = "application/vnd.oai.openapi+json;version=3.1"
        return content
    }

    static func json(_ snapshot: Snapshot) -> JSONValue {
        let settings = snapshot.archive.settings
        let examples = APIExamples(snapshot)
        var paths: [String: JSONValue] = [:]
        for resource in APIResource.all { paths[resource.path] = ["get": resource.operation(examples)] }
        for operation in APIOperation.all {
            let method = operation.verb.lowercased()
            paths[operation.path] = (paths[operation.path] ?? [:]).with([method: operation.json(examples)])
        }
        return [
            "openapi": "3.1.0", "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": [
                "title": .text("\(settings.name): talks and slides"), "version": .text(version),
                "description":
                    """
                Reading needs no key and is allowed from every site (CORS). Names in addresses never change. Answers \
                are asked for again by `If-None-Match` and then cost nothing where they are the same (304). Members \
                without a value are left out; new ones may come. Parameters that are not described are passed over. \
                Errors are problem documents (RFC 9457) whatever `Accept` says.
                """,
            ],
            "servers": [["url": .text(base(snapshot)), "description": .text(settings.name)]],
            "tags": [
                ["name": "reading", "description": "What everyone may see."],
                [
                    "name": "organizing",
                    "description":
                        """
                    What needs an organizer's token. Answers are kept nowhere. Whoever changes something says in \
                    `If-Match` what he saw (the `ETag` of the answer that he has), so that nobody's change is lost.
                    """,
                ],
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(Dictionary(schemas.map { ($0.schemaName, $0.schema.json) }) { _, last in last }),
                "headers": .object(APIHeader.components), "responses": .object(ProblemResponses.components),
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer", "description": "Made by `rockpool token create`.",
                    ]
                ],
            ],
        ]
    }

    private static func base(_ snapshot: Snapshot) -> String {
        var base = Addresses(snapshot)(SiteAddress.home)
        while base.hasSuffix("/") { base.removeLast() }
        return base
    }

    /// Every kind of object that answers have.
    static let schemas: [any APIObject.Type] = [
        ArchiveOverview.self, ProblemList.self, ProblemList.Entry.self, Problem.self, Paging.self,
        EditionList.self, EditionEntry.self, EditionDetails.self, TextForms.self, NamedLink.self, LinkEntry.self,
        GalleryPicture.self, TalkList.self, TalkEntry.self, SpeakerReference.self, TalkDetails.self, DeckVersion.self,
        CitationEntry.self, SlideList.self, SlideDetails.self, SlideLinkEntry.self, PageSize.self,
        SlidePictureAddresses.self, SpeakerList.self, SpeakerEntry.self, SpeakerDetails.self, TagList.self,
        TagList.Entry.self, SearchAnswer.self, FoundTalk.self, FoundSlide.self, MarkedPassage.self,
        MarkedPassage.Run.self, SearchFacets.self, SearchFacets.Facet.self, SearchFacets.Value.self, NearWord.self,
        NearWord.Word.self, ChangeList.self, ChangeList.Entry.self, DeckUploadAPI.Report.self, DeckReport.self,
        Problem.FieldFault.self, Problem.Revision.self, OrganizedEditionList.self, OrganizedEditionEntry.self,
        OrganizedSettings.self, OrganizedEdition.self, OrganizedTalkEntry.self, OrganizedTalk.self,
        OrganizedVersion.self,
        VisibilityEntry.self, ContentProblem.self, ProgrammeOrderAPI.Order.self, AuditLogPage.self,
        AuditLogPage.Entry.self, SpeakerLinkList.self, SpeakerLink.self, NewSpeakerLink.self, AccessTokenList.self,
        OrganizerToken.self, NewOrganizerToken.self, ProposalList.self,
        ProposalDetails.self, ProposalDetails.ProposedText.self, ProposalDetails.Accepted.self,
    ]
}

extension APIResource {
    /// The operation object of OpenAPI.
    func operation(_ examples: APIExamples) -> JSONValue {
        var responses: [String: JSONValue] = [
            "200": [
                "description": .text(answerAbout),
                "headers": .object(
                    APIHeader.references(.answer, isPaged: parameters.contains { $0.name == "per_page" })),
                "content": .object([mediaType: ["schema": answer]]),
            ],
            "304": [
                "description": "You have it: the entity tag is that of `If-None-Match`.",
                "headers": .object(APIHeader.references(.notModified)),
            ],
        ]
        for problem in problems { responses[String(problem.code)] = ProblemResponses.reference(problem) }
        return [
            "operationId": .text(name), "summary": .text(about), "tags": ["reading"],
            "parameters": .list(parameters.map { $0.json(examples) } + [Self.ifNoneMatch]),
            "responses": .object(responses),
        ]
    }

    private static let ifNoneMatch: JSONValue = [
        "name": "If-None-Match", "in": "header", "required": false,
        "description": "Entity tags that you have, or `*` (RFC 9110, 13.1.2). What is no tag is passed over.",
        "schema": ["type": "string"],
    ]
}
