internal import SlideExtraction
internal import TalkArchive

extension PictureSize {
    /// The size that an address names.
    init(_ size: SiteAddress.PictureSize) {
        switch size {
        case .small: self = .small
        case .large: self = .large
        }
    }
}
