/// `/assets/<version>/<name>`: style, script and icon of the pages.
enum AssetFiles {
    static func asset(_ visit: Visit) throws -> Content {
        guard
            let content = visit.site.assets.content(visit.parameter("name"), version: visit.parameter("version"))
        else { throw SiteError.notFound }
        return content
    }
}
