/// The facet conditions of a query's text, as the value numbers of one segment.
struct FacetConditions {
    private struct Condition {
        var facet: Int
        var values: Set<UInt32>
        var isExcluded: Bool
    }

    private let segment: Segment
    private var conditions: [Condition] = []

    /// Values are compared with case and accents folded. Two values of one facet are alternatives, as a document seldom
    /// has both: `year:2021 year:2022`.
    init(_ filters: [QueryInterpretation.Filter], in segment: Segment, schema: IndexSchema) {
        self.segment = segment
        for filter in filters {
            guard let facet = schema.facetIndex(named: filter.facet) else { continue }
            let values = segment.documents.facets[facet].values
            let numbers = values.indices.filter { Folding.fold(values[$0]) == filter.value }.map { UInt32($0) }
            let same = conditions.firstIndex { $0.facet == facet && $0.isExcluded == filter.isExcluded }
            if let same {
                conditions[same].values.formUnion(numbers)
            } else {
                conditions.append(Condition(facet: facet, values: Set(numbers), isExcluded: filter.isExcluded))
            }
        }
    }

    var isEmpty: Bool { conditions.isEmpty }

    func allow(_ document: Int) -> Bool {
        conditions.allSatisfy { condition in
            let has = segment.documents.facets[condition.facet].values(of: document).contains {
                condition.values.contains($0)
            }
            return has != condition.isExcluded
        }
    }
}
