/// Gives each record a file name that no other has, the same in every run over the same input.
struct OutputNames {
  private var taken: Set<UInt64> = []

  /// The name for `id`: its path below the output folder, with what no file name can hold replaced.
  ///
  /// Nothing leads out of the folder, and nothing hides in it. A name that is taken gets `~2`, `~3` …
  mutating func name(for id: String) -> String {
    let parts = id.split(separator: "/").map(Self.component)
    let base = parts.isEmpty ? "record" : parts.joined(separator: "/")
    var name = base
    var number = 1
    while !taken.insert(Self.hash(name)).inserted {
      number += 1
      name = "\(base)~\(number)"
    }
    return name
  }

  private static func component(_ part: Substring) -> String {
    var text = ""
    for scalar in part.unicodeScalars {
      let isPlain =
        scalar.value >= 0x20 && scalar.value != 0x7F && !"\\:*?\"<>|".unicodeScalars.contains(scalar)
      text.unicodeScalars.append(isPlain ? scalar : "_")
    }
    if text.hasPrefix(".") { text = "_" + text.dropFirst() }
    guard text.utf8.count > 150 else { return text }
    var head = ""
    for character in text where head.utf8.count + character.utf8.count <= 130 { head.append(character) }
    return head + "-" + String(hash(String(part)), radix: 16)
  }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
