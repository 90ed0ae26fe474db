/// Gives each record a file name that no other has, the same in every run over the same input.
///
/// Names are kept as hashes of 64 bits, so that millions of them stay small.
package struct OutputNames {
  private var files: Set<UInt64> = []
  /// How many names begin below a folder, by the folder.
  private var folders: [UInt64: Int] = [:]
  /// The number that a name taken again gets next.
  private var nextNumber: [UInt64: Int] = [:]
  private let suffix: String

  /// Longest name below the output folder in bytes; the system's limit for a whole path is 4,096.
  static let longest = 1024

  /// - Parameter suffix: what every name ends in.
  package init(suffix: String) { self.suffix = suffix }

  /// The name for `id`: its path below the output folder, with what no file name can hold replaced.
  ///
  /// Nothing leads out of the folder, and nothing hides in it. A name that is taken gets `~2`, `~3` …, and so
  /// does a folder where a file has its name already, and a file whose name a folder has. What is too long is
  /// shortened, with a hash of what it was.
  package mutating func name(for id: String) -> String {
    var parts = id.split(separator: "/").map(Self.component)
    let last = parts.popLast() ?? "record"
    if parts.reduce(last.utf8.count, { $0 + $1.utf8.count + 1 }) + suffix.utf8.count + 24 > Self.longest {
      var room = Self.longest / 2
      let head = parts.prefix { part in
        room -= part.utf8.count + 1
        return room > 0
      }
      parts = head + ["~" + String(Self.hash(id), radix: 16)]
    }
    var folder = ""
    for part in parts {
      folder = Self.numbered(folder + part) { !files.contains(Self.hash($0)) } + "/"
    }
    let base = folder + last
    let key = Self.hash(base)
    var number = nextNumber[key] ?? 1
    var name = base + suffix
    while true {
      name = (number == 1 ? base : "\(base)~\(number)") + suffix
      number += 1
      let hash = Self.hash(name)
      if folders[hash] == nil, files.insert(hash).inserted { break }
    }
    nextNumber[key] = number
    Self.forEachFolder(of: name) { folders[$0, default: 0] += 1 }
    return name
  }

  /// Gives a name back that could not be used; the last one that was given for its record.
  package mutating func forget(_ name: String, of id: String) {
    files.remove(Self.hash(name))
    Self.forEachFolder(of: name) { folder in
      if let count = folders[folder] { folders[folder] = count > 1 ? count - 1 : nil }
    }
    // The next one with this name tries all numbers, as a run that never had this one would.
    let base = name.dropLast(suffix.utf8.count)
    nextNumber[Self.hash(String(base))] = nil
    if let tilde = base.lastIndex(of: "~") { nextNumber[Self.hash(String(base[..<tilde]))] = nil }
  }

  private static func numbered(_ base: String, isFree: (String) -> Bool) -> String {
    var name = base
    var number = 1
    while !isFree(name) {
      number += 1
      name = "\(base)~\(number)"
    }
    return name
  }

  /// Calls `body` with the hash of each folder on the way to `name`.
  private static func forEachFolder(of name: String, _ body: (UInt64) -> Void) {
    var hash = seed
    for byte in name.utf8 {
      if byte == UInt8(ascii: "/") { body(hash) }
      hash = step(hash, byte)
    }
  }

  private static func component(_ part: Substring) -> String {
    var text = ""
    for scalar in part.unicodeScalars {
      let isPlain =
        scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value)
        && !"\\:*?\"<>|".unicodeScalars.contains(scalar)
      text.unicodeScalars.append(isPlain ? scalar : "_")
    }
    if text.hasPrefix(".") { text = "_" + text.dropFirst() }
    guard text.utf8.count > 150 else { return text }
    var head = ""
    for scalar in text.unicodeScalars {
      guard head.utf8.count + UTF8.width(scalar) <= 130 else { break }
      head.unicodeScalars.append(scalar)
    }
    return head + "-" + String(hash(String(part)), radix: 16)
  }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 { text.utf8.reduce(seed, step) }
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}
