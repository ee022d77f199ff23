import TalkArchive

/// A setting that cannot be used, told with where it stands.
enum SettingsError: Error, CustomStringConvertible {
    case unknownVariable(String)
    case unknownKey(file: String, line: Int, key: String)
    case secretInFile(file: String, line: Int, setting: Setting)
    case unreadable(file: String, why: String)
    case badValue(source: String, value: String, expected: String)

    var description: String {
        switch self {
        case .unknownVariable(let name):
            "The environment variable \(name) is not known. Known are "
                + (Setting.allCases.map(\.environmentName) + Settings.otherVariables.sorted()).joined(separator: ", ")
                + "."
        case .unknownKey(let file, let line, let key):
            "\(file):\(line): the key '\(key)' is not known. Known are "
                + Setting.allCases.filter(\.isAllowedInFile).map(\.rawValue).joined(separator: ", ") + "."
        case .secretInFile(let file, let line, let setting):
            "\(file):\(line): '\(setting.rawValue)' is a secret and does not belong into a file. "
                + "Set \(setting.environmentName) instead."
        case .unreadable(let file, let why):
            "The configuration file \(file) cannot be read: \(why)"
        case .badValue(let source, let value, let expected):
            "\(source) is '\(value)', but must be \(expected)."
        }
    }
}
