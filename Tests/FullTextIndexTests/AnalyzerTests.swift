import FullTextIndex
import Testing

@Suite struct AnalyzerTests {
    private let analyzer = Analyzer()

    @Test(
        "words are cut at spaces and punctuation, and identifiers and paths stay whole",
        arguments: [
            ("", []),
            ("  \n ...!? ", []),
            ("Safe, pinned initialization.", ["Safe", "pinned", "initialization"]),
            ("rustc_codegen_gcc", ["rustc_codegen_gcc"]),
            ("std::boxed::Box::try_new(x)", ["std::boxed::Box::try_new", "x"]),
            ("drivers/android/binder.rs", ["drivers/android/binder.rs"]),
            ("foo->bar", ["foo", "bar"]),
            ("the end. Next", ["the", "end", "Next"]),
            ("don't and don’t", ["don't", "and", "don’t"]),
            ("'quoted'", ["quoted"]),
            ("C++ and C#, C", ["C++", "and", "C#", "C"]),
            ("a+b a++b", ["a", "b", "a", "b"]),
            ("Linux v5.19-rc1", ["Linux", "v5.19-rc1"]),
            ("__init ___ _", ["__init"]),
            ("Überprüfung naïve", ["Überprüfung", "naïve"]),
            ("内核 Rust", ["内", "核", "Rust"]),
            ("e\u{301}te\u{301}", ["e\u{301}te\u{301}"]),
            ("soft\u{AD}ware", ["soft\u{AD}ware"]),
            ("initiali-\nsation", ["initiali-\nsation"]),
            ("Rust-\nLinux", ["Rust", "Linux"]),
            ("a -\nb", ["a", "b"]),
            ("🦀rust🦀", ["rust"]),
        ] as [(String, [String])])
    func words(text: String, expected: [String]) {
        #expect(analyzer.words(in: text).map { String(text[$0]) } == expected)
    }

    @Test(
        "a query finds a text whatever the form",
        arguments: [
            ("Café", "cafe"), ("cafe", "Café"), ("ＲＵＳＴ", "rust"), ("eﬃcient ﬁle", "efficient file"),
            ("straße", "STRASSE"), ("Bjørn Roy", "bjorn"), ("soft\u{AD}ware", "software"),
            ("initiali-\nsation", "initialisation"), ("initiali-\r\n   sation", "initialization"),
            ("initiali\u{AD}\nsation", "initialisation"), ("initiali\u{AD}\r\n  sation", "initialization"),
            ("initialisation", "initialization"), ("initializing", "initialised"), ("behaviour", "behaviors"),
            ("unsafe blocks", "block"), ("pinned", "pinning"), ("e\u{301}te\u{301}", "\u{E9}t\u{E9}"),
            ("don’t", "don't"), ("the kernel’s", "kernel"), ("内核驱动程序", "核驱动"), ("内核驱动程序", "序"),
            ("カーネル", "カーネ"), ("커널 드라이버", "드라이버"), ("Ｃ＋＋ C++", "C++"), ("pin‐init", "pin-init"),
        ])
    func folding(text: String, query: String) {
        #expect(slideIndex([text]).ids(query) == ["0"])
    }

