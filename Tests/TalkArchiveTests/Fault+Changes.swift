import Foundation

@testable import TalkArchive

extension Fault {
    /// The same fault after one more change of the folder.
    private func then(
        isTalkServed: Bool? = nil, _ change: @escaping @Sendable (SampleFolder) throws -> Void
    ) -> Fault {
        let plant = plant
        return Fault(identifier, file, line, severity, talk: isTalkServed ?? self.isTalkServed) { folder in
            try plant(folder)
            try change(folder)
        }
    }

    /// Replaces a line of the file, counted from 1, or removes it.
    func replacingLine(_ number: Int, _ text: String? = nil) -> Fault {
        let file = file
        return then { folder in
            var lines = try folder.text(file).components(separatedBy: "\n")
            if let text {
                lines[number - 1] = text
            } else {
                lines.remove(at: number - 1)
                // Keeps the numbers of the lines below.
                lines.insert("#", at: number - 1)
            }
            try folder.write(file, lines.joined(separator: "\n"))
        }
    }

    /// Replaces the speakers of the talk.
    func replacingTalk(_ text: String) -> Fault { replacingLine(3, text) }

    /// Replaces the title of the talk.
    func replacingTitle(_ text: String) -> Fault { replacingLine(2, text) }

    /// The talk is not served with this fault.
    func droppingTalk() -> Fault { then(isTalkServed: false) { _ in } }
}
