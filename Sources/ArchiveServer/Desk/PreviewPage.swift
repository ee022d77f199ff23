internal import FormParsing
internal import HTTPTypes
internal import TalkArchive

/// `/organize/preview`: Markdown as readers will see it, for the script that shows it beside the field.
enum PreviewPage {
    static func content(_ request: DeskVisit) async throws -> Content {
        let html = Markdown.html(request.form["text"] ?? "", topHeading: 3)
        var content = Content.page(Array(html.utf8), caching: .never)
        content.security = .desk
        return content
    }
}
