/// Counts and distributions of a batch.
public struct BatchStatistics: Sendable {
  /// Records written, failures included.
  public private(set) var records = 0
  /// Of them, those that an earlier run had finished.
  public private(set) var resumed = 0
  /// Failures.
  public private(set) var errors = 0
  /// Records that hold nothing to choose from, or no answer.
  public private(set) var empties = 0
  /// Failures by kind.
  public private(set) var errorKinds: [String: Int] = [:]
  /// Source bytes of all records.
  public private(set) var bytes = 0
  /// Words of all records.
  public private(set) var words = 0
  /// Source bytes that this run worked on.
  public private(set) var freshBytes = 0
  /// Words that this run worked on.
  public private(set) var freshWords = 0
  /// Documents by words.
  public private(set) var lengths = Histogram(edges: Histogram.lengthEdges)
  /// Documents by best score.
  public private(set) var scores: Histogram
  /// The first failures.
  public private(set) var firstFailures: [BatchFailure] = []
  /// Throughput over time.
  public private(set) var rates = RateSeries()
  /// Seconds that this run has taken.
  public var seconds = 0.0

  /// Records that this run worked on.
  public var fresh: Int { records - resumed }

  /// Whether a result without a score is one without anything in it.
  private let countsEmpty: Bool

  /// Nothing counted yet.
  public init(scoreEdges: [Double], countsEmpty: Bool = false) {
    self.countsEmpty = countsEmpty
    scores = Histogram(edges: scoreEdges)
  }

  /// - Parameter isFresh: whether this run worked on the record.
  mutating func add(_ record: RecordSummary, isFresh: Bool) {
    records += 1
    bytes += record.sourceBytes
    words += record.words
    if isFresh {
      freshBytes += record.sourceBytes
      freshWords += record.words
      rates.add(words: record.words, at: seconds)
    } else {
      resumed += 1
    }
    if let kind = record.kind {
      errors += 1
      errorKinds[kind, default: 0] += 1
      if let failure = record.failure, firstFailures.count < 50 { firstFailures.append(failure) }
    } else {
      lengths.add(Double(record.words))
      if let score = record.score { scores.add(score) } else if countsEmpty { empties += 1 }
    }
  }
}

/// Counts of values between edges.
public struct Histogram: Sendable, Hashable {
  /// Ascending; bin `i` holds values from `edges[i]` up to, not including, `edges[i + 1]`.
  public let edges: [Double]
  /// Values in each bin. What lies outside counts in the first or the last.
  public private(set) var counts: [Int]
  /// Smallest and largest value seen.
  public private(set) var range: ClosedRange<Double>?
  /// Sum of all values.
  public private(set) var sum = 0.0

  /// Creates an empty histogram.
  public init(edges: [Double]) {
    self.edges = edges
    counts = [Int](repeating: 0, count: max(1, edges.count - 1))
  }

  /// 1, 2, 5, 10 … a million words.
  static let lengthEdges: [Double] =
    [0, 1]
    + (0..<6).flatMap { power in [2, 5, 10].map { $0 * (0..<power).reduce(1.0) { value, _ in value * 10 } } }

  /// All values.
  public var total: Int { counts.reduce(0, +) }

  mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    let bin = (edges.firstIndex { $0 > value } ?? edges.count) - 1
    counts[max(0, min(counts.count - 1, bin))] += 1
    sum += value
    range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }
}

/// Records and words a second, in at most 240 equal spans of time however long a run takes.
public struct RateSeries: Sendable, Hashable {
  /// Seconds that one span covers.
  public private(set) var span = 0.25
  /// Records in each span.
  public private(set) var records: [Int] = []
  /// Words in each span.
  public private(set) var words: [Int] = []

  private static let mostSpans = 240

  mutating func add(words count: Int, at seconds: Double) {
    while Int(seconds / span) >= Self.mostSpans {
      records = Self.halved(records)
      words = Self.halved(words)
      span *= 2
    }
    let index = max(0, Int(seconds / span))
    while records.count <= index {
      records.append(0)
      words.append(0)
    }
    records[index] += 1
    words[index] += count
  }

  private static func halved(_ values: [Int]) -> [Int] {
    stride(from: 0, to: values.count, by: 2).map { values[$0] + ($0 + 1 < values.count ? values[$0 + 1] : 0) }
  }
}
