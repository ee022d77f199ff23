/// Writes the postings of one term after the other in the form that `PostingsList` reads.
struct PostingsEncoder {
    /// All lists written, one after the other.
    private(set) var bytes: [UInt8] = []
    private var gaps: [UInt32] = []
    private var frequencies: [UInt32] = []
    private var positions: [UInt32] = []
    private var impacts: [Float] = []
    private var lastDocuments: [UInt32] = []
    private var blockOffsets: [UInt32] = []
    private var positionStarts: [UInt32] = []
    private var bounds: [UInt16] = []
    private var widths: [UInt8] = []

    /// Appends a list and returns where it begins.
    /// - Parameters:
    ///   - documents: the documents, ascending; not empty.
    ///   - counts: how often the term stands in each, at least once.
    ///   - places: the positions of all occurrences, ascending in each document.
    ///   - impact: the saturated frequency of `count` occurrences in a document, from which score bounds are made.
    mutating func append(
        documents: UnsafeBufferPointer<UInt32>, counts: UnsafeBufferPointer<UInt32>,
        places: UnsafeBufferPointer<UInt32>, impact: (_ document: UInt32, _ count: UInt32) -> Float
    ) -> Int {
        let start = bytes.count
        prepare(documents, counts, places)
        VariableLengthNumber.append(documents.count, to: &bytes)
        if documents.count < BlockPacking.count {
            appendTail(from: 0)
            appendPositionChunk(0..<positions.count)
        } else {
            impacts.removeAll(keepingCapacity: true)
            for index in documents.indices { impacts.append(impact(documents[index], counts[index])) }
            appendBlocks(documents)
        }
        return start
    }

    private mutating func prepare(
        _ documents: UnsafeBufferPointer<UInt32>, _ counts: UnsafeBufferPointer<UInt32>,
        _ places: UnsafeBufferPointer<UInt32>
    ) {
        gaps.removeAll(keepingCapacity: true)
        frequencies.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        var next: UInt32 = 0
        var place = 0
        for index in documents.indices {
            gaps.append(documents[index] &- next)
            next = documents[index] &+ 1
            frequencies.append(counts[index] &- 1)
            var last: UInt32 = 0
            for _ in 0..<counts[index] {
                positions.append(places[place] &- last)
                last = places[place]
                place += 1
            }
        }
    }

    // MARK: Long lists

    private mutating func appendBlocks(_ documents: UnsafeBufferPointer<UInt32>) {
        let blockCount = (documents.count + BlockPacking.count - 1) / BlockPacking.count
        collectBlocks(documents, blockCount: blockCount)
        let header = PostingsList.Header(blockCount: blockCount)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: header.byteCount))
        let data = bytes.count
        let count = BlockPacking.count
        for block in 0..<documents.count / count {
            blockOffsets[block] = UInt32(bytes.count - data)
            appendBlock(gaps, from: block * count, width: widths[2 * block])
            appendBlock(frequencies, from: block * count, width: widths[2 * block + 1])
        }
        if !documents.count.isMultiple(of: count) {
            blockOffsets[blockCount - 1] = UInt32(bytes.count - data)
            appendTail(from: documents.count / count * count)
        }
        let positionOffset = UInt32(bytes.count - data)
        appendPositions()
        let kth = kthImpacts()
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            header.write(
                to: base + start, positionOffset: positionOffset, lastDocuments: lastDocuments,
                blockOffsets: blockOffsets, positionStarts: positionStarts, bounds: bounds,
                kthImpacts: kth, widths: widths)
        }
    }

    private mutating func collectBlocks(_ documents: UnsafeBufferPointer<UInt32>, blockCount: Int) {
        lastDocuments.removeAll(keepingCapacity: true)
        positionStarts.removeAll(keepingCapacity: true)
        bounds.removeAll(keepingCapacity: true)
        widths.removeAll(keepingCapacity: true)
        blockOffsets = Array(repeating: 0, count: blockCount)
        var position: UInt32 = 0
        for block in 0..<blockCount {
            let range = block * BlockPacking.count..<min(documents.count, (block + 1) * BlockPacking.count)
            lastDocuments.append(documents[range.upperBound - 1])
            positionStarts.append(position)
            position += frequencies[range].reduce(UInt32(range.count), &+)
            bounds.append(Impact.roundedUp(impacts[range].max() ?? 0))
            widths.append(UInt8(BlockPacking.width(of: gaps[range])))
            widths.append(UInt8(BlockPacking.width(of: frequencies[range])))
        }
    }

    private mutating func appendBlock(_ values: [UInt32], from start: Int, width: UInt8) {
        let count = BlockPacking.byteCount(width: Int(width))
        let offset = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        bytes.withUnsafeMutableBytes { buffer in
            values.withUnsafeBufferPointer { values in
                guard let base = buffer.baseAddress, let first = values.baseAddress else { return }
                BlockPacking.pack(first + start, width: Int(width), into: base + offset)
            }
        }
    }

    /// Lower bounds for the impacts at the ranks of `PostingsList.kthRanks`.
    private func kthImpacts() -> [UInt16] {
        let histogram = ImpactHistogram(impacts)
        return PostingsList.kthRanks.map { Impact.roundedDown(histogram.lowerBound(rank: $0)) }
    }

    // MARK: Tails and positions

    private mutating func appendTail(from start: Int) {
        let gapWidth = UInt8(BlockPacking.width(of: gaps[start...]))
        let frequencyWidth = UInt8(BlockPacking.width(of: frequencies[start...]))
        bytes.append(gapWidth)
        bytes.append(frequencyWidth)
        append(gaps, start..<gaps.count, width: gapWidth)
        append(frequencies, start..<frequencies.count, width: frequencyWidth)
    }

    private mutating func append(_ values: [UInt32], _ range: Range<Int>, width: UInt8) {
        values.withUnsafeBufferPointer {
            BitRun.append(UnsafeBufferPointer(rebasing: $0[range]), width: Int(width), to: &bytes)
        }
    }

    private mutating func appendPositions() {
        let chunkCount = (positions.count + BlockPacking.count - 1) / BlockPacking.count
        let table = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: 4 * chunkCount))
        for chunk in 0..<chunkCount {
            let offset = UInt32(bytes.count - table)
            bytes.withUnsafeMutableBytes { $0.storeBytes(of: offset, toByteOffset: table + 4 * chunk, as: UInt32.self) }
            appendPositionChunk(
                chunk * BlockPacking.count..<min(positions.count, (chunk + 1) * BlockPacking.count))
        }
    }

    private mutating func appendPositionChunk(_ range: Range<Int>) {
        let width = UInt8(BlockPacking.width(of: positions[range]))
        bytes.append(width)
        append(positions, range, width: width)
    }
}
