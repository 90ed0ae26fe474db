import Glibc
import Synchronization

/// Ctrl-C and a polite kill: the first asks the program to finish in good order, the second ends it at once.
package enum StopSignals {
  private static let first = Atomic<Int32>(0)

  /// The signal that has come; `nil` so far.
  package static var received: Int32? {
    let number = first.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Watches from now on.
  package static func watch() {
    // Made before a signal can come: its first use is no place for a signal handler.
    first.store(0, ordering: .relaxed)
    // Whoever started the program may have blocked them.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM] { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if StopSignals.first.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }
}
