/// Fills windows with whole sentences.
package struct WindowPacker {
  /// Pieces that are encoded together, and whose they are.
  package struct Window: Equatable {
    package var ids: [Int32] = []
    package var parts: [Part] = []
  }

  /// Pieces of one sentence inside a window.
  package struct Part: Equatable {
    package var sentence: Int
    package var range: Range<Int>
  }

  let capacity: Int
  package private(set) var windows: [Window] = []
  private var current = Window()

  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// Adds a sentence's pieces; closes the window before it where they don't fit.
  package mutating func add(_ ids: [Int32], of sentence: Int) {
    if current.ids.count + ids.count > capacity { close() }
    var start = 0
    while start < ids.count {
      let end = min(start + capacity, ids.count)
      if start > 0 { close() }
      current.parts.append(
        Part(sentence: sentence, range: current.ids.count..<current.ids.count + end - start))
      current.ids.append(contentsOf: ids[start..<end])
      start = end
    }
  }

  /// Ends the current window.
  package mutating func close() {
    if !current.parts.isEmpty { windows.append(current) }
    current = Window()
  }

  /// Hands over the closed windows.
  package mutating func take() -> [Window] {
    defer { windows = [] }
    return windows
  }
}
