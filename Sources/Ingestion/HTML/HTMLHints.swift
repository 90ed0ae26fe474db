/// What an element's attributes say about its content.
struct HTMLHints: OptionSet {
  let rawValue: UInt32

  /// Not shown: `hidden`, `aria-hidden`, `display: none`, classes for screen readers only.
  static let hidden = HTMLHints(rawValue: 1 << 0)
  /// Named like something that surrounds the content: menus, banners, sharing buttons, comments.
  static let boilerplate = HTMLHints(rawValue: 1 << 1)
  /// `main`, or named like the one place of the content.
  static let main = HTMLHints(rawValue: 1 << 2)
  static let article = HTMLHints(rawValue: 1 << 3)
  static let note = HTMLHints(rawValue: 1 << 4)
  static let bibliography = HTMLHints(rawValue: 1 << 5)
  static let abstract = HTMLHints(rawValue: 1 << 6)
  static let verse = HTMLHints(rawValue: 1 << 7)
  static let metadata = HTMLHints(rawValue: 1 << 8)
  /// A footnote's number in the running text, or its way back.
  static let mark = HTMLHints(rawValue: 1 << 9)
  /// A link inside the page.
  static let localLink = HTMLHints(rawValue: 1 << 10)
  /// A landmark that is never content, by its ARIA role.
  static let landmark = HTMLHints(rawValue: 1 << 11)
  /// What readers wrote below the content.
  static let comments = HTMLHints(rawValue: 1 << 12)
  /// Named like a link to the place that it stands at.
  static let permalink = HTMLHints(rawValue: 1 << 13)
  /// The way back from a note.
  static let backlink = HTMLHints(rawValue: 1 << 14)
  /// A formula as a script shows it until it has been rendered.
  static let preview = HTMLHints(rawValue: 1 << 15)
  /// A formula that a script has rendered.
  static let rendered = HTMLHints(rawValue: 1 << 16)
  /// Named like the title of an entry.
  static let title = HTMLHints(rawValue: 1 << 17)
  /// Inline by its name, a block by its style.
  static let apart = HTMLHints(rawValue: 1 << 18)

  /// Holds a formula in MathML beside its picture.
  static let formula = HTMLHints(rawValue: 1 << 19)
  /// Named like what is said below a picture.
  static let caption = HTMLHints(rawValue: 1 << 20)

  /// Role of the blocks in an element with these hints.
  var role: Block.Role? {
    if contains(.bibliography) { return .bibliography }
    if contains(.note) { return .note }
    if contains(.abstract) { return .abstract }
    if contains(.metadata) { return .metadata }
    return nil
  }
}

extension HTMLHints {
  /// Reads the attributes of the start tag `token`.
  static func read(_ token: HTMLToken, name: String, _ bytes: UnsafeBufferPointer<UInt8>) -> HTMLHints {
    var hints: HTMLHints = []
    switch name {
    case "main": hints.insert(.main)
    case "article": hints.insert(.article)
    case "address": hints.insert(.metadata)
    default: break
    }
    for (attribute, value) in HTMLAttributes(bytes, token.attributes) {
      guard attribute.count <= 11 else { continue }
      // Nothing longer than this in a class, a role or a style decides anything.
      let text = String(decoding: bytes[value.prefix(400)], as: UTF8.self).lowercased()
      switch String(decoding: bytes[attribute], as: UTF8.self).lowercased() {
      case "hidden": hints.insert(.hidden)
      // A picture is hidden from readers aloud where its formula stands beside it in MathML, and is seen all
      // the same.
      case "aria-hidden" where text == "true" && name != "img": hints.insert(.hidden)
      case "style":
        let style = text.filter { $0 != " " }
        if style.contains("display:none") || style.contains("visibility:hidden") { hints.insert(.hidden) }
        if style.contains("display:block") || style.contains("display:table-cell") { hints.insert(.apart) }
      case "role", "epub:type": for word in text.split(separator: " ") { hints.formUnion(role(word)) }
      case "itemprop" where text == "articlebody": hints.insert(.article)
      case "itemprop" where text == "headline": hints.insert(.title)
      case "class":
        for word in text.split(whereSeparator: \.isWhitespace) { hints.formUnion(named(word)) }
        // The name of a wrapper around a whole page, too, which holds formulas.
        let isDisplay = text.contains("_display")
        if name != "span", name != "div" || !isDisplay { hints.remove(.rendered) }
        // A comment is marked up as an article is.
        if name == "article", text.hasPrefix("comment") { hints.remove(.article) }
      case "id": hints.formUnion(named(Substring(text)))
      case "type" where text == "cite" && name == "blockquote": hints.insert(.note)
      case "href" where text.hasPrefix("#") && name == "a": hints.insert(.localLink)
      default: break
      }
    }
    if hints.contains(.caption), !["div", "p", "span", "small", "em", "i", "cite", "dd"].contains(name) {
      hints.remove(.caption)
    }
    // What MediaWiki hides from the eye, where a picture is, is the formula in MathML.
    if hints.contains(.formula) { hints.remove(.hidden) }
    return hints
  }

