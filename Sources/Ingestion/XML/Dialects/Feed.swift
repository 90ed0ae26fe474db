extension Dialect {
  /// RSS 0.9 to 2, RSS 1 (RDF), Atom, and WordPress's exports, which are RSS with an extension.
  ///
  /// What an entry says in full is its body; beside that, its summary is an abstract.
  static let feed = Dialect(
    .feed, identifiers: ["guid", "id", "@rdf:about"],
    [
      ("rss RDF feed", .structure()),
      ("channel", .structure(.metadata)),
      ("channel/title feed/title", .htmlTitle),
      ("channel/description feed/subtitle feed/tagline", .html(.metadata)),
      ("item entry", .section(Block.Role.body)),
      // Before the rules of elements that have the same names without a prefix.
      ("media:title itunes:title", .skip),
      ("item/title", .htmlTitle),
      ("entry/title@type=html entry/title@type=text/html", .htmlTitle),
      ("entry/title", .title),

      ("item/description", .html()),
      ("content:encoded", .html()),
      ("excerpt:encoded", .html(.abstract)),
      ("content@type=html content@type=text/html", .html(.body)),
      ("summary@type=html summary@type=text/html", .html(.abstract)),
      ("content@type=xhtml", .structure(.body)),
      ("summary@type=xhtml", .structure(.abstract)),
      ("media:content", .structure()),
      ("media:description", ElementRule(.plainText)),
      ("media:thumbnail media:community media:credit media:rating media:category", .skip),
      ("summary", ElementRule(.plainText, .abstract)),
      ("itunes:summary itunes:subtitle itunes:author itunes:keywords", .paragraph(.metadata)),
      ("content", ElementRule(.plainText, .body)),

      ("author contributor", .paragraph(.metadata)),
      ("author/name contributor/name", .field),
      ("author/uri author/email contributor/uri contributor/email", .skip),
      ("creator category pubDate published updated date modified issued rights", .paragraph(.metadata)),
      ("copyright dc:subject dc:publisher dc:contributor dc:coverage", .paragraph(.metadata)),
      ("podcast:person podcast:location", .paragraph(.metadata)),
      ("language lastBuildDate generator managingEditor webMaster", .paragraph(.metadata)),
      ("itunes:duration itunes:explicit itunes:episode itunes:season itunes:episodeType itunes:image", .skip),
      ("itunes:owner itunes:block itunes:order itunes:isClosedCaptioned itunes:new-feed-url", .skip),
      ("podcast:season podcast:episode podcast:guid podcast:locked podcast:license podcast:medium", .skip),
      // Counts, places on the globe and identifiers.
      ("dc:identifier dc:language dc:type dc:format dc:source dc:relation", .skip),
      ("thr:total thr:in-reply-to", .skip),
      ("georss:point georss:box georss:line georss:polygon geo:lat geo:long", .skip),
      ("yt:videoId yt:channelId wfw:comment creativeCommons:license cc:license feedburner:info", .skip),
      ("link guid id comments enclosure source image textinput docs cloud ttl logo icon items", .skip),
      ("commentRss slash:comments slash:hit_parade slash:section slash:department", .skip),
      ("origLink group-id", .skip),

      ("wp:comment", .structure(.note)),
      ("comment_content", .html(.note)),
      ("comment_author", .paragraph(.metadata)),
      ("wp:post_id wp:post_date wp:post_date_gmt wp:post_modified wp:post_modified_gmt", .skip),
      ("wp:comment_status", .skip),
      ("wp:ping_status wp:post_name wp:status wp:post_parent wp:menu_order wp:post_type", .skip),
      ("wp:post_password", .skip),
      ("wp:is_sticky wp:attachment_url wp:postmeta wp:comment_id wp:comment_author_email", .skip),
      ("wp:commentmeta", .skip),
      ("wp:comment_author_url wp:comment_author_IP wp:comment_date wp:comment_date_gmt", .skip),
      ("wp:comment_type", .skip),
      ("wp:comment_approved wp:comment_parent wp:comment_user_id wp:author wp:category wp:tag", .skip),
      ("wp:term", .skip),
      ("wxr_version base_site_url base_blog_url", .skip),
    ]
  ).extending(xhtml)

  /// What an entry says twice is told apart from its text: the beginning of it, or all of it, that stands
  /// once more as its summary, and the line that a blog's program adds to the ends of both.
  static func demoteExcerpts(_ blocks: inout [Block], of text: String) {
    let bytes = Array(text.utf8)
    func content(_ block: Int) -> ArraySlice<UInt8> { bytes[blocks[block].textRange] }
    func opening(_ block: Int) -> ArraySlice<UInt8> { content(block).prefix(48).drop { $0 <= 0x20 } }
    var entries: [Substring: (summary: [Int], content: [Int])] = [:]
    var spoken: [(entry: Substring, block: Int)] = []
    for (index, block) in blocks.enumerated() where block.kind != .title {
      let path = block.elementPath
      guard let start = path.range(ofLast: "/item[") ?? path.range(ofLast: "/entry["),
        let end = path[start.upperBound...].firstIndex(of: "]")
      else { continue }
      let inside = path[end...].dropFirst()
      if ["/description[", "/summary[", "/excerpt:encoded["].contains(where: { inside.hasPrefix($0) }) {
        entries[path[...end], default: ([], [])].summary.append(index)
      } else if inside.hasPrefix("/content:encoded[") || inside.hasPrefix("/content[") {
        entries[path[...end], default: ([], [])].content.append(index)
      } else if inside.hasPrefix("/itunes:summary[") {
        spoken.append((path[...end], index))
      }
    }
    // An episode may say nothing of itself but this.
    for (entry, block) in spoken where entries[entry] == nil { blocks[block].role = .body }
    for entry in entries.values {
      for last in [entry.summary.last, entry.content.last] {
        if let last, isSourceLine(content(last)) { blocks[last].role = .metadata }
      }
      guard let first = entry.content.first(where: { blocks[$0].kind != .heading }) else { continue }
      let begins = opening(first).prefix(32)
      let whole = Set(entry.content.map(content))
      for index in entry.summary {
        guard !isSourceLine(content(index)) else { continue }
        let isCopy =
          begins.count >= 16 && opening(index).starts(with: begins) || whole.contains(content(index))
        blocks[index].role = isCopy ? .metadata : .abstract
      }
      // Ends that are alike behind what is not: of a copy all is alike.
      let ends = zip(entry.summary.suffix(2), entry.content.suffix(2)).map { ($0, $1) }
      if ends.count == 2, entry.content.count > 2, content(ends[1].0) == content(ends[1].1),
        content(ends[0].0) != content(ends[0].1), content(ends[1].1).count < 400
      {
        blocks[ends[1].1].role = .metadata
      }
    }
  }

  /// How the line begins and goes on that WordPress adds to what it sends: "The post … appeared first on …".
  private static let sourceLines = [
    ("The post ", " appeared first on "), ("The article ", " appeared first on "),
    ("Der Beitrag ", " erschien zuerst auf "), ("Der Artikel ", " erschien zuerst auf "),
    ("L’article ", " est apparu en premier sur "), ("L'article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "), ("La entrada ", " apareció primero en "),
    ("L'articolo ", " proviene da "), ("L’articolo ", " proviene da "),
    ("O post ", " apareceu primeiro em "), ("O conteúdo ", " aparece primeiro em "),
    ("Het bericht ", " verscheen eerst op "), ("Inlägget ", " dök först upp på "),
    ("Artykuł ", " pochodzi z serwisu "), ("Сообщение ", " появились сначала на "),
    ("投稿 ", " に最初に表示されました"),
  ]

  private static func isSourceLine(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count < 600 else { return false }
    let text = String(decoding: text, as: UTF8.self)
    return sourceLines.contains { text.hasPrefix($0.0) && text.contains($0.1) }
  }
}

extension String {
  /// Where `part` stands last.
  fileprivate func range(ofLast part: String) -> Range<Index>? {
    var at = endIndex
    while let slash = self[..<at].lastIndex(of: "/") {
      if self[slash...].hasPrefix(part) { return slash..<index(slash, offsetBy: part.count) }
      at = slash
    }
    return nil
  }
}
