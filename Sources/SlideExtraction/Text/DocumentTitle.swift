import Foundation

/// Titles that programs write into PDFs when nobody gave them one.
enum DocumentTitle {
    private static let names: Set<String> = [
        "untitled", "unbenannt", "sans titre", "sin título", "no title", "presentation", "präsentation",
        "présentation", "presentación", "slides", "slide", "document", "dokument", "powerpoint presentation",
        "powerpoint-präsentation", "présentation powerpoint", "presentación de powerpoint",
        "apresentação do powerpoint",
        "presentazione standard di powerpoint", "презентация powerpoint", "powerpoint プレゼンテーション",
        "powerpoint 演示文稿", "powerpoint 簡報", "keynote presentation", "print", "default", "main", "beamer", "test",
        "template", "your title", "title of the talk", "a beamer presentation", "latex beamer", "slideshow",
        "new presentation",
    ]

    /// `Slide 1`, `Presentation2`, `Untitled presentation`, `Microsoft Word - x.docx`.
    private static let patterns = [
        #"^(slide|folie|diapositive|diapositiva|presentation|präsentation|présentation|document|dokument|untitled|unbenannt)[ _-]*(\(?[0-9]+\)?|document|presentation)?$"#,
        #"^microsoft (office )?(powerpoint|word|excel)( -.*)?$"#,
        #"^(about:blank|https?://.*|file:.*)$"#,
        #"^[^ ]*[/\\][^ ]*$"#,
        #"\.(pdf|pptx?|ppsx?|potx?|odp|otp|key|docx?|odt|tex|dvi|ps|eps|md|html?|indd|ai|svg|ipynb|rst|org|txt)$"#,
    ]

    /// Whether a title says nothing about the deck.
    static func isJunk(_ title: String) -> Bool {
        let title = title.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        guard title.contains(where: \.isLetter), title.count > 1, !names.contains(title) else { return true }
        return patterns.contains { title.range(of: $0, options: .regularExpression) != nil }
    }
}
