import Configuration
import Foundation
import TalkArchive

/// The settings in force: flags over environment over configuration file over default.
struct Settings {
    private let reader: ConfigReader
    private let sources: [Setting: String]

    /// Variables that steer the program but are no settings of their own.
    static let otherVariables: Set<String> = ["ROCKPOOL_CONFIG"]

    /// The file that is read when none is named.
    static let defaultFile = "rockpool.yaml"

    /// - Parameters:
    ///   - flags: what the command line said.
    ///   - environment: the variables of the process; one that begins with `ROCKPOOL_` and is not known is an error.
    ///   - file: the configuration file that the command line named, if it did.
    /// - Throws: `SettingsError` for an unknown or misplaced key and a file that cannot be read.
    init(flags: [Setting: String], environment: [String: String], file: String?) throws {
        for name in environment.keys.sorted() where name.hasPrefix("ROCKPOOL_") {
            let isKnown = Setting.allCases.contains { $0.environmentName == name }
            guard isKnown || Self.otherVariables.contains(name) else { throw SettingsError.unknownVariable(name) }
        }
        let fromFile = try Self.read(file: file ?? environment["ROCKPOOL_CONFIG"])
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: Self.values(flags)),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "rockpool"),
            InMemoryProvider(name: "file", values: Self.values(fromFile.values)),
        ])
        var sources: [Setting: String] = [:]
        for setting in Setting.allCases {
            if flags[setting] != nil {
                sources[setting] = "--\(setting.rawValue)"
            } else if environment[setting.environmentName] != nil {
                sources[setting] = setting.environmentName
            } else if fromFile.values[setting] != nil {
                sources[setting] = "'\(setting.rawValue)' in \(fromFile.name)"
            }
        }
        self.sources = sources
    }

    func string(_ setting: Setting) -> String? {
        reader.string(forKey: ConfigKey([setting.rawValue]), isSecret: setting.isSecret)
    }

    func integer(_ setting: Setting, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = string(setting) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw SettingsError.badValue(
                source: source(of: setting), value: text,
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ setting: Setting) throws -> Bool? {
        guard let text = string(setting) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "1": return true
        case "false", "no", "0": return false
        default:
            throw SettingsError.badValue(source: source(of: setting), value: text, expected: "true or false")
        }
    }

    /// An absolute http or https address.
    func address(_ setting: Setting) throws -> URL? {
        guard let text = string(setting) else { return nil }
        guard let url = URL(string: text), url.scheme == "https" || url.scheme == "http", url.host != nil else {
            throw SettingsError.badValue(
                source: source(of: setting), value: text, expected: "an address such as https://example.org")
        }
        return url
    }

    /// The same with a default.
    func address(_ setting: Setting, default text: String) throws -> URL {
        if let address = try address(setting) { return address }
        guard let address = URL(string: text) else {
            throw SettingsError.badValue(source: "the default", value: text, expected: "an address")
        }
        return address
    }

    /// A folder, relative to the working directory.
    func folder(_ setting: Setting, default path: String) -> URL {
        URL(fileURLWithPath: string(setting) ?? path, isDirectory: true)
    }

    /// Where a value comes from, in the words that its user wrote.
    func source(of setting: Setting) -> String { sources[setting] ?? setting.rawValue }

    private static func values(_ settings: [Setting: String]) -> [AbsoluteConfigKey: ConfigValue] {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (setting, text) in settings {
            values[AbsoluteConfigKey([setting.rawValue])] = ConfigValue(
                .string(text), isSecret: setting.isSecret)
        }
        return values
    }

    private static func read(file: String?) throws -> (name: String, values: [Setting: String]) {
        let name = file ?? defaultFile
        let location = URL(fileURLWithPath: name)
        guard FileManager.default.fileExists(atPath: location.path) else {
            guard file == nil else { throw SettingsError.unreadable(file: name, why: "there is no such file.") }
            return (name, [:])
        }
        var values: [Setting: String] = [:]
        do {
            for entry in try SettingsFile.read(location) {
                guard let setting = Setting(rawValue: entry.key) else {
                    throw SettingsError.unknownKey(file: name, line: entry.line, key: entry.key)
                }
                guard setting.isAllowedInFile else {
                    throw SettingsError.secretInFile(file: name, line: entry.line, setting: setting)
                }
                values[setting] = entry.value
            }
        } catch let error as SettingsFile.ReadError {
            throw SettingsError.unreadable(file: name, why: error.description)
        }
        return (name, values)
    }
}
