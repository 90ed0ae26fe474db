/// Parallel readings: of one place in a text one is read, never none and never two.
///
/// TEI offers them as `choice` (`sic` and `corr`, `orig` and `reg`, `abbr` and `expan`, several `unclear`)
/// and as `app` (`lem` and `rdg`, each by its witnesses). The regularized reading and the lemma are read
/// unless the caller asks for the original spelling or for a witness; where none of these is there, the
/// first.
extension XMLExtractor {
  private struct Reading {
    var name: String
    var witnesses: Set<String>
    /// Number of the element.
    var element: Int
  }

  /// Number of the child that is read in the element whose start tag is `token`; -1 where there is none.
  func chosenReading(in token: MarkupToken) -> Int {
    let readings = readings(in: token)
    if let witness = options.witness {
      let name = witness.hasPrefix("#") ? String(witness.dropFirst()) : witness
      if let reading = readings.first(where: { $0.witnesses.contains(name) }) { return reading.element }
    }
    let preferred =
      options.spelling == .original
      ? ["orig", "sic", "abbr", "lem"] : ["reg", "corr", "expan", "lem"]
    for name in preferred {
      if let reading = readings.first(where: { $0.name == name }) { return reading.element }
    }
    // An original form is read last where others are there, as `seg` beside `sic`.
    let other: Set<String> =
      options.spelling == .original ? ["reg", "corr", "expan"] : ["orig", "sic", "abbr"]
    return (readings.first { !other.contains($0.name) } ?? readings.first)?.element ?? -1
  }

  /// The children of the element, with the witnesses of everything in them.
  private func readings(in token: MarkupToken) -> [Reading] {
    guard token.kind == .startTag else { return [] }
    var readings: [Reading] = []
    var scanner = self.scanner
    var depth = 0
    var element = ordinal
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        let witnesses = TagAttributes.value(of: "wit", in: token, bytes).map(bytes.string) ?? ""
        let names = witnesses.split(whereSeparator: \.isWhitespace).map { String($0.drop { $0 == "#" }) }
        if depth == 0 {
          let name = bytes.string(token.inner).split(separator: ":").last ?? ""
          if !["note", "witDetail", "wit", "lb", "pb"].contains(name) {
            readings.append(Reading(name: String(name), witnesses: Set(names), element: element))
          }
        } else if !readings.isEmpty {
          readings[readings.count - 1].witnesses.formUnion(names)
        }
        element += 1
        if token.kind == .startTag { depth += 1 }
      case .endTag:
        if depth == 0 { return readings }
        depth -= 1
      default: break
      }
    }
    return readings
  }
}
