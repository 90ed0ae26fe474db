/// What a page says about itself outside its content: title and language.
struct HTMLMetadata {
  /// `og:title`.
  private(set) var sharedTitle: String?
  /// `og:site_name`.
  private(set) var siteName: String?
  /// The host in the address that the page gives itself.
  private(set) var host: String?
  /// The `title` element.
  private(set) var pageTitle: String?
  /// `lang` of the `html` element, else the `content-language` pragma.
  private(set) var language: String?

  /// Reads the tokens of a page.
  init(_ tokens: HTMLTokens, _ bytes: UnsafeBufferPointer<UInt8>) {
    var pragmaLanguage: String?
    var foreignDepth = 0
    for token in tokens {
      switch token.kind {
      case .title where pageTitle == nil && foreignDepth == 0:
        pageTitle = Self.plainText(bytes, token.range)
      case .startTag, .endTag:
        guard 3...4 ~= token.name.count else { continue }
        switch HTMLSkeleton.parserName(bytes, token.name) {
        case "svg": foreignDepth = max(0, foreignDepth + (token.kind == .startTag ? 1 : -1))
        case "html" where token.kind == .startTag:
          let values = Self.values(bytes, token)
          language = language ?? Self.tag(values["lang"] ?? values["xml:lang"])
        case "meta" where token.kind == .startTag:
          let values = Self.values(bytes, token)
          let content = values["content"] ?? ""
          if (values["property"] ?? values["name"])?.lowercased() == "og:title", sharedTitle == nil {
            sharedTitle = content.isEmpty ? nil : content
          } else if (values["property"] ?? values["name"])?.lowercased() == "og:site_name" {
            siteName = content.isEmpty ? nil : content
          } else if (values["property"] ?? values["name"])?.lowercased() == "og:url" {
            host = host ?? Self.host(of: content)
          } else if values["http-equiv"]?.lowercased() == "content-language" {
            pragmaLanguage = Self.tag(content)
          }
        case "link" where token.kind == .startTag:
          let values = Self.values(bytes, token)
          if values["rel"]?.lowercased() == "canonical" { host = Self.host(of: values["href"] ?? "") ?? host }
        default: break
        }
      default: break
      }
    }
    language = language ?? pragmaLanguage
  }

  /// The title, given the text of the page's one `h1`, if there is such: that text where the page's own
  /// titles say the same with a site's name around it, else the shared title, the page title, the heading.
  func title(heading: String?) -> String? {
    let site = HTMLPageTitle(siteName: siteName, host: host)
    let declared = (sharedTitle ?? pageTitle).map { site.withoutSite($0, heading: heading) }
    guard let heading, !heading.isEmpty else { return declared }
    // A forum's heading is its own name.
    if let declared, !declared.isEmpty, site.isSite(heading) { return declared }
    guard let declared, !declared.isEmpty else { return heading }
    let folded = declared.lowercased()
    let foldedHeading = heading.lowercased()
    return folded.contains(foldedHeading) || foldedHeading.contains(folded) ? heading : declared
  }

  /// The text of `range` with references resolved and white space collapsed; `nil` where nothing is left.
  static func plainText(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String? {
    var text: [UInt8] = []
    var isSpaced = false
    func add(_ byte: UInt8) {
      if HTMLAttributes.isSpace(byte) {
        isSpaced = true
        return
      }
      if isSpaced, !text.isEmpty { text.append(0x20) }
      isSpaced = false
      text.append(byte)
    }
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "&"),
        let match = CharacterReference.match(bytes, at: at, end: range.upperBound, dialect: .html)
      {
        match.utf8.forEach(add)
        at += match.length
      } else {
        add(bytes[at])
        at += 1
      }
    }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  /// The attributes of `token`, each value up to a few thousand bytes.
  private static func values(_ bytes: UnsafeBufferPointer<UInt8>, _ token: HTMLToken) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in HTMLAttributes(bytes, token.attributes).prefix(20) where name.count <= 20 {
      let key = String(decoding: bytes[name], as: UTF8.self).lowercased()
      guard values[key] == nil, value.count <= 4000 else { continue }
      values[key] = plainText(bytes, value) ?? ""
    }
    return values
  }

  /// The host of an address: `https://www.example.org/page`.
  private static func host(of address: String) -> String? {
    guard let scheme = address.firstIndex(of: "/") else { return nil }
    let rest = address[scheme...].drop { $0 == "/" }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
    return address[..<scheme].hasSuffix(":") && host.contains(".") ? String(host) : nil
  }

  /// A language tag, if `value` has the form of one.
  private static func tag(_ value: String?) -> String? {
    guard let value, 2...35 ~= value.utf8.count,
      value.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF || $0 == 0x2D })
    else { return nil }
    return value
  }
}
