/// ISO-8859-16 (Latin alphabet No. 10, ISO/IEC 8859-16:2001), for which ICU has no table: Romanian with the
/// comma below, and the letters of its neighbours. A file in it is read as ISO-8859-1, and the units that
/// differ are replaced.
enum Latin10 {
  /// The units of bytes 0xA0 to 0xFF.
  private static let upper: [UInt16] = {
    let letters =
      "\u{A0}ĄąŁ€„Š§š©Ș«Ź\u{AD}źŻ°±ČłŽ”¶·žčș»ŒœŸż" + "ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
      + "àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ"
    return Array(letters.utf16)
  }()

  /// The unit of the byte that ISO-8859-1 reads as `unit`.
  static func unit(_ unit: UInt16) -> UInt16 {
    unit >= 0xA0 && unit <= 0xFF ? upper[Int(unit) - 0xA0] : unit
  }
}
