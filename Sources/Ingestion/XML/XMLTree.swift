import CLibXML2

/// libxml2's tree of one unit, for XPath and nothing else: text and places come from the scanner.
///
/// Built with the same refusals as the judge. Used by one thread.
final class XMLTree {
  private let document: xmlDocPtr
  private let file: String
  /// Names of the namespaces declared in the unit, by prefix.
  private var namespaces: [String: String] = [:]
  /// Elements around the record, which come first in document order and are not its own.
  private let surrounding: Int

  /// Builds the tree of `unit`.
  init(_ unit: XMLUnit) throws(IngestionError) {
    file = unit.file
    let before = unit.surroundings?.before ?? []
    let text = before + unit.source.utf8 + (unit.surroundings?.after ?? [])
    surrounding = before.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var count = 0
      while let token = scanner.next() { if token.kind == .startTag { count += 1 } }
      return count
    }
    guard let context = xmlNewParserCtxt() else {
      throw IngestionError(file: file, reason: .io("out of memory"))
    }
    defer { xmlFreeParserCtxt(context) }
    cxml_set_error_handler(context.pointee.sax, { _, _ in })
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_COMPACT.rawValue)
    let parsed = text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        xmlCtxtReadMemory(context, $0.baseAddress, Int32(clamping: $0.count), nil, nil, options)
      }
    }
    guard let parsed else {
      throw IngestionError(
        file: file, reason: .limit("size of a document that XPath is evaluated on", text.count))
    }
    document = parsed
    number()
    if let root = xmlDocGetRootElement(parsed), let namespace = root.pointee.ns,
      let name = namespace.pointee.href
    {
      namespaces[unit.dialect.format.rawValue] = String(cString: name)
    }
  }

  deinit { xmlFreeDoc(document) }

  /// Numbers, counted in document order, of the elements that `path` selects.
  ///
  /// Names in the path are first taken with their namespaces, for which the prefixes of the file and the
  /// name of its format (`tei:p`) are known; where that selects nothing, names without prefix mean
  /// elements written without prefix, whatever namespace is in force.
  func elements(_ path: String, otherwise remedy: IngestionRemedy) throws(IngestionError) -> Set<Int> {
    var problem: String?
    for dropsDefaults in [false, true] {
      if dropsDefaults { dropDefaultNamespaces() }
      switch evaluate(path) {
      case .failure(let failure): problem = failure.message
      case .success(let found) where !found.isEmpty: return found
      case .success: problem = nil
      }
    }
    if let problem {
      throw IngestionError(file: file, reason: .invalidPath(path, problem: problem, remedy))
    }
    return []
  }

  private struct Failure: Error { var message: String }

  private func evaluate(_ path: String) -> Result<Set<Int>, Failure> {
    guard let context = xmlXPathNewContext(document) else {
      return .failure(Failure(message: "out of memory"))
    }
    defer { xmlXPathFreeContext(context) }
    var message = "not an XPath"
    return withUnsafeMutablePointer(to: &message) { message in
      cxml_set_xpath_error_handler(
        context,
        { data, error in
          guard let text = error?.pointee.message else { return }
          data?.assumingMemoryBound(to: String.self).pointee = String(
            String(cString: text).prefix { $0 != "\n" })
        }, message)
      // Far more steps than any path over one document needs.
      cxml_set_xpath_step_limit(context, 2_000_000_000)
      for (prefix, name) in namespaces { xmlXPathRegisterNs(context, prefix, name) }
      guard let result = xmlXPathEvalExpression(path, context) else {
        return .failure(Failure(message: message.pointee))
      }
      defer { xmlXPathFreeObject(result) }
      guard result.pointee.type == XPATH_NODESET else {
        return .failure(Failure(message: "does not select elements"))
      }
      guard let set = result.pointee.nodesetval, set.pointee.nodeNr > 0, let nodes = set.pointee.nodeTab
      else {
        return .success([])
      }
      var found: Set<Int> = []
      for index in 0..<Int(set.pointee.nodeNr) {
        guard var node = nodes[index] else { continue }
        if node.pointee.type == XML_ATTRIBUTE_NODE || node.pointee.type == XML_NAMESPACE_DECL {
          return .failure(Failure(message: "selects attributes; only elements have text with a place"))
        }
        if node.pointee.type != XML_ELEMENT_NODE, let parent = node.pointee.parent { node = parent }
        let number = Int(bitPattern: node.pointee._private) - 1 - surrounding
        if number >= 0 { found.insert(number) }
      }
      return .success(found)
    }
  }

  // MARK: Walking

  /// Numbers all elements and collects the namespaces that they declare.
  private func number() {
    var count = 0
    forEachElement { node in
      count += 1
      node.pointee._private = UnsafeMutableRawPointer(bitPattern: count)
      var declaration = node.pointee.nsDef
      while let namespace = declaration {
        if let prefix = namespace.pointee.prefix, let name = namespace.pointee.href {
          let key = String(cString: prefix)
          if namespaces[key] == nil { namespaces[key] = String(cString: name) }
        }
        declaration = namespace.pointee.next
      }
    }
  }

  private func dropDefaultNamespaces() {
    forEachElement { node in
      if let namespace = node.pointee.ns, namespace.pointee.prefix == nil { node.pointee.ns = nil }
    }
  }

  /// Visits elements in document order, without recursion and without entering entities.
  private func forEachElement(_ body: (xmlNodePtr) -> Void) {
    guard let root = xmlDocGetRootElement(document) else { return }
    var node: xmlNodePtr? = root
    while let current = node {
      if current.pointee.type == XML_ELEMENT_NODE {
        body(current)
        if let child = current.pointee.children {
          node = child
          continue
        }
      }
      var last = current
      while last != root, last.pointee.next == nil, let parent = last.pointee.parent { last = parent }
      node = last == root ? nil : last.pointee.next
    }
  }
}
