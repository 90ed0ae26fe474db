import HierarchicalModels
import Testing

@Suite("Windows of sentences")
struct WindowPackerTests {
  private static func windows(_ lengths: [Int], capacity: Int) -> [WindowPacker.Window] {
    var packer = WindowPacker(capacity: capacity)
    var next: Int32 = 0
    for (sentence, length) in lengths.enumerated() {
      let first = next + 1
      next += Int32(length)
      packer.add(length > 0 ? Array(first...next) : [], of: sentence)
    }
    packer.close()
    return packer.take()
  }

  @Test("Windows hold whole sentences, and every piece once, in order")
  func wholeSentences() {
    let windows = Self.windows([4, 5, 3, 9, 0, 2], capacity: 10)
    #expect(windows.map { $0.parts.map(\.sentence).filter { $0 != 4 } } == [[0, 1], [2], [3], [5]])
    #expect(windows.flatMap(\.ids) == Array(1...23))
  }

  @Test("A sentence longer than a window goes on in the next, and nothing of it is lost")
  func longSentence() {
    let windows = Self.windows([3, 25, 2], capacity: 10)
    #expect(windows.flatMap(\.ids) == Array(1...30))
    #expect(windows.allSatisfy { $0.ids.count <= 10 })
    let pieces = windows.flatMap(\.parts).filter { $0.sentence == 1 }.reduce(0) { $0 + $1.range.count }
    #expect(pieces == 25)
    for window in windows {
      #expect(window.parts.reduce(0) { $0 + $1.range.count } == window.ids.count)
    }
  }
}
