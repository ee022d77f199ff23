import ArchiveServer
import ArgumentParser
import Foundation
import SlideExtraction

/// What one deck may cost: options of every subcommand that reads decks for a person to change.
struct DeckReadingFlags: ParsableArguments {
    @Option(help: ArgumentHelp("The largest deck that is taken, in MB. (default: 300)", valueName: "mb"))
    var maxDeckSize: String?

    @Option(help: ArgumentHelp("The most pages of a deck. (default: 2000)", valueName: "n"))
    var deckPages: String?

    @Option(help: ArgumentHelp("The longest time that a deck is read. (default: 60)", valueName: "seconds"))
    var deckTime: String?

    @Option(help: ArgumentHelp("The most processor time for reading a deck. (default: 30)", valueName: "seconds"))
    var deckProcessorTime: String?

    @Option(help: ArgumentHelp("The most memory that reading a deck takes, in MB. (default: 2000)", valueName: "mb"))
    var deckMemory: String?

    @Option(help: ArgumentHelp("The most text that a deck gives, in MB. (default: 64)", valueName: "mb"))
    var deckOutput: String?

    @Option(help: ArgumentHelp("The most pixels of a picture, in millions. (default: 4)", valueName: "megapixels"))
    var picturePixels: String?

    @Option(help: ArgumentHelp("Look for text in pictures of slides without text. (default: true)", valueName: "bool"))
    var recognition: String?

    @Option(
        help: ArgumentHelp("The languages of that text: en,de. (default: the archive's language)", valueName: "list"))
    var recognitionLanguages: String?

    @Option(help: ArgumentHelp("The most pages of a deck that are looked at for it. (default: 300)", valueName: "n"))
    var recognitionPages: String?

    @Option(help: ArgumentHelp("The most that the cache holds, in MB. (default: 12884)", valueName: "mb"))
    var cacheSize: String?

    var values: [Setting: String?] {
        [
            .maximumDeckSize: maxDeckSize, .deckPages: deckPages, .deckTime: deckTime,
            .deckProcessorTime: deckProcessorTime, .deckMemory: deckMemory, .deckOutput: deckOutput,
            .picturePixels: picturePixels, .recognition: recognition, .recognitionLanguages: recognitionLanguages,
            .recognitionPages: recognitionPages, .cacheSize: cacheSize,
        ]
    }
}

extension Settings {
    /// How decks are read: the defaults, changed by what is set.
    func deckReadingOptions() throws -> DeckReadingOptions {
        var options = DeckReadingOptions()
        let megabyte = 1_000_000
        options.limits.fileBytes = (try integer(.maximumDeckSize, in: 1...100_000) ?? 300) * megabyte
        if let pages = try integer(.deckPages, in: 1...100_000) { options.limits.pages = pages }
        if let seconds = try integer(.deckTime, in: 1...86_400) { options.limits.wallTime = .seconds(seconds) }
        if let seconds = try integer(.deckProcessorTime, in: 1...86_400) {
            options.limits.processorTime = .seconds(seconds)
        }
        // Below this, not even the programs themselves start.
        if let size = try integer(.deckMemory, in: 64...1_000_000) {
            options.limits.addressSpaceBytes = size * megabyte
        }
        if let size = try integer(.deckOutput, in: 1...10_000) { options.limits.outputBytes = size * megabyte }
        if let pixels = try integer(.picturePixels, in: 1...1000) { options.limits.picturePixels = pixels * megabyte }
        if let isWanted = try flag(.recognition) { options.recognisesText = isWanted }
        if let list = string(.recognitionLanguages) {
            options.recognitionLanguages = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        if let pages = try integer(.recognitionPages, in: 0...100_000) { options.recognition.pagesPerDeck = pages }
        if let size = try integer(.cacheSize, in: 1...1_000_000_000) { options.cacheBytes = size * megabyte }
        return options
    }
}
