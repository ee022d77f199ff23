import TalkArchive

/// Finds addresses that are printed on a slide and puts them among its links, each once.
///
/// An address may go on over a line end, where its own signs or the next line tell so. Signs of the sentence around it
/// do not belong to it.
struct PrintedAddresses {
    /// Most addresses taken from one slide.
    static let maximumCount = 200
    /// Most lines over which one address goes on.
    private static let maximumLineCount = 4

    private let slide: Slide
    private let lines: [SlideLine]
    private let bytes: [UInt8]

    static func add(to slide: inout Slide, lines: [SlideLine]) {
        var text = slide.text
        guard text.withUTF8({ mayHoldAddress($0) }) else { return }
        var known = Set(
            slide.links.compactMap { link in
                if case .url(let address) = link.target { AddressText.key(address) } else { nil }
            })
        let annotated = known
        let printed = PrintedAddresses(slide: slide, lines: lines, bytes: Array(slide.text.utf8)).all()
        for found in printed.prefix(maximumCount) {
            let key = AddressText.key(found.address)
            // What a link annotation has in full may be printed over two lines.
            let isBeginning = found.endsLine && annotated.contains { $0.hasPrefix(key) }
            guard !isBeginning, known.insert(key).inserted else { continue }
            slide.links.append(SlideLink(target: .url(found.address), box: found.box))
        }
    }

    /// Whether there is anything to look at: `://`, `www.`, `doi`, `arXiv`, or a slash behind a dot.
    private static func mayHoldAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var dots = 0
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "/"): if dots > 0 { return true }
            case UInt8(ascii: "."):
                dots += 1
                if index > 1, bytes[index - 1] | 0x20 == UInt8(ascii: "w") { return true }
            case UInt8(ascii: ":"):
                let next = index + 1 < bytes.count ? bytes[index + 1] : 0
                let before = index > 0 ? bytes[index - 1] | 0x20 : 0
                if next == UInt8(ascii: "/") || before == UInt8(ascii: "i") || before == UInt8(ascii: "v") {
                    return true
                }
            case 0...0x20: dots = 0
            default: break
            }
        }
        return false
    }

    private struct Found {
        var address: String
        var box: Slide.Box
        var endsLine: Bool
    }

    private func all() -> [Found] {
        var found: [Found] = []
        for number in lines.indices {
            let end = lines[number].words.upperBound
            var index = lines[number].words.lowerBound
            while index < end {
                let box = slide.words[index].box
                let start = slide.words[index].range.lowerBound
                // A word that a line end cut apart has several boxes and nothing between them.
                while index + 1 < end, slide.words[index].range.upperBound == slide.words[index + 1].range.lowerBound {
                    index += 1
                }
                let word = start..<slide.words[index].range.upperBound
                index += 1
                guard let start = AddressText.start(in: bytes[word]) else { continue }
                var text = bytes[start..<word.upperBound]
                var endsLine = index == end
                if text.last == UInt8(ascii: ":") {
                    // `doi: 10.1145/...`
                    guard !endsLine else { continue }
                    text += bytes[slide.words[index].range]
                    endsLine = index + 1 == end
                }
                if endsLine { goOn(&text, from: number) }
                found += AddressText.addresses(in: text).map { Found(address: $0, box: box, endsLine: endsLine) }
            }
        }
        return found
    }

    /// Adds what stands on the next lines of an address at the end of a line.
    private func goOn(_ text: inout ArraySlice<UInt8>, from line: Int) {
        var line = line
        for _ in 1..<Self.maximumLineCount {
            guard line + 1 < lines.count, isBelow(lines[line], lines[line + 1]) else { return }
            let next = lines[line + 1]
            let first = bytes[slide.words[next.words.lowerBound].range]
            guard AddressText.goesOn(text, with: first, isWholeLine: next.words.count == 1) else { return }
            text += first
            guard next.words.count == 1 else { return }
            line += 1
        }
    }

    private func isBelow(_ first: SlideLine, _ second: SlideLine) -> Bool {
        let before = slide.words[first.words.upperBound - 1].box
        let after = slide.words[second.words.lowerBound].box
        return after.y > before.y + before.height / 2 && after.y - before.maxY < before.height
            && abs(after.height - before.height) <= before.height / 4 && second.box.x < first.box.maxX
    }
}
