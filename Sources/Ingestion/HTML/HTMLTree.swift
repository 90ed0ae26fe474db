/// The element tree of an HTML document in flat arrays, parents before their children.
struct HTMLTree {
  /// An element.
  struct Node {
    /// Index into `HTMLTree.names`.
    var name: Int32
    /// Index of the parent, -1 for the root.
    var parent: Int32
    /// Position among siblings of the same name, from 1.
    var ordinal: Int32
    /// Index of the start tag into the tokens, -1 for an element that the parser implied.
    var token: Int32
  }

  /// What happens in source order.
  enum Event {
    case enter(Int)
    case leave(Int)
    /// A token of text, by its index.
    case text(Int)
  }

  /// Events, each in four bytes: pages have millions.
  struct Events: RandomAccessCollection {
    private var codes: [UInt32] = []

    var startIndex: Int { 0 }
    var endIndex: Int { codes.count }

    subscript(index: Int) -> Event {
      let number = Int(codes[index] >> 2)
      return switch codes[index] & 3 {
      case 0: .enter(number)
      case 1: .leave(number)
      default: .text(number)
      }
    }

    /// Makes room for `count` events.
    mutating func reserveCapacity(_ count: Int) { codes.reserveCapacity(count) }

    /// Adds an event. Nodes and tokens of a source below 2 GiB have numbers of 30 bits.
    mutating func append(_ event: Event) {
      let (number, kind): (Int, UInt32) =
        switch event {
        case .enter(let node): (node, 0)
        case .leave(let node): (node, 1)
        case .text(let token): (token, 2)
        }
      codes.append(UInt32(truncatingIfNeeded: number) << 2 | kind)
    }
  }

  var nodes: [Node] = []
  var events = Events()
  /// Element names in lower case.
  var names: [String] = []
  private var indices: [String: Int32] = [:]

  /// The index of `name`, which is new or known.
  mutating func intern(_ name: String) -> Int32 {
    if let index = indices[name] { return index }
    names.append(name)
    indices[name] = Int32(names.count - 1)
    return Int32(names.count - 1)
  }

  /// The name of node `index`.
  func name(_ index: Int) -> String { names[Int(nodes[index].name)] }

  /// The path of node `index`, `/html[1]/body[1]/p[3]`.
  func path(_ index: Int) -> String {
    var parts: [String] = []
    var at = index
    while at >= 0 {
      parts.append("\(name(at))[\(nodes[at].ordinal)]")
      at = Int(nodes[at].parent)
    }
    return "/" + parts.reversed().joined(separator: "/")
  }
}
