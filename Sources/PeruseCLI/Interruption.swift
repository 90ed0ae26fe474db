import Foundation
import Synchronization

/// Ctrl-C and a polite kill: the first asks the program to save and stop, the second ends it at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// The signal that has come; nil so far.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Watches from now on.
  static func watch() {
    // Made before a signal can come: its first use is no place for a signal handler.
    received.store(0, ordering: .relaxed)
    // Whoever started the program may have blocked them.
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM] { sigaddset(&wanted, number) }
    pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    for number in [SIGINT, SIGTERM] {
      Foundation.signal(number) { number in
        if Interruption.received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
  }
}
