/// Finds which elements are open at a place of an XML file, by means of its own.
struct XMLPathFinder {
  /// Where each tag ends, and the path that is open after it; in order.
  private var steps: [(offset: Int, path: String)] = []

  /// Scans `file`, which must be well-formed and in UTF-8.
  init(_ file: [UInt8]) {
    var open: [(path: String, counts: [String: Int])] = [("", [:])]
    let text = file
    var at = 0
    func skip(to mark: String) {
      let pattern = Array(mark.utf8)
      while at < text.count, !text[at...].starts(with: pattern) { at += 1 }
      at += pattern.count
    }
    while at < text.count {
      guard text[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      if text[at...].starts(with: "<!--".utf8) {
        skip(to: "-->")
      } else if text[at...].starts(with: "<![CDATA[".utf8) {
        skip(to: "]]>")
      } else if text[at...].starts(with: "<?".utf8) {
        skip(to: "?>")
      } else if text[at...].starts(with: "<!".utf8) {
        let hasSubset = text[at...].prefix { $0 != 0x3E }.contains(UInt8(ascii: "["))
        skip(to: hasSubset ? "]>" : ">")
      } else if text[at + 1] == UInt8(ascii: "/") {
        skip(to: ">")
        open.removeLast()
        steps.append((at, open[open.count - 1].path))
      } else {
        let name = String(
          decoding: text[(at + 1)...].prefix { $0 > 0x20 && $0 != 0x3E && $0 != 0x2F }, as: UTF8.self)
        var quote: UInt8?
        while at < text.count {
          let byte = text[at]
          if let mark = quote {
            if byte == mark { quote = nil }
          } else if byte == 0x22 || byte == 0x27 {
            quote = byte
          } else if byte == 0x3E {
            break
          }
          at += 1
        }
        let isEmpty = text[at - 1] == UInt8(ascii: "/")
        at += 1
        let last = open.count - 1
        open[last].counts[name, default: 0] += 1
        let path = "\(open[last].path)/\(name)[\(open[last].counts[name] ?? 0)]"
        if !isEmpty {
          open.append((path, [:]))
          steps.append((at, path))
        }
      }
    }
  }

  /// The path of the innermost element that is open at `offset`.
  func path(at offset: Int) -> String {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? "" : steps[low - 1].path
  }
}
