/// Sections, title and roles, once all blocks are known.
struct PDFOutline {
  private(set) var blocks: [Block] = []
  private(set) var sections: [Section] = []
  private(set) var title: String?

  /// - Parameter declared: the title that the file declares, used where no heading looks like one.
  init(_ drafts: [PDFAssembler.DraftBlock], text: [UInt8], body: Float, declared: String?) {
    let titleIndex = Self.title(drafts)
    let bylines = PDFByline.find(drafts, text: text, title: titleIndex)
    let drafts = drafts.enumerated().map { index, draft in
      var draft = draft
      if bylines.contains(index) { (draft.kind, draft.role) = (.paragraph, .front) }
      return draft
    }
    let levels = Self.levels(drafts, except: titleIndex)
    let depths = Self.depths(drafts, except: titleIndex)
    let paths = PathTable()
    var open: [Int] = []
    var isFront = titleIndex != nil
    for (index, draft) in drafts.enumerated() {
      let content = text[draft.range]
      let path = "/page[\(draft.page)]/p[\(draft.number)]"
      var block = Block(
        kind: draft.kind, role: draft.role, textRange: draft.range, path: paths.store(path),
        section: open.last, cell: draft.cell)
      if index == titleIndex {
        block.kind = .title
        block.role = .front
        title = String(decoding: content, as: UTF8.self)
      } else if draft.kind == .heading {
        isFront = false
        let heading = String(decoding: content, as: UTF8.self)
        let level =
          draft.outlineDepth ?? depths.level(draft.height) ?? Self.level(heading, draft.height, levels, body)
        // An abstract has no numbered sections: they are the text's.
        let isNumbered = PDFHeading.depth(heading.prefix { $0 != " " }) > 0
        while let last = open.last,
          sections[last].level >= level || isNumbered && sections[last].role == .abstract
        {
          open.removeLast()
        }
        let parent = open.last
        let role = SectionRole.named(heading) ?? parent.map { sections[$0].role } ?? .body
        sections.append(
          Section(heading: heading, level: level, blocks: index..<index, parent: parent, role: role)
        )
        open.append(sections.count - 1)
        block.section = open.last
        block.role = role
      } else if draft.role == .body {
        block.role = open.last.map { sections[$0].role } ?? .body
        if open.isEmpty, isFront, draft.page == 1, draft.kind == .paragraph, Self.isByline(content) {
          block.role = .front
        } else if Self.isAbstract(content), draft.page == 1, draft.kind == .paragraph {
          block.role = .abstract
        }
      }
      for section in open {
        sections[section].blocks = sections[section].blocks.lowerBound..<index + 1
      }
      blocks.append(block)
    }
    title = title ?? declared.flatMap(Self.plausible)
  }

  /// The largest heading of the first page that has any, where it is larger than all others.
  private static func title(_ drafts: [PDFAssembler.DraftBlock]) -> Int? {
    let headings = drafts.indices.filter { drafts[$0].kind == .heading }
    guard let first = headings.first, drafts[first].page <= 2,
      let best = headings.filter({ drafts[$0].page == drafts[first].page }).max(by: {
        (drafts[$0].height, $1) < (drafts[$1].height, $0)
      })
    else { return nil }
    let others = headings.filter { $0 != best && drafts[$0].page == drafts[best].page }.map {
      drafts[$0].height
    }.max()
    let everywhere = headings.filter { $0 != best }.map { drafts[$0].height }.max() ?? 0
    guard
      drafts[best].height > everywhere * 1.02
        || best == first && others == nil && drafts.count > 1
          && drafts[best].height >= everywhere * 1.02
    else { return nil }
    return best
  }

  /// Heights of headings by rank, those that differ by less than 4 % together.
  private static func levels(_ drafts: [PDFAssembler.DraftBlock], except title: Int?) -> [Float] {
    let heights = drafts.indices.filter { drafts[$0].kind == .heading && $0 != title }.map {
      drafts[$0].height
    }
    var result: [Float] = []
    for height in heights.sorted(by: >) where result.last.map({ height < $0 * 0.96 }) ?? true {
      result.append(height)
    }
    return result
  }

  /// How deep headings of each height stand in the declared outline.
  private struct Depths {
    var byHeight: [(height: Float, depth: Int)] = []

    /// The depth of a heading that the outline does not name: that of its like, else below all that it names.
    func level(_ height: Float) -> Int? {
      guard !byHeight.isEmpty else { return nil }
      if let like = byHeight.min(by: { abs($0.height - height) < abs($1.height - height) }),
        abs(like.height - height) < 0.04 * height
      {
        return like.depth
      }
      let larger = byHeight.filter { $0.height > height }.map(\.depth).max()
      return larger.map { $0 + 1 } ?? 1
    }
  }

  private static func depths(_ drafts: [PDFAssembler.DraftBlock], except title: Int?) -> Depths {
    var result = Depths()
    for (index, draft) in drafts.enumerated() where index != title {
      guard let depth = draft.outlineDepth, !result.byHeight.contains(where: { $0.height == draft.height })
      else { continue }
      result.byHeight.append((draft.height, depth))
    }
    return result
  }

  private static func level(
    _ heading: String, _ height: Float, _ levels: [Float], _ body: Float
  )
    -> Int
  {
    let rank = levels.firstIndex { height >= $0 * 0.96 } ?? max(0, levels.count - 1)
    // Headings as large as the text tell their depth by their number.
    let depth =
      height < body * 1.12 ? max(1, PDFHeading.depth(heading.prefix { $0 != " " })) - 1 : 0
    return rank + depth + 1
  }

  private static func isByline(_ content: ArraySlice<UInt8>) -> Bool {
    content.count < 200 && content.last != 0x2E
  }

  private static func isAbstract(_ content: ArraySlice<UInt8>) -> Bool {
    let start = String(decoding: content.prefix(16), as: UTF8.self).lowercased()
    guard start.hasPrefix("abstract") else { return false }
    return start.dropFirst(8).first.map { ".:—–- ".contains($0) } ?? false
  }

  /// Titles that a program made from a file's name are none.
  private static func plausible(_ title: String) -> String? {
    let words = title.split(whereSeparator: \.isWhitespace)
    let lower = title.lowercased()
    guard words.count >= 2, !lower.hasPrefix("microsoft "), !lower.hasPrefix("untitled"),
      !lower.contains(".doc"), !lower.contains(".tex"), !lower.contains(".indd"),
      !lower.contains(".dvi")
    else { return nil }
    return words.joined(separator: " ")
  }
}
