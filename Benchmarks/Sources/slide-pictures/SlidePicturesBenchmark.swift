import Foundation
import SlideExtraction
import TalkArchive

/// Brings the PDFs of a folder in and makes their pictures of one size, in a cache that it is given.
///
/// Prints a line of JSON: the seconds of processor time of this process and its children for texts and for pictures,
/// and the bytes of each picture, deck by deck in page order.
@main
struct SlidePicturesBenchmark {
    struct Report: Encodable {
        var textSeconds: Double
        var pictureSeconds: Double
        var wallSeconds: Double
        var sizes: [[Int]]
        var undrawable: [String: [Int]]
    }

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let size = PictureSize(rawValue: arguments[3]) else {
            print("usage: slide-pictures FOLDER CACHE small|large")
            exit(2)
        }
        let folder = URL(fileURLWithPath: arguments[1], isDirectory: true)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "pdf" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        let jobs = try files.map { file in
            DeckIngester.Job(
                deck: file.lastPathComponent, file: file, hash: ContentHash(of: try Data(contentsOf: file)))
        }
        let cache = DerivedDataCache(directory: URL(fileURLWithPath: arguments[2], isDirectory: true))
        let ingester = DeckIngester(extractor: SlideExtractor(tools: try await .find()), cache: cache)
        let start = processorSeconds()
        let pages = await ingester.ingest(jobs).contents.mapValues(\.slides.count)
        let middle = processorSeconds()
        let clock = ContinuousClock()
        let wall = await clock.measure {
            await ingester.makePictures(for: jobs, pages: pages, sizes: [size]) { event in
                if case .failed(let error) = event.step {
                    FileHandle.standardError.write(Data("\(event.deck): \(error)\n".utf8))
                }
            }
        }
        let end = processorSeconds()
        let sizes = jobs.map { job in
            (0..<pages[job.hash, default: 0]).map { cache.picture(of: job.hash, page: $0 + 1, size: size)?.count ?? 0 }
        }
        let undrawable = jobs.map { job in
            (1...max(1, pages[job.hash, default: 0])).filter { cache.isUndrawable(job.hash, page: $0, size: size) }
        }
        let report = Report(
            textSeconds: middle - start, pictureSeconds: end - middle,
            wallSeconds: Double(wall.components.seconds) + Double(wall.components.attoseconds) / 1e18, sizes: sizes,
            undrawable: Dictionary(zip(jobs.map(\.deck), undrawable).filter { !$0.1.isEmpty }) { $1 })
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }

    /// Processor time of this process and of all children that have ended.
    private static func processorSeconds() -> Double {
        // RUSAGE_SELF and RUSAGE_CHILDREN, which Swift knows by another type on each system.
        [Int32(0), -1].reduce(0.0) { sum, who in
            var usage = rusage()
            getrusage(who, &usage)
            let times = [usage.ru_utime, usage.ru_stime]
            return times.reduce(sum) { (sum: Double, time: timeval) in
                sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
            }
        }
    }
}
