import CLibXML2

/// The one-time start of libxml2.
///
/// libxml2 fills its tables on first use without a lock, so two tasks that parse first at the same moment would
/// race. A `static let` runs once however many tasks ask. The library's matching clean-up calls are never made: they
/// would pull the tables away from under other tasks, and the process gives the memory back at its end.
enum Libxml2 {
    private static let started: Void = {
        xmlInitParser()
        rockpool_xml_silence()
        xmlSchemaInitTypes()
        _ = xmlRelaxNGInitTypes()
    }()

    /// Makes sure that libxml2 is ready; free after the first call.
    static func start() { started }

    /// A Swift string of a C string that libxml2 keeps.
    static func string(_ characters: UnsafePointer<xmlChar>?) -> String? {
        characters.map { String(cString: $0) }
    }

    /// A Swift string of a C string that the caller owns; frees it.
    static func string(owning characters: UnsafeMutablePointer<xmlChar>?) -> String {
        guard let characters else { return "" }
        defer { rockpool_xml_free(characters) }
        return String(cString: characters)
    }
}
