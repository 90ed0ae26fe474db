import Dispatch
import Foundation
import Synchronization

/// Catches SIGINT and SIGTERM, so that a run can end in good order. A second one ends the program at once.
final class StopSignals: Sendable {
  private let number = Atomic<Int32>(0)
  private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []

  /// The first signal that came.
  var received: Int32? {
    let number = number.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  init() {
    for code in [SIGINT, SIGTERM] {
      signal(code, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: code, queue: .global())
      source.setEventHandler { [self] in
        let (first, _) = number.compareExchange(expected: 0, desired: code, ordering: .relaxed)
        if !first { _exit(128 + code) }
      }
      source.resume()
      sources.append(source)
    }
  }
}
