import Foundation

/// Hands things from one thread to another, in order, a few at a time.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  private var ending: Result<Void, any Error>?
  private var isCancelled = false

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Adds an element, when there is room; `false` where nobody wants more.
  func push(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while elements.count >= capacity, !isCancelled { condition.wait() }
    guard !isCancelled else { return false }
    elements.append(element)
    condition.broadcast()
    return true
  }

  /// Says that no more will come, and why.
  func end(_ result: Result<Void, any Error>) {
    condition.lock()
    defer { condition.unlock() }
    ending = ending ?? result
    condition.broadcast()
  }

  /// The next element; nil after the last one. Throws what ended the sender.
  func pop() throws -> Element? {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty, ending == nil, !isCancelled { condition.wait() }
    if elements.isEmpty {
      try ending?.get()
      return nil
    }
    defer { condition.broadcast() }
    return elements.removeFirst()
  }

  /// Ends both sides; what is in the queue is dropped.
  func cancel() {
    condition.lock()
    defer { condition.unlock() }
    isCancelled = true
    elements.removeAll()
    condition.broadcast()
  }
}
