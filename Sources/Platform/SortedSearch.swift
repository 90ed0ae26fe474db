extension RandomAccessCollection {
  /// Binary search: the first index whose element does not satisfy `comesBefore`, where all that satisfy it
  /// stand first; `endIndex` where all do.
  @inlinable
  package func sortedIndex(pastAllThat comesBefore: (Element) throws -> Bool) rethrows -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if try comesBefore(self[middle]) {
        low = index(after: middle)
        length -= half + 1
      } else {
        length = half
      }
    }
    return low
  }
}
