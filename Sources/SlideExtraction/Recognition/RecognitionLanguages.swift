import Foundation

/// Which of the installed languages a page is read in, as `tesseract` calls them (ISO 639-2, three letters).
enum RecognitionLanguages {
    /// The language of code and of most slides; always among them where it is installed.
    static let english = "eng"

    /// Those of `installed` that fit `wanted`, in its order, English behind them.
    ///
    /// - Parameter wanted: BCP 47 tags (`de`, `zh-Hant`) or `tesseract`'s own names (`chi_sim`).
    static func choose(_ wanted: [String], installed: [String]) -> [String] {
        var chosen: [String] = []
        for tag in wanted + [english] {
            for name in names(tag) where installed.contains(name) && !chosen.contains(name) { chosen.append(name) }
        }
        // Better the letters of some language than none at all.
        return chosen.isEmpty ? Array(installed.prefix(1)) : chosen
    }

    /// What a language may be called, the best name first.
    private static func names(_ tag: String) -> [String] {
        let language = Locale.Language(identifier: tag)
        guard let code = language.languageCode?.identifier(.alpha3), !tag.contains("_") else { return [tag] }
        let script = language.script?.identifier
        switch (code, script) {
        case ("zho", "Hant"): return ["chi_tra"]
        case ("zho", _): return ["chi_sim"]
        // One model reads both written forms of Norwegian.
        case ("nob", _), ("nno", _): return ["nor"]
        case ("srp", "Latn"): return ["srp_latn"]
        case ("uzb", "Cyrl"): return ["uzb_cyrl"]
        case ("aze", "Cyrl"): return ["aze_cyrl"]
        default: return [code]
        }
    }
}
