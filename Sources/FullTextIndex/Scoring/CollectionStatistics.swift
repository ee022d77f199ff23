/// What scores need to know of a whole index.
struct CollectionStatistics: Sendable {
    let documentCount: Int
    let fields: [FieldStatistics]
    /// Of the texts of an index of one field.
    let lengthWeights: LengthWeights

    init(_ segments: [SegmentView], schema: IndexSchema) {
        documentCount = segments.reduce(0) { $0 + $1.liveCount }
        fields = schema.fields.enumerated().map { index, field in
            let words = segments.reduce(0) { $0 + $1.fieldTotals[index] }
            let documents = segments.reduce(0) { $0 + $1.fieldDocumentCounts[index] }
            let sections = segments.reduce(0) { $0 + $1.fieldSectionCounts[index] }
            return FieldStatistics(
                of: field, meanLength: documents > 0 ? Double(words) / Double(documents) : 0,
                meanSectionLength: sections > 0 ? Double(words) / Double(sections) : 0)
        }
        lengthWeights = LengthWeights(meanLength: Float(fields.first?.meanLength ?? 0))
    }
}
