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
    let inner = found[min(link.foundBefore, found.count)...]
    var caption: Range<Int>?
    for (index, bar) in link.bars.enumerated() {
      let stop = index + 1 < link.bars.count ? link.bars[index + 1] : end - 2
      guard bar + 1 < stop, !isOption(bytes.string(bar + 1..<stop)) else { continue }
      caption = bar + 1..<stop
    }
    if let caption {
      captions.append(
        Caption(
          range: caption,
          markup: inner.filter {
            caption.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= caption.upperBound
          }
        ))
    }
    found.removeSubrange(inner.indices)
    drop(link.start..<end)
  }
}
