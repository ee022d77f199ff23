@testable import FullTextIndex

/// One run: libFuzzer hands over bytes and sees which branches they reach. The first line is the query, and all of it is
/// the text that it is asked of; bytes that are not UTF-8 are tried as they are by the analyser alone.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let text = String(decoding: bytes, as: UTF8.self)
    let query = String(text.prefix { !$0.isNewline })
    for options in optionsTried {
        let laws = AnalyzerLaws(analyzer: Analyzer(options: options))
        laws.check(malformed: bytes)
        laws.check(text)
    }
    // One index for each input is enough: its neighbours meet the others.
    let shelf = shelvesTried[Int(hash(of: bytes) % UInt64(shelvesTried.count))].adding(text)
    SearchLaws(shelf: shelf, query: query).check()
    SuggestionLaws(index: shelf.index, query: query).check()
    let matched = shelf.index.matchedWords(in: text, query: query)
    SnippetLaws(analyzer: shelf.index.analyzer, text: text).check(matched: matched)
    return 0
}

/// The ways of cutting words, which the runs share: libFuzzer's call has no place for a context.
private let optionsTried = AnalyzerOptions.WordStyle.allCases.flatMap { style in
    [nil, .english].map { AnalyzerOptions(language: $0, wordStyle: style) }
}

/// The indexes, of which the last one's limits are within reach of a short query.
private let shelvesTried = [
    Shelf(options: AnalyzerOptions()),
    Shelf(options: AnalyzerOptions(language: nil, wordStyle: .plain)),
    Shelf(
        options: AnalyzerOptions(),
        limits: QueryLimits(
            queryByteCount: 24, termCount: 3, phraseWordCount: 2, nestingDepth: 1, expansionsPerPrefix: 2,
            approximatedWordCount: 1, approximationsPerWord: 1)),
]

/// FNV-1a of 64 bits: the same input meets the same index each time, as libFuzzer asks.
private func hash(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

// MARK: The program

/// What SwiftPM calls: the entry point of an executable goes by its module's name.
@_cdecl("search_fuzzer_main")
public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, tryInput)
}

/// `FuzzerInterface.h` of LLVM, which Swift has no module for.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