  private static func role(_ word: Substring) -> HTMLHints {
    switch word {
    case "main": .main
    case "article": .article
    case "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "dialog",
      "alertdialog",
      "doc-toc", "toc", "doc-pagelist", "page-list", "doc-pagebreak", "pagebreak":
      .landmark
    case "complementary": .boilerplate
    case "doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "footnotes", "endnote", "endnotes",
      "rearnote",
      "rearnotes":
      .note
    case "doc-bibliography", "bibliography", "doc-biblioentry", "biblioentry": .bibliography
    case "doc-abstract", "abstract": .abstract
    case "doc-noteref", "noteref": .mark
    case "doc-backlink", "backlink": [.mark, .backlink]
    default: []
    }
  }

  private static func named(_ word: Substring) -> HTMLHints {
    let parts = word.split { $0 == "-" || $0 == "_" || $0 == ":" || $0 == "." }
    guard let first = parts.first, let last = parts.last else { return [] }
    var hints: HTMLHints = []
    let joined = parts.joined()
    switch joined {
    case "visuallyhidden", "sronly", "screenreadertext", "offscreen", "displaynone", "skiplink", "mwjumplink":
      hints.insert(.hidden)
    case "cookiebanner", "mwheadbase", "mwpanel": hints.insert(.boilerplate)
    case "maincontent", "mwcontenttext", "contentmain": hints.insert(.main)
    case "articlebody", "entrycontent", "postcontent", "articlecontent", "storybody", "postbody":
      hints.insert(.article)
    case "reference" where parts.count == 1: hints.insert(.mark)
    case "headerlink", "headinglink", "headeranchor", "headinganchor", "anchorlink", "anchorjslink",
      "hashlink", "permalink", "selflink", "sectionlink", "directlink":
      hints.insert(.permalink)
    case "anchor" where parts.count == 1: hints.insert(.permalink)
    case "mwcitebacklink": hints.formUnion([.mark, .backlink])
    case "mwemathmathmla11y": hints.insert(.formula)
    case "mathjaxpreview": hints.insert(.preview)
    case "mathjax", "mathjaxdisplay", "mathjaxsvg", "mathjaxsvgdisplay", "mathjaxchtml", "mjxchtml":
      hints.insert(.rendered)
    case "entrytitle", "posttitle", "articletitle", "storytitle", "contenttitle", "singletitle":
      hints.insert(.title)
    case "references", "reflist", "refs", "referencelist", "workscited", "citationlist":
      hints.insert(.bibliography)
    case "byline", "dateline", "author", "authors", "published", "timestamp", "postmeta", "entrymeta",
      "articlemeta",
      "pubdate":
      hints.insert(.metadata)
    case "sidenote", "marginnote", "footnotetext": hints.insert(.note)
    // What mail programs put around the text that is answered to, and around signatures.
    case "gmailquote", "gmailattr", "gmailsignature", "mozciteprefix", "mozsignature", "yahooquoted",
      "protonmailquote", "protonmailsignatureblock", "divrplyfwdmsg", "olksrcbodysection", "tutanotaquote":
      hints.insert(.note)
    default: break
    }
    if parts.contains(where: { $0.hasPrefix("footnote") || $0.hasPrefix("endnote") }) || first == "fn" {
      let isMark =
        first == "fnref" || ["backref", "back"].contains(last)
        || ["ref", "reference", "anchor", "call", "marker", "link"].contains(last)
        || first.hasSuffix("ref")
      hints.insert(isMark ? .mark : .note)
      if ["backref", "back", "backlink"].contains(last) { hints.formUnion([.mark, .backlink]) }
    }
    if parts.contains(where: { $0 == "bibliography" || $0 == "biblio" }) { hints.insert(.bibliography) }
    if parts.contains("abstract") { hints.insert(.abstract) }
    if parts.contains(where: { $0.hasSuffix("caption") || $0 == "captiontext" }),
      !["no", "has", "with", "without"].contains(first),
      !["credit", "link", "icon", "button", "toggle", "box", "track"].contains(last)
    {
      hints.insert(.caption)
    }
    if parts.contains(where: { ["poem", "verse", "stanza", "lyrics", "poetry"].contains($0) }) {
      hints.insert(.verse)
    }
    hints.formUnion(HTMLNames.around(parts))
    return hints
  }
}
