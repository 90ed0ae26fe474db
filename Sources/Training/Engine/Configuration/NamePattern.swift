/// A pattern for names, in which `*` stands for any characters and `?` for one.
public struct NamePattern: Sendable, Hashable {
  private let pattern: [UInt8]

  /// A pattern.
  public init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

  /// Whether the whole name fits. Takes time in the product of both lengths at most.
  public func fits(_ name: String) -> Bool {
    let name = Array(name.utf8)
    var (p, n) = (0, 0)
    // Where the last star stood, and from where in the name it is tried again.
    var (star, retry) = (-1, 0)
    while n < name.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        (star, retry) = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if star >= 0 {
        retry += 1
        (p, n) = (star + 1, retry)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
