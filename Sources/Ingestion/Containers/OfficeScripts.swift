/// What is known of raised and lowered runs.
struct OfficeScriptState {
  /// Where the text of the open run stands: `superscript`, `subscript`, or on the line.
  var position: String?
  /// Where the text appended last stands.
  fileprivate var open: String?
  /// What is printed behind it.
  fileprivate var after = ""
  /// Whether it is left out, as the number of a note.
  fileprivate var isLeftOut = false

  /// Tokens that are looked at ahead.
  fileprivate static let reach = 200
}

/// Raised and lowered text of Word and PowerPoint: marks keep digits apart from those before them, whatever
/// runs they are in.
extension OfficeExtractor {
  /// Appends a token of text that stands where its run does.
  mutating func appendInPlace(_ token: MarkupToken) {
    if script.position != script.open {
      closeScript()
      if let position = script.position { openScript(position, token) }
    }
    if script.isLeftOut { builder.omitCallout(token.range) } else { append(token) }
  }

  /// Ends the raised or lowered text that is open.
  mutating func closeScript() {
    if !script.after.isEmpty, isBlockOpen { builder.insert(script.after, for: 0..<0) }
    (script.open, script.after, script.isLeftOut) = (nil, "", false)
  }

  private mutating func openScript(_ position: String, _ token: MarkupToken) {
    openParagraph()
    script.open = position
    let text = scriptText(position, token)
    let isRaised = position == "superscript"
    if isRaised, RaisedText.isCallout(text.utf8, after: builder.tail(24)) {
      script.isLeftOut = true
      return
    }
    let isInCell = builder.openBlock?.kind == .tableCell
    let marks =
      isRaised
      ? RaisedText.marks(after: builder.tail(24), text.utf8, inCell: isInCell)
      : RaisedText.marks(loweredAfter: builder.lastByte, text.utf8)
    guard let marks else { return }
    let start = token.range.lowerBound
    builder.insert(marks.before, for: start..<start)
    script.after = marks.after
  }

  /// What is raised or lowered from `token` on, in all runs that go on with it.
  private func scriptText(_ position: String, _ token: MarkupToken) -> String {
    func shown(_ token: MarkupToken) -> String {
      guard token.kind == .reference else { return bytes.string(token.inner) }
      var entities = self.entities
      guard case .text(let text) = entities.resolve(bytes, token.inner) else { return "" }
      return String(decoding: text, as: UTF8.self)
    }
    var text = shown(token)
    var ahead = scanner
    var (isInPlace, isText) = (true, true)
    for _ in 0..<OfficeScriptState.reach {
      guard text.utf8.count < 64, let next = ahead.next() else { break }
      switch next.kind {
      case .startTag, .emptyTag:
        switch bytes.string(next.inner).split(separator: ":").last ?? "" {
        case "r": isInPlace = false
        case "vertAlign": isInPlace = value("w:val", next) == position
        case "rPr": if let own = baseline(next) { isInPlace = own == position }
        case "t":
          guard isInPlace else { return text }
          isText = next.kind == .startTag
        case "p", "br", "tab": return text
        default: break
        }
      case .endTag: isText = false
      case .text, .cdata, .reference: if isText { text += shown(next) }
      default: break
      }
    }
    return text
  }

  /// Where the properties of a run of PowerPoint say that it stands.
  func baseline(_ token: MarkupToken) -> String? {
    guard let text = value("baseline", token), let share = Int(text.filter { $0 != "%" }), share != 0 else {
      return nil
    }
    return share > 0 ? "superscript" : "subscript"
  }
}
