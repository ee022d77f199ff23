import TalkArchive

/// The findings of a deck as a part of its cache file.
enum DeckFindingsCoding {
    static func encode(_ findings: DeckFindings, to writer: inout ByteWriter) {
        writer.write(findings.brokenPages.count)
        for broken in findings.brokenPages {
            writer.write(broken.page)
            writer.write(broken.reason)
        }
        writer.write(findings.missingPageCount)
        writer.write(findings.cutPages.count)
        for page in findings.cutPages { writer.write(page) }
        writer.write(findings.textLimit)
        writer.write(findings.leftOutLinks.count)
        for left in findings.leftOutLinks {
            writer.write(left.page)
            writer.write(left.count)
        }
        writer.write(findings.fontsWithoutUnicodeMap.count)
        for font in findings.fontsWithoutUnicodeMap { writer.write(font) }
        writer.write(findings.hugeImages.count)
        for image in findings.hugeImages {
            for number in [image.page, image.width, image.height] { writer.write(number) }
        }
        writer.write(findings.attachments.count)
        for name in findings.attachments { writer.write(name) }
        for flag in flags { writer.write(findings[keyPath: flag] ? 1 : 0) }
        writer.write(optional: findings.producer)
        writer.write(optional: findings.recognitionProblem)
    }

    static func findings(_ reader: inout ByteReader) throws(ByteReader.Damaged) -> DeckFindings {
        var findings = DeckFindings()
        for _ in 0..<(try reader.count()) {
            let (page, reason) = (try reader.number(), try reader.text())
            findings.brokenPages.append(DeckFindings.BrokenPage(page: page, reason: reason))
        }
        findings.missingPageCount = try reader.natural()
        for _ in 0..<(try reader.count()) { findings.cutPages.append(try reader.number()) }
        findings.textLimit = try reader.number()
        for _ in 0..<(try reader.count()) {
            let (page, count) = (try reader.number(), try reader.number())
            findings.leftOutLinks.append(DeckFindings.PageCount(page: page, count: count))
        }
        for _ in 0..<(try reader.count()) { findings.fontsWithoutUnicodeMap.append(try reader.text()) }
        for _ in 0..<(try reader.count()) {
            let (page, width, height) = (try reader.number(), try reader.number(), try reader.number())
            findings.hugeImages.append(DeckFindings.LargeImage(page: page, width: width, height: height))
        }
        for _ in 0..<(try reader.count()) { findings.attachments.append(try reader.text()) }
        for flag in flags { findings[keyPath: flag] = try reader.number() != 0 }
        findings.producer = try reader.optionalText()
        findings.recognitionProblem = try reader.optionalText()
        return findings
    }

    private static var flags: [WritableKeyPath<DeckFindings, Bool>] {
        [
            \.hasJavaScript, \.hasLaunchActions, \.hasMedia, \.hasDynamicForm, \.isEncrypted, \.wasRepaired,
        ]
    }
}
