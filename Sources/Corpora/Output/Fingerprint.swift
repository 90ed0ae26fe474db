import Crypto

/// Short names for settings.
enum Fingerprint {
  /// 64 hexadecimal digits that change when any of `parts` does.
  static func text(_ parts: [String]) -> String {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array(part.utf8))
      hash.update(data: [0])
    }
    return hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