    @Test(
        "an identifier is found whole, by its parts, and in its other spellings",
        arguments: [
            ("rustc_codegen_gcc", ["rustc_codegen_gcc", "codegen", "gcc", "rustc", "codegen_gcc", "RustcCodegenGcc"]),
            ("Box::try_new", ["Box::try_new", "box", "try", "new", "try_new", "Box::new"]),
            ("pin-init", ["pin-init", "pin_init", "PinInit", "pin", "init", "\"pin init\""]),
            ("x86_64", ["x86_64", "x86-64", "x86", "64", "86"]),
            ("PinInit", ["PinInit", "pininit", "pin", "init", "pin-init"]),
            ("XMLHttpRequest", ["xml", "http", "request"]),
            ("seq_file", ["seq_file", "seq", "file", "SEQ_FILE"]),
            ("drivers/android/binder.rs", ["binder.rs", "binder", "drivers/android", "android", "rs"]),
            ("v5.19", ["v5.19", "5.19"]),
            ("9p", ["9p", "9P"]),
            ("eBPF", ["ebpf", "bpf"]),
            ("io_uring", ["io_uring", "uring", "io-uring", "ioUring"]),
            ("I/O", ["i/o", "I/O"]),
            ("C/C++", ["C", "C++"]),
            ("libstdc++", ["libstdc++", "libstdc"]),
            ("CPUs", ["cpu", "cpus"]),
            ("#[no_mangle]", ["#[no_mangle]", "no_mangle", "mangle"]),
            ("#![no_std]", ["#![no_std]", "no_std"]),
            ("Pin<&mut Self>", ["Pin<&mut", "pin", "Self", "&mut", "mut"]),
            ("pin_init!(x)", ["pin_init!", "pin_init", "init"]),
            ("zero-cost abstractions", ["abstraction", "zero-cost", "costs"]),
            ("memory mapped", ["memory-mapped"]),
        ] as [(String, [String])])
    func identifiers(text: String, queries: [String]) {
        let index = slideIndex([text])
        for query in queries {
            #expect(index.ids(query) == ["0"], "\(query) in \(text)")
        }
    }

    @Test(
        "a name with signs is not found by, and does not find, its bare letter",
        arguments: [
            ("C", "C++"), ("C++", "C"), ("C#", "C"), ("C", "C#"), ("C++", "C#"), ("init", "pin-init"),
            ("pin", "pininit"), ("inits", "pin_init"), ("pin_init", "inits"), ("net core", "netcore"),
            ("8", "utf8x"),
        ])
    func differences(text: String, query: String) {
        #expect(slideIndex([text]).search(SearchRequest(query: query)).totalCount == 0)
    }

    @Test("other languages have their own inflections")
    func languages() {
        let german = index([talk("a", title: "Speicherverwaltungen")], options: AnalyzerOptions(language: .german))
        #expect(german.ids("Speicherverwaltung") == ["a"])
        let none = index([talk("a", title: "blocks")], options: AnalyzerOptions(language: nil))
        #expect(none.ids("block", toleratesTypos: false) == [])
        #expect(none.ids("blocks") == ["a"])
        #expect(AnalyzerOptions.Language(languageTag: "en-GB") == .english)
        #expect(AnalyzerOptions.Language(languageTag: "tlh") == nil)
    }

    @Test("every language has a stemmer", arguments: AnalyzerOptions.Language.allCases)
    func stemmers(language: AnalyzerOptions.Language) {
        let index = index([talk("a", title: "rust")], options: AnalyzerOptions(language: language))
        #expect(index.ids("rust") == ["a"])
    }

    @Test(
        "plain words are the runs of letters, digits and marks, each at a position of its own",
        arguments: [
            ("", []),
            ("Pin<P> rustc_codegen pin-init", ["Pin", "P", "rustc", "codegen", "pin", "init"]),
            ("don't and don’t", ["don", "t", "and", "don", "t"]),
            ("std::Box v5.19 x86_64 PinInit", ["std", "Box", "v5", "19", "x86", "64", "PinInit"]),
            ("naïve e\u{301}te\u{301} soft\u{AD}ware", ["naïve", "e\u{301}te\u{301}", "soft\u{AD}ware"]),
            ("initiali-\nsation, C++!", ["initiali", "sation", "C"]),
            ("___ '_' ...", []),
            ("a内核b", ["a", "内", "核", "b"]),
        ] as [(String, [String])])
    func plain(text: String, expected: [String]) {
        let analyzer = Analyzer(options: AnalyzerOptions(wordStyle: .plain))
        #expect(analyzer.words(in: text).map { String(text[$0]) } == expected)
    }

    @Test("plain words are found folded, and a query is cut as the text is")
    func plainQueries() {
        let index = index(
            [talk("a", title: "Pin<P> rustc_codegen pin-init PinInit Naïve")],
            options: AnalyzerOptions(language: nil, wordStyle: .plain))
        for query in ["rustc_codegen", "codegen", "init", "naive", "PININIT", "\"rustc codegen pin\""] {
            #expect(index.ids(query) == ["a"], "\(query)")
        }
        #expect(index.ids("pin_init_pininit") == ["a"])
        #expect(index.ids("\"codegen init\"") == [])
    }
}
