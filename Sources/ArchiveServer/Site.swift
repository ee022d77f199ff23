internal import Foundation
internal import Logging

/// Everything that actions share. A value of references that never change; what changes is behind `snapshots` and
/// `keeper`.
struct Site: Sendable {
    let configuration: ServerConfiguration
    let snapshots: CurrentSnapshot
    let keeper: ArchiveKeeper
    let pages: PageRenderer
    let assets: AssetCatalog
    let sessions: SessionStore
    let responder = ContentResponder()
    let logger: Logger
}
