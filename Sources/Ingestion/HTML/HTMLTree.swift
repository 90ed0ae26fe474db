/// The element tree of an HTML document in flat arrays, parents before their children.
struct HTMLTree {
  /// An element.
  struct Node {
    /// Index into ``HTMLTree/names``.
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

  var nodes: [Node] = []
  var events: [Event] = []
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
