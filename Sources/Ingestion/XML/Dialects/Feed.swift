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
      ("item/title", .htmlTitle),
      ("entry/title@type=html entry/title@type=text/html", .htmlTitle),
      ("entry/title", .title),
      ("media:title itunes:title", .skip),

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
      ("copyright", .paragraph(.metadata)),
      ("language lastBuildDate generator managingEditor webMaster", .paragraph(.metadata)),
      ("itunes:duration itunes:explicit itunes:episode itunes:season itunes:episodeType itunes:image", .skip),
      ("itunes:owner itunes:block", .skip),
      ("link guid id comments enclosure source image textinput docs cloud ttl logo icon items", .skip),
      ("commentRss slash:comments origLink group-id", .skip),

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

  /// Entries in which the beginning of the text stands a second time as its summary: that copy plays no part.
  static func demoteExcerpts(_ blocks: inout [Block], of text: String) {
    let bytes = Array(text.utf8)
    func opening(_ block: Int) -> ArraySlice<UInt8> {
      bytes[blocks[block].textRange].prefix(48).drop { $0 <= 0x20 }
    }
    var entries: [Substring: (summaries: [Int], content: Int?)] = [:]
    for (index, block) in blocks.enumerated() where block.kind != .title {
      let path = block.elementPath
      guard let start = path.range(ofLast: "/item[") ?? path.range(ofLast: "/entry["),
        let end = path[start.upperBound...].firstIndex(of: "]")
      else { continue }
      let inside = path[end...].dropFirst()
      if ["/description[", "/summary[", "/excerpt:encoded["].contains(where: { inside.hasPrefix($0) }) {
        entries[path[...end], default: ([], nil)].summaries.append(index)
      } else if inside.hasPrefix("/content:encoded[") || inside.hasPrefix("/content["), block.kind != .heading
      {
        if entries[path[...end]]?.content == nil { entries[path[...end], default: ([], nil)].content = index }
      }
    }
    for entry in entries.values {
      guard let content = entry.content else { continue }
      let begins = opening(content).prefix(32)
      for index in entry.summaries {
        blocks[index].role = begins.count >= 16 && opening(index).starts(with: begins) ? .metadata : .abstract
      }
    }
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
