import Tensors

/// A place in the order in which data are gone through. It says all there is to know for going on from there.
public struct DataPosition: Sendable, Hashable, Codable {
  /// Epochs that are done.
  public var epoch = 0
  /// Records of this epoch that lie before the present pool.
  public var record = 0
  /// Batches of this pool that are done.
  public var batch = 0

  /// The beginning.
  public init() {}
}

/// The order of records in each epoch: a function of the seed and the epoch alone.
public struct DataOrder: Sendable {
  /// Records of one file, and how often each is used in an epoch.
  public struct Group: Sendable {
    /// Numbers of the records.
    public var records: Range<Int>
    /// How often each is used.
    public var weight: Double

    /// Creates a group.
    public init(records: Range<Int>, weight: Double) { (self.records, self.weight) = (records, weight) }
  }

  private let groups: [Group]
  private let seed: UInt64
  /// Records of an epoch.
  public let count: Int

  /// An order over all groups.
  public init(_ groups: [Group], seed: UInt64) {
    self.groups = groups
    self.seed = seed
    count = groups.reduce(0) { $0 + Self.uses($1) }
  }

  private static func uses(_ group: Group) -> Int {
    Int((Double(group.records.count) * group.weight).rounded())
  }

  /// The records of an epoch in order. A weight's fraction takes another part of the file in each epoch.
  public func epoch(_ epoch: Int) -> [Int] {
    var all: [Int] = []
    for (place, group) in groups.enumerated() where !group.records.isEmpty {
      let uses = Self.uses(group)
      for _ in 0..<uses / group.records.count { all += Array(group.records) }
      let rest = uses % group.records.count
      guard rest > 0 else { continue }
      // One shuffle serves as many epochs as it has parts, so that every record is used before one is used
      // again.
      let parts = group.records.count / rest
      var random = CounterRandom(seed: seed, stream: Self.stream(epoch / parts, place + 1))
      var records = Array(group.records)
      Self.shuffle(&records, &random)
      all += records[epoch % parts * rest..<(epoch % parts + 1) * rest]
    }
    var random = CounterRandom(seed: seed, stream: Self.stream(epoch, 0))
    Self.shuffle(&all, &random)
    return all
  }

  private static func stream(_ epoch: Int, _ use: Int) -> UInt64 {
    0x6F72_6465_0000_0000 ^ UInt64(epoch) << 16 ^ UInt64(use)
  }

  /// Fisher and Yates' shuffle, spelled out, so that the order does not change with the standard library.
  static func shuffle<Element>(_ items: inout [Element], _ random: inout CounterRandom) {
    for last in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(last, Int(random.next() % UInt64(last + 1)))
    }
  }
}
