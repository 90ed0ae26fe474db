import CLibXML2

/// Lets libxml2's recovering HTML parser work out which element holds what.
///
/// The parser never sees the source itself: it gets the same tags without their attributes, and in place of
/// each stretch of text that stretch's number. What it reports back leads, by number, to tokens whose places
/// are exact, and nothing that a hostile page holds (a megabyte in an attribute, broken characters, odd
/// comments) reaches it.
final class HTMLTreeBuilder {
  private(set) var tree = HTMLTree()
  /// Token at which the depth limit was passed.
  private(set) var tooDeep: Int?

  private let tokens: HTMLTokens
  private let maximumDepth: Int
  private var context: htmlParserCtxtPtr?
  private var stack: [Int] = []
  /// For each open element, how many children of each name it has so far.
  private var children: [[Int32: Int32]] = [[:]]
  /// Digits of a number that the parser has not finished reporting.
  private var number = 0
  private var hasDigits = false
  /// First token not yet seen.
  private var nextToken = 0

  private init(tokens: HTMLTokens, maximumDepth: Int) {
    self.tokens = tokens
    self.maximumDepth = maximumDepth
    // An array that doubles as it grows takes three times its memory for a moment, and room that is not used
    // none.
    let tags = tokens.count { $0.kind == .startTag }
    let stretches = tokens.count { [.text, .literal, .formula].contains($0.kind) }
    tree.nodes.reserveCapacity(tags + 8)
    tree.events.reserveCapacity(2 * (tags + 8) + stretches)
  }

  /// Builds the tree of `tokens`, which were cut out of `bytes`.
  ///
  /// - Throws: `limit` where elements nest deeper than `maximumDepth`; its offset counts in `bytes`.
  static func build(
    tokens: HTMLTokens, bytes: UnsafeBufferPointer<UInt8>, file: String, maximumDepth: Int,
    isXML: Bool = false
  ) throws(IngestionError) -> HTMLTree {
    let builder = HTMLTreeBuilder(tokens: tokens, maximumDepth: maximumDepth)
    var skeleton = HTMLSkeleton.make(tokens, bytes, isXML: isXML)
    // An empty document would be an error to the parser.
    if skeleton.isEmpty { return builder.tree }
    skeleton.append(0)
    builder.parse(skeleton)
    if let token = builder.tooDeep {
      throw IngestionError(
        file: file, byteOffset: Int(tokens[token].start),
        reason: .limit(IngestionError.Reason.pageDepthLimit, maximumDepth))
    }
    builder.finish()
    return builder.tree
  }

  private func parse(_ skeleton: [UInt8]) {
    skeleton.withUnsafeBytes { buffer in
      let characters = buffer.bindMemory(to: CChar.self)
      guard let parser = htmlCreateMemoryParserCtxt(characters.baseAddress, Int32(buffer.count - 1)) else {
        return
      }
      context = parser
      defer {
        context = nil
        htmlFreeParserCtxt(parser)
      }
      _ = htmlCtxtUseOptions(
        parser, Int32(HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue)
      )
      var handler = xmlSAXHandler()
      handler.startElement = { target, name, attributes in
        guard let target, let name else { return }
        HTMLTreeBuilder.from(target).enter(name, attributes?[0] == nil ? nil : attributes?[1])
      }
      handler.endElement = { target, _ in
        guard let target else { return }
        HTMLTreeBuilder.from(target).leave()
      }
      handler.characters = { target, text, count in
        guard let target, let text else { return }
        HTMLTreeBuilder.from(target).digits(UnsafeBufferPointer(start: text, count: Int(count)))
      }
      parser.pointee.sax.pointee = handler
      parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
      htmlParseDocument(parser)
    }
  }

  private static func from(_ pointer: UnsafeMutableRawPointer) -> HTMLTreeBuilder {
    Unmanaged<HTMLTreeBuilder>.fromOpaque(pointer).takeUnretainedValue()
  }

  // MARK: Events

  private func enter(_ name: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>?) {
    guard tooDeep == nil else { return }
    var token = -1
    if let value {
      token = 0
      var at = value
      while at.pointee != 0 {
        token = token &* 10 &+ Int(at.pointee &- 0x30)
        at += 1
      }
      guard tokens.indices.contains(token) else { return }
      catchUp(to: token)
      nextToken = max(nextToken, token + 1)
    }
    if stack.count >= maximumDepth {
      tooDeep = min(max(token, nextToken - 1, 0), tokens.count - 1)
      if let context { xmlStopParser(context) }
      return
    }
    let interned = tree.intern(String(cString: name))
    let ordinal = (children[children.count - 1][interned] ?? 0) + 1
    children[children.count - 1][interned] = ordinal
    tree.nodes.append(
      HTMLTree.Node(
        name: interned, parent: Int32(stack.last ?? -1), ordinal: ordinal, token: Int32(token)))
    stack.append(tree.nodes.count - 1)
    children.append([:])
    tree.events.append(.enter(tree.nodes.count - 1))
  }

  private func leave() {
    guard tooDeep == nil, let node = stack.popLast() else { return }
    children.removeLast()
    tree.events.append(.leave(node))
  }

  private func digits(_ text: UnsafeBufferPointer<UInt8>) {
    guard tooDeep == nil else { return }
    for byte in text {
      if 0x30...0x39 ~= byte {
        number = min(number * 10 + Int(byte - 0x30), tokens.count)
        hasDigits = true
      } else if byte == UInt8(ascii: ";"), hasDigits {
        catchUp(to: number)
        if tokens.indices.contains(number), number >= nextToken {
          tree.events.append(.text(number))
          nextToken = number + 1
        }
        number = 0
        hasDigits = false
      }
    }
  }

  /// Text that the parser passed over goes to the element that is open.
  private func catchUp(to token: Int) {
    while nextToken < min(token, tokens.count) {
      switch tokens[nextToken].kind {
      case .text, .literal, .formula: tree.events.append(.text(nextToken))
      default: break
      }
      nextToken += 1
    }
  }

  private func finish() {
    catchUp(to: tokens.count)
    while !stack.isEmpty { leave() }
  }
}
