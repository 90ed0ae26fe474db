// Which pages of a dump are read, and which of their versions.
extension WikiSite {
  /// Pages of these namespaces are no articles: users', files', messages, templates, categories, subtitles,
  /// modules. Those with odd numbers are talk about the others.
  private static let auxiliary: Set<Int> = [2, 6, 8, 10, 14, 710, 828]

  /// Namespaces that are other things elsewhere: portals and drafts where the page's title says so.
  private static let portals: Set<Int> = [100, 118]
  private static let knownPortals: Set<String> = Set(
    """
    portal portail portale portaal portál portaali portalen портал πύλη 포털 بوابة פורטל ポータル 主题 主題 draft brouillon borrador bozza rascunho
    entwurf kladde черновик 草稿 下書き
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether the page in `bytes`, a `page` element, is an article: neither a redirect nor a template or the
  /// like.
  static func isArticle(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = MarkupScanner(bytes)
    var name = 0..<0
    var title = ""
    var revision = -1
    let newest = newestRevision(bytes)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        name = token.inner
        if bytes[name].elementsEqual("redirect".utf8) { return false }
        if bytes[name].elementsEqual("revision".utf8) { revision += 1 }
      case .text where bytes[name].elementsEqual("title".utf8):
        title = folded(bytes.string(token.inner))
      case .text where bytes[name].elementsEqual("ns".utf8):
        if let number = Int(bytes.string(token.inner).withoutOuterSpace) {
          let space = title.split(separator: ":").first.map(String.init) ?? ""
          let isPortal = portals.contains(number) && knownPortals.contains(space)
          if auxiliary.contains(number) || number > 0 && !number.isMultiple(of: 2) || isPortal {
            return false
          }
        }
        name = 0..<0
      case .text where bytes[name].elementsEqual("text".utf8):
        name = 0..<0
        guard newest == nil || revision == newest else { continue }
        return !isRedirect(UnsafeBufferPointer(rebasing: bytes[token.inner.prefix(200)]))
      case .endTag:
        name = 0..<0
        if bytes[token.inner].elementsEqual("page".utf8) { return true }
      default: break
      }
    }
    return true
  }

  /// Which of the versions of the page in `bytes` is the newest, from 0; `nil` where there is only one.
  static func newestRevision(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let end = bytes.find("</page>", in: 0..<bytes.count)?.lowerBound ?? bytes.count
    guard let first = bytes.find("<revision>", in: 0..<end),
      let second = bytes.find("<revision>", in: first.upperBound..<end)
    else { return nil }
    var starts = [first.upperBound, second.upperBound]
    while let last = starts.last, let next = bytes.find("<revision>", in: last..<end) {
      starts.append(next.upperBound)
    }
    var newest = starts.count - 1
    var latest = ""
    for (index, start) in starts.enumerated() {
      let stop = index + 1 < starts.count ? starts[index + 1] : end
      guard let time = bytes.find("<timestamp>", in: start..<stop), time.upperBound + 20 <= stop else {
        return starts.count - 1
      }
      let text = bytes.string(time.upperBound..<time.upperBound + 20)
      if text >= latest { (newest, latest) = (index, text) }
    }
    return newest
  }
}
