import Foundation
import TalkArchive

/// Links to the outside, as they may go into a feed.
enum WebLink {
    /// Only http and https: a reader program may run other schemes' handlers.
    static func isSafe(_ url: URL) -> Bool {
        guard let scheme = url.scheme?.lowercased() else { return false }
        return (scheme == "http" || scheme == "https") && url.host() != nil
    }

    static func title(of link: Link) -> String {
        let title = OneLine.text(link.title, or: link.url.absoluteString)
        return link.isUncertain ? "\(title) (uncertain)" : title
    }
}
