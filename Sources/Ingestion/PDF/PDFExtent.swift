extension ClosedRange<Float> {
  /// From one place on a page to another, whichever comes first: what a PDF says of its words may be upside
  /// down, or no number.
  static func between(_ first: Float, _ second: Float) -> ClosedRange<Float> {
    guard first.isFinite, second.isFinite else { return 0...0 }
    return Swift.min(first, second)...Swift.max(first, second)
  }
}
