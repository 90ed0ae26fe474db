/// What an element holds directly, which tells blocks from structure where no rule does.
struct ContentClass: OptionSet, Sendable {
  let rawValue: UInt8

  /// Text other than white space.
  static let text = ContentClass(rawValue: 1)
  /// Elements.
  static let elements = ContentClass(rawValue: 2)

  /// The classes of all elements in document order.
  static func classify(_ bytes: UnsafeBufferPointer<UInt8>) -> [ContentClass] {
    var classes: [ContentClass] = []
    var open: [Int] = []
    var scanner = MarkupScanner(bytes)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        if let parent = open.last { classes[parent].insert(.elements) }
        if token.kind == .startTag { open.append(classes.count) }
        classes.append([])
      case .endTag: _ = open.popLast()
      case .text, .cdata:
        if let parent = open.last, !classes[parent].contains(.text), !bytes.isBlank(token.inner) {
          classes[parent].insert(.text)
        }
      case .reference:
        if let parent = open.last { classes[parent].insert(.text) }
      default: break
      }
    }
    return classes
  }
}
