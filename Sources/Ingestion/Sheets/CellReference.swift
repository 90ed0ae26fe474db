/// A cell's name, `B7`: its column and its row.
struct CellReference {
  /// From 0.
  var column: Int
  /// From 1.
  var row: Int

  /// The first cell that `text` names, `B7` or `$B$7:C9`.
  init?(_ text: some StringProtocol) {
    var letters = 0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A:
        guard digits == 0, letters < 100_000 else { return nil }
        letters = letters * 26 + Int(byte & 0x1F)
      case 0x30...0x39:
        guard digits < 100_000_000 else { return nil }
        digits = digits * 10 + Int(byte & 0xF)
      case 0x24: continue
      default:
        guard byte == 0x3A else { return nil }
        self.init(letters, digits)
        return
      }
    }
    self.init(letters, digits)
  }

  private init?(_ letters: Int, _ digits: Int) {
    guard letters > 0, digits > 0 else { return nil }
    (column, row) = (letters - 1, digits)
  }
}
