/// A piece of a metadata file with the line it stands on; free of the YAML library's types.
struct MetadataNode: Hashable {
    /// Counted from 1 in the file, not in the front matter.
    let line: Int
    let content: Content

    indirect enum Content: Hashable {
        /// - Parameter isPlain: written without quotes and not as a block.
        case scalar(String, isPlain: Bool)
        case sequence([MetadataNode])
        case mapping([Entry])
    }

    /// A key, where it stands, and its value.
    struct Entry: Hashable {
        let key: String
        let line: Int
        let value: MetadataNode
    }

    /// Written as nothing, `~` or `null`.
    var isEmpty: Bool {
        if case .scalar(let text, isPlain: true) = content { ["", "~", "null"].contains(text) } else { false }
    }

    /// What a person would call it.
    var kindName: String {
        switch content {
        case .scalar: "a text"
        case .sequence: "a list"
        case .mapping: "a group of keys"
        }
    }
}
