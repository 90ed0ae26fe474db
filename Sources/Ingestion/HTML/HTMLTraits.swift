/// What an element's name says about how its content is read.
struct HTMLTraits {
  /// How the element is laid out.
  enum Display { case inline, block, void, skipped }

  var display: Display
  /// Kind of the blocks made of text directly in it.
  var kind: Block.Kind = .paragraph
  /// 1 to 6 for `h1` to `h6`.
  var headingRank = 0

  init(_ name: String) {
    switch name {
    case "h1", "h2", "h3", "h4", "h5", "h6":
      display = .block
      kind = .heading
      headingRank = Int(name.utf8.last ?? 0x31) - 0x30
    case "li", "dt", "dd":
      display = .block
      kind = .listItem
    case "td", "th":
      display = .block
      kind = .tableCell
    case "figcaption", "caption":
      display = .block
      kind = .caption
    case "pre", "listing":
      display = .block
      kind = .preformatted
    case "address", "article", "aside", "blockquote", "body", "center", "details", "dir", "div", "dl",
      "fieldset",
      "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "ol", "p", "search",
      "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul":
      display = .block
    case "br", "hr", "wbr", "img": display = .void
    case "annotation", "annotation-xml", "applet", "area", "audio", "base", "button", "canvas", "col",
      "colgroup", "datalist", "embed", "head", "input", "link", "map", "meta", "meter", "nav", "object",
      "optgroup", "option", "output", "param", "progress", "rp", "rt", "rtc", "select", "source", "svg",
      "template", "track", "video":
      display = .skipped
    default: display = .inline
    }
  }

  /// Whether the name is a block's although its content is not read.
  static func isSkippedBlock(_ name: String) -> Bool {
    ["nav", "head", "template", "colgroup", "object", "video", "canvas"].contains(name)
  }
}
