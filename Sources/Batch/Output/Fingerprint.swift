import Platform

/// Short names for settings.
enum Fingerprint {
  /// 64 hexadecimal digits that change when any of `parts` does.
  static func text(_ parts: [String]) -> String {
    let hash = SHA256()
    for part in parts {
      hash.update(part)
      hash.update([0])
    }
    return hash.finishHexadecimal()
  }
}
