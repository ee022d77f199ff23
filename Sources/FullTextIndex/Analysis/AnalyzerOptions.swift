/// How an index cuts and compares words. Two indexes with equal options find the same things.
public struct AnalyzerOptions: Sendable, Hashable {
    /// A language whose inflections are folded, by the Snowball stemmer of that name.
    public enum Language: String, Sendable, Hashable, CaseIterable {
        /// Arabic.
        case arabic
        /// Basque.
        case basque
        /// Catalan.
        case catalan
        /// Danish.
        case danish
        /// Dutch.
        case dutch
        /// English.
        case english
        /// Finnish.
        case finnish
        /// French.
        case french
        /// German.
        case german
        /// Greek.
        case greek
        /// Hindi.
        case hindi
        /// Hungarian.
        case hungarian
        /// Indonesian.
        case indonesian
        /// Irish.
        case irish
        /// Italian.
        case italian
        /// Lithuanian.
        case lithuanian
        /// Nepali.
        case nepali
        /// Norwegian.
        case norwegian
        /// English by Porter's first stemmer, which `english` improves on.
        case porter
        /// Portuguese.
        case portuguese
        /// Romanian.
        case romanian
        /// Russian.
        case russian
        /// Serbian.
        case serbian
        /// Spanish.
        case spanish
        /// Swedish.
        case swedish
        /// Tamil.
        case tamil
        /// Turkish.
        case turkish
        /// Yiddish.
        case yiddish

        /// The language of a tag such as `en` or `en-GB` (RFC 5646); `nil` where there is no stemmer for it.
        public init?(languageTag: String) {
            let primary = languageTag.lowercased().prefix { $0 != "-" && $0 != "_" }
            guard let language = Self.byTag[String(primary)] ?? Language(rawValue: String(primary)) else { return nil }
            self = language
        }

        private static let byTag: [String: Language] = [
            "ar": .arabic, "eu": .basque, "ca": .catalan, "da": .danish, "nl": .dutch, "en": .english, "fi": .finnish,
            "fr": .french, "de": .german, "el": .greek, "hi": .hindi, "hu": .hungarian, "id": .indonesian,
            "ga": .irish, "it": .italian, "lt": .lithuanian, "ne": .nepali, "no": .norwegian, "nb": .norwegian,
            "nn": .norwegian, "pt": .portuguese, "ro": .romanian, "ru": .russian, "sr": .serbian, "es": .spanish,
            "sv": .swedish, "ta": .tamil, "tr": .turkish, "yi": .yiddish,
        ]
    }

    /// What a word is.
    public enum WordStyle: Sendable, Hashable, CaseIterable {
        /// Identifiers, paths and names with signs (`pin_init`, `Box::try_new`, `C++`) are words, which are also found by
        /// their parts, in other spellings and in their forms with sigils.
        case code
        /// The runs of letters, digits and their marks, and nothing else: everything between them, be it an underscore,
        /// a hyphen or an apostrophe, only sets them apart. For prose, and for comparisons with engines that cut so.
        case plain
    }

    /// The language of the texts; `nil` compares words as they are.
    public var language: Language?
    /// What a word is.
    public var wordStyle: WordStyle

    /// Options; the default is for English texts about code.
    public init(language: Language? = .english, wordStyle: WordStyle = .code) {
        self.language = language
        self.wordStyle = wordStyle
    }
}
