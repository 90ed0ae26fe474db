import Foundation
import Ingestion
import Testing

/// A file for this is made by `Tools/Benchmarks/make-large-xml.py`.
@Suite("Large files")
struct LargeFileTests {
  private static let path = ProcessInfo.processInfo.environment["PERUSE_LARGE_XML"]

  @Test(
    "A file of any size is read record by record in memory that stays flat",
    .enabled(if: path != nil, "give the path of a large XML file of records in PERUSE_LARGE_XML"))
  func flatMemory() throws {
    let path = try #require(Self.path)
    let size = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    let before = Self.residentPeak()
    let start = ContinuousClock.now
    var records = 0
    var failures = 0
    try DocumentReader().records(at: path) { result in
      records += 1
      if case .failure = result { failures += 1 }
      return true
    }
    let elapsed = start.duration(to: .now) / .seconds(1)
    let growth = Self.residentPeak() - before
    print(
      "\(size >> 20) MiB, \(records) records, \(Int(Double(size) / elapsed / 1e6)) MB/s, "
        + "peak memory grew by \(growth >> 10) MiB")
    #expect(records > 1)
    #expect(failures == 0)
    #expect(growth < 128 << 10)
  }

  /// Peak resident memory of the process so far, in KiB (`VmHWM`).
  private static func residentPeak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
