/// How a ``ResultPage`` looks.
enum PageStyle {
  /// `--s` is a sentence's salience and `--w` a word's share of attention, both from 0 to 1. They come in
  /// eleven steps, as classes: a page whose only styles are these can be shown under a content security
  /// policy that names them by their hash.
  static let css = base + steps("s") + steps("w")

  /// `sha256-…` of `css` as it stands between the tags.
  static let hash = ContentHash.source("\n" + css + "\n")

  /// The class of a value from 0 to 1.
  static func step(_ letter: String, _ value: Double) -> String {
    "\(letter)\(Int((min(max(value.isFinite ? value : 0, 0), 1) * 10).rounded()))"
  }

  /// What a page begins with, up to its body. The title is escaped already.
  ///
  /// - Parameter pictures: whether pictures stand in the page.
  static func head(title: String, language: String = "en", pictures: Bool = false) -> String {
    """
    <!doctype html>
    <html lang="\(language.escapedForMarkup)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(hash)'\(pictures ? "; img-src data:" : "")">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="Peruse \(peruseVersion)">
    <title>\(title)</title>
    <style>
    \(css)
    </style>
    </head>
    """
  }

  private static func steps(_ letter: String) -> String {
    (0...10).map { ".\(letter)\($0){--\(letter):\($0 == 10 ? "1" : ".\($0)")}" }.joined()
  }

  private static let base = """
    :root { color-scheme: light dark; --page: #fdfcf9; --ink: #1d1f21; --soft: #5c6268; --line: #dcd8cf;
      --mark: #ffedb0; --markInk: #1d1f21; --word: 176 78 0; --salience: 31 95 166; --link: #1a5fa6 }
    @media (prefers-color-scheme: dark) {
      :root { --page: #14171a; --ink: #e4e6e8; --soft: #a0a7ae; --line: #343a40;
        --mark: #4a3d12; --markInk: #fff6dc; --word: 255 176 92; --salience: 112 178 246; --link: #8cc1fb } }
    * { box-sizing: border-box }
    body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 44rem; background: var(--page); color: var(--ink);
      font: 1.0625rem/1.7 "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif;
      overflow-wrap: break-word; hyphens: auto }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; text-wrap: balance }
    h2 { font-size: 1.2rem; margin: 2.4rem 0 .8rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line) }
    h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem }
    p { margin: 0 0 1em }
    a { color: var(--link) }
    .meta, .legend, footer, figcaption, .caption, .cell, cite, .note, table, details > summary {
      font: .875rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: var(--soft) }
    .chosen { padding-left: 1.4rem; margin: 0 }
    .chosen li { margin-bottom: .7em; padding-left: .2rem }
    .chosen a.n { font: .75rem system-ui, sans-serif; vertical-align: super; text-decoration: none }
    .chosen q { display: block; quotes: none; color: var(--soft) }
    cite { font-style: normal }
    .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: 2rem 0 0 }
    .s { text-decoration: underline solid rgb(var(--salience) / calc(.08 + .92 * var(--s))); text-underline-offset: .24em;
      text-decoration-thickness: calc(.06em + .12em * var(--s)); text-decoration-skip-ink: none }
    mark.k { background: var(--mark); color: var(--markInk); border-radius: .2em; padding: .12em .1em;
      -webkit-box-decoration-break: clone; box-decoration-break: clone }
    .w { background: rgb(var(--word) / calc(.45 * var(--w))); border-radius: .15em }
    .x { color: var(--soft) }
    :target { outline: 2px solid var(--link); outline-offset: .15em; border-radius: .2em; scroll-margin: 4rem }
    .item { padding-left: 1.2rem; text-indent: -.9rem } .item::before { content: "• " }
    .cell { margin: 0 0 .2em } pre { overflow-x: auto; font-size: .85rem; line-height: 1.45 }
    .verse { margin: 0; padding-left: 1.5rem }
    details { margin: 1.5rem 0 } details > summary { cursor: pointer }
    .scroll { overflow-x: auto } table { border-collapse: collapse; margin-top: .6rem; font-variant-numeric: tabular-nums }
    th, td { text-align: right; padding: .15rem .6rem; border-bottom: 1px solid var(--line); font-weight: normal }
    th:first-child, td.t { text-align: left }
    thead th { font-weight: 600; white-space: nowrap } tr.k td, tr.k th { color: var(--ink); font-weight: 600 }
    figure { margin: 1.2rem 0 } svg { max-width: 100%; height: auto } svg text { fill: var(--ink); font: 11px system-ui, sans-serif }
    svg .bar { fill: rgb(var(--salience)) } svg .bar2 { fill: rgb(var(--word)) } svg .axis { stroke: var(--line) }
    svg .ink { fill: var(--ink) } svg .heat { fill: rgb(var(--word)) } svg .link { stroke: rgb(var(--salience)); fill: none }
    .page { margin: 0 0 1.5rem } .page svg { display: block; width: 100%; height: auto; border: 1px solid var(--line) }
    .page rect { fill: #ffd23f; fill-opacity: .45; mix-blend-mode: multiply } .page a:hover rect { fill-opacity: .7 }
    footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; overflow-wrap: anywhere }
    @media print { body { max-width: none } details { display: none } }

    """
}
