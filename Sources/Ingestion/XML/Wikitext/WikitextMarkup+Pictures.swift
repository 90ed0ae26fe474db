extension WikitextMarkup {
  /// Words that say how a picture is shown, in the languages whose wikis are large.
  static let options: Set<String> = Set(
    """
    thumb thumbnail frame framed frameless border left right center centre none baseline sub super top middle bottom
    text-top text-bottom upright mini miniatur gerahmt rahmenlos rand links rechts zentriert ohne hochkant mitte vignette cadre
    sans_cadre bordure gauche droite centré néant miniaturadeimagen miniatura mini marco sinmarco sin_marco borde izquierda derecha
    centro centrado no ninguna derecho riquadrato senza_cornice bordo sinistra destra nessuno verticale miniatuur omkaderd kaderloos rand gecentreerd
    geen ramka bezramki tło lewo prawo centruj brak мини миниатюра обрамить безрамки граница слева справа центр без
    miniatyr ram ramlös kant vänster höger centrerad ingen stående minyatür sağ sol orta yok サムネイル 右 左 中央 縮圖 缩略图 右侧 섬네일 왼쪽 오른쪽 가운데
    esquerda direita centro nenhum semmoldura commoldura náhled vlevo vpravo
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  static let settings: Set<String> = [
    "alt", "link", "lang", "page", "class", "upright", "hochkant", "verweis", "seite", "lien", "langue",
    "texto", "enlace",
    "alternativtext", "mini", "thumb", "thumbnail", "redresse", "start", "end", "thumbtime", "size", "width",
    "height", "lossy", "verticale", "montant", "vänster",
  ]

  /// Bytes of a part of a picture's link that are looked at for what it is: the names of all settings are
  /// shorter by far, and captions hold pictures that hold captions, so that looking at each whole takes the
  /// square of their length.
  private static let optionBytes = 400

  /// Whether the part `range` of a picture's link says how it is shown.
  func isOption(_ range: Range<Int>) -> Bool { isOption(bytes.string(range.prefix(Self.optionBytes))) }

  /// Whether `text`, one part of a picture's link, says how it is shown.
  func isOption(_ text: String) -> Bool {
    let word = text.withoutOuterSpace.lowercased()
    if word.isEmpty || Self.options.contains(word.split(separator: " ").joined(separator: "_")) {
      return true
    }
    if word.hasSuffix("px"), word.dropLast(2).allSatisfy({ $0.isNumber || $0 == "x" || $0 == " " }) {
      return true
    }
    if let equals = word.firstIndex(of: "=") {
      return Self.settings.contains(String(word[..<equals]).withoutOuterSpace)
    }
    return Self.settings.contains(String(word.prefix { $0 != " " })) && word.contains { $0.isNumber }
  }

  /// Sets the caption of a picture aside.
  mutating func picture(_ link: Open, end: Int) {
    let first = min(link.foundBefore, found.count)
    var caption: Range<Int>?
    for (index, bar) in link.bars.enumerated() {
      let stop = index + 1 < link.bars.count ? link.bars[index + 1] : end - 2
      guard bar + 1 < stop, !isOption(bar + 1..<stop) else { continue }
      caption = bar + 1..<stop
    }
    if let caption {
      captions.append(
        Caption(
          range: caption,
          markup: found[first...].filter {
            caption.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= caption.upperBound
          }
        ))
    }
    // No slice of it is held on to, for which all of it would be copied, for each picture of the page.
    found.removeSubrange(first...)
    drop(link.start..<end)
  }

  // MARK: Galleries

  /// Sets the captions of `<gallery>` aside, a line each, or the one of `<imagemap>`.
  mutating func gallery(_ tag: Range<Int>, _ content: Range<Int>, isMap: Bool) {
    if let name = bytes.find("caption=", in: tag), name.upperBound < tag.upperBound {
      let quote = bytes[name.upperBound]
      if quote == 0x22 || quote == 0x27,
        let end = bytes.firstIndex(of: quote, in: name.upperBound + 1..<tag.upperBound)
      {
        setAside(name.upperBound + 1..<end)
      }
    }
    var start = content.lowerBound
    while start < content.upperBound {
      let end = bytes.firstIndex(of: 0x0A, in: start..<content.upperBound) ?? content.upperBound
      if let bar = bytes.firstIndex(of: 0x7C, in: start..<end) {
        setAside(withoutOptions(bar + 1..<end))
        if isMap { return }
      } else if isMap, start < end, bytes[start] != 0x23 {
        return
      }
      start = end + 1
    }
  }

  /// `range`, what follows a picture's name, without the parts that say how it is shown.
  private func withoutOptions(_ range: Range<Int>) -> Range<Int> {
    var range = range
    func isSetting(_ part: Range<Int>) -> Bool {
      part.count < 200 && !bytes[part].contains { $0 == 0x5B || $0 == 0x7B } && isOption(bytes.string(part))
    }
    while let bar = bytes.firstIndex(of: 0x7C, in: range), isSetting(range.lowerBound..<bar) {
      range = bar + 1..<range.upperBound
    }
    while let bar = bytes[range].lastIndex(of: 0x7C), isSetting(bar + 1..<range.upperBound) {
      range = range.lowerBound..<bar
    }
    return !range.isEmpty && isSetting(range) ? range.upperBound..<range.upperBound : range
  }

  /// Makes `range`, which was not scanned, a block of its own.
  private mutating func setAside(_ range: Range<Int>) {
    let range = trimmed(range)
    guard !range.isEmpty else { return }
    // Templates of the dump's own are not expanded here, so that lines cost what they are long.
    var bare = site
    bare.pages = WikiTemplatePages()
    let inner = WikitextMarkup(UnsafeBufferPointer(rebasing: bytes[range]), site: bare, title: title)
    let items = inner.ranges.map {
      Item(
        range: $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound,
        text: inner.insertions[$0.lowerBound] ?? "")
    }
    for (start, places) in inner.groups {
      groups[start + range.lowerBound] = places.map { ($0.offset + range.lowerBound, $0.text) }
    }
    captions.append(Caption(range: range, markup: items))
  }

  // MARK: Templates

  /// Names of arguments that are blocks of their own, without numbers behind them, by the template's name.
  private static let blockArguments: [String: (kind: Block.Kind, names: Set<String>)] = [
    "multiple image": (.caption, ["header", "caption", "footer"]),
    "multiple images": (.caption, ["caption", "footer"]),
    "gallery": (.caption, ["title", "footer"]), "listen": (.caption, ["description"]),
    "wide image": (.caption, ["caption"]), "location map": (.caption, ["caption"]),
    "panorama": (.caption, ["caption"]), "annotated image": (.caption, ["caption"]),
    "image frame": (.caption, ["caption"]), "css image crop": (.caption, ["description"]),
    "mehrere bilder": (.caption, ["fußzeile", "untertitel", "kopfzeile"]),
    "großes bild": (.caption, ["text"]),
    "episode list": (.paragraph, ["title", "shortsummary"]),
    "episode list/sublist": (.paragraph, ["title", "shortsummary"]),
    "japanese episode list": (.paragraph, ["englishtitle", "shortsummary"]),
    "episodenlisteneintrag": (.paragraph, ["ot", "dt", "zusammenfassung"]),
    "hidden": (.paragraph, ["1", "2", "header", "content"]), "collapse": (.paragraph, ["1", "title"]),
    "math theorem": (.paragraph, ["1", "name", "math_statement", "note"]),
    "math proof": (.paragraph, ["1", "title", "proof"]),
    "boîte déroulante": (.paragraph, ["1", "titre", "contenu"]),
  ]

  /// Sets blocks of their own aside that stand in a template, captions for the most part; false where it has
  /// none.
  mutating func setAside(
    _ name: String, _ arguments: [Argument], _ template: Open, _ whole: Range<Int>
  ) -> Bool {
    guard let (kind, names) = Self.blockArguments[name] else { return false }
    var ranges: [Range<Int>] = []
    for (index, argument) in arguments.enumerated() where !argument.range.isEmpty {
      let isCaption =
        !argument.isNamed && kind == .caption && index > 0
        && !isOption(bytes.string(argument.range.prefix(200)))
        && (name == "gallery" ? !isFileName(argument.range) : index == 2)
      let plain =
        argument.isNamed && argument.name.count > 1
        ? argument.name.prefix { !$0.isNumber } : argument.name[...]
      if isCaption || names.contains(String(plain)) { ranges.append(argument.range) }
    }
    let first = min(template.foundBefore, found.count)
    let inner = Array(found[first...])
    for range in ranges {
      captions.append(
        Caption(
          range: range,
          markup: inner.filter {
            range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound
          }, kind: kind))
    }
    found.removeSubrange(first...)
    drop(whole)
    return true
  }

  private func isFileName(_ range: Range<Int>) -> Bool {
    let text = bytes.string(range.prefix(300))
    if let colon = text.firstIndex(of: ":"), site.files.contains(WikiSite.folded(String(text[..<colon]))) {
      return true
    }
    let ending = text.split(separator: ".").last ?? ""
    return ["jpg", "jpeg", "png", "svg", "gif", "webp", "tif", "tiff", "ogg", "pdf"].contains(
      ending.lowercased())
  }
}
