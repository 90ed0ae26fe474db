import Synchronization

/// What knows how much memory it takes.
package protocol Weighed: Sendable {
  /// Bytes, about.
  var bytes: Int { get }
}

/// Keeps what was made of records as far as there is room. What is not kept is made again, to the same bits.
final class RecordCache<Value: Weighed>: Sendable {
  private let state: Mutex<(values: [Int: Value], bytes: Int)> = Mutex(([:], 0))
  private let limit: Int

  init(megabytes: Int) { limit = megabytes << 20 }

  func value(_ record: Int, _ make: () throws -> Value) rethrows -> Value {
    if let known = state.withLock({ $0.values[record] }) { return known }
    let made = try make()
    state.withLock { state in
      if state.bytes + made.bytes <= limit {
        state.values[record] = made
        state.bytes += made.bytes
      }
    }
    return made
  }
}
