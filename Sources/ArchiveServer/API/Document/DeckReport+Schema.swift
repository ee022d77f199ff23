extension DeckReport: APIObject {
    static let schema = ObjectSchema(
        "What an organizer should know about a deck.",
        [
            .must("deck", Schema.text("The talk's key.")),
            .must("outcome", Schema.choice("What became of it.", ["read", "cached", "refused"])),
            .may("sha256", Schema.hash("SHA-256 of the PDF's bytes.")),
            .may("bytes", Schema.count("Its length.")),
            .may("pages", Schema.count("Its pages.")),
            .may("slides", Schema.count("Pages without earlier steps of others.")),
            .must("pagesWithoutText", pages("Pages that cannot be found, having no text.")),
            .must("pagesRecognised", pages("Pages whose text was recognised in their picture.")),
            .must("pagesFolded", pages("Pages that are earlier steps of others.")),
            .must("pagesCut", pages("Pages whose text was cut.")),
            .must(
                "pagesBroken",
                Schema.list(
                    "Pages that cannot be read.",
                    of: [
                        "type": "object", "required": ["page", "reason"],
                        "properties": ["page": Schema.count("The page.", from: 1), "reason": Schema.text("Why.")],
                    ])),
            .must("missingPages", Schema.count("Pages that the file claims and lacks.")),
            .must(
                "fontsWithoutUnicodeMap",
                Schema.list("Fonts that do not tell their letters.", of: Schema.text("A font's name."))),
            .must(
                "hugeImages",
                Schema.list(
                    "Images larger than a slide can use.",
                    of: [
                        "type": "object", "required": ["page", "width", "height"],
                        "properties": [
                            "page": Schema.count("The page.", from: 1), "width": Schema.count("In pixels."),
                            "height": Schema.count("In pixels."),
                        ],
                    ])),
            .must("hasJavaScript", Schema.flag("The file runs scripts in viewers that let it.")),
            .must("hasLaunchActions", Schema.flag("The file starts programs in viewers that let it.")),
            .must("hasMedia", Schema.flag("Sound, video or models.")),
            .must("hasDynamicForm", Schema.flag("A form that only one vendor's program fills in.")),
            .must("attachments", Schema.list("Files inside the file.", of: Schema.text("A name."))),
            .must("isEncrypted", Schema.flag("Encrypted, but readable without a password.")),
            .must("wasRepaired", Schema.flag("It is damaged and was mended while it was read.")),
            .may("producer", Schema.text("The program that made it.")),
            .may("seconds", Schema.number("How long it took to read.")),
            .must("warnings", Schema.list("What readers will miss.", of: Schema.text("A sentence."))),
            .must("remarks", Schema.list("What else is remarkable.", of: Schema.text("A sentence."))),
            .must("bestWords", Schema.list("Words that find it best.", of: Schema.text("A word."))),
            .may("error", Schema.text("Why it was refused.")),
        ])

    private static func pages(_ about: String) -> JSONValue {
        Schema.list(about, of: Schema.count("A page.", from: 1))
    }
}
