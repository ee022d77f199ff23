internal import Foundation
internal import TalkArchive

/// A page in the place of an old address, which leads on: a file server knows no redirects.
struct RedirectPage {
    let place: StaticPath
    let html: [UInt8]

    /// The archive's own redirects. An old address of a file, too, becomes a folder with a page: file servers lead to it,
    /// and a browser is not told that it is a PDF.
    static func all(_ settings: ArchiveSettings) -> [RedirectPage] {
        settings.redirects.compactMap { RedirectPage($0, settings: settings) }
    }

    private init?(_ redirect: Redirect, settings: ArchiveSettings) {
        let names = redirect.from.split(separator: "/").compactMap {
            $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        }
        guard !names.isEmpty else { return nil }
        let path = "/" + names.joined(separator: "/")
        let isFile = redirect.from.hasSuffix(".html") || redirect.from.hasSuffix(".htm")
        guard let place = StaticPath(isFile ? path : path + "/") else { return nil }
        self.place = place
        var base = settings.baseURL.absoluteString
        while base.hasSuffix("/") { base.removeLast() }
        func escaped(_ text: String) -> String {
            var bytes: [UInt8] = []
            HTMLEscaping.append(text, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        let isInside = redirect.to.hasPrefix("/")
        let rest = redirect.to.firstIndex { $0 == "?" || $0 == "#" }.map { redirect.to[$0...] } ?? ""
        let link = escaped(StaticPath(redirect.to).map { $0.relative(to: place) + rest } ?? redirect.to)
        html = Array(
            """
            <!doctype html>
            <html lang="\(escaped(settings.language))">
            <head>
            <meta charset="utf-8">
            <title>\(escaped(settings.name))</title>
            <meta name="robots" content="noindex">
            <meta http-equiv="refresh" content="0; url=\(link)">
            <link rel="canonical" href="\(escaped(isInside ? base + redirect.to : redirect.to))">
            </head>
            <body><p>This has moved <a href="\(link)">here</a>.</p></body>
            </html>

            """.utf8)
    }
}
