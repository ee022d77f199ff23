/// A field's part in the scores, over the whole index.
struct FieldStatistics: Sendable {
    let weight: Double
    let lengthNormalization: Double
    /// Whether its sections are results of their own.
    let ranksSections: Bool
    /// Over the documents that have the field, in words.
    let meanLength: Double
    /// Over the sections of the field that have words.
    let meanSectionLength: Double
    /// What one occurrence counts in a text, by the norm of its length.
    let weights: [Float]

    init(of field: FieldDefinition, meanLength: Double, meanSectionLength: Double) {
        let (weight, lengthNormalization) = (field.weight, field.lengthNormalization)
        self.weight = weight
        self.lengthNormalization = lengthNormalization
        ranksSections = field.ranksSections
        self.meanLength = meanLength
        self.meanSectionLength = meanSectionLength
        weights = (0...255).map { norm in
            guard meanLength > 0 else { return Float(weight) }
            let length = Double(LengthNorm.decode(UInt8(norm)))
            return Float(weight / (1 - lengthNormalization + lengthNormalization * length / meanLength))
        }
    }

    /// By what occurrences in a section of this length are divided.
    func normalization(sectionLength: Int) -> Double {
        guard meanSectionLength > 0 else { return 1 }
        let share = lengthNormalization * RankingParameters.sectionLengthShare
        return 1 - share + share * Double(sectionLength) / meanSectionLength
    }
}
