import Platform
import Testing

@Suite("Searching in sorted collections")
struct SortedSearchTests {
  @Test("The place found is that of a search from the beginning, whatever the length and wherever the border")
  func everywhere() {
    for count in 0..<40 {
      let values = Array(0..<count)
      for border in -1...count + 1 {
        let expected = values.firstIndex { $0 >= border } ?? values.endIndex
        #expect(values.sortedIndex(pastAllThat: { $0 < border }) == expected)
      }
    }
  }

  @Test("A slice gives an index of the slice")
  func slice() {
    let values = [9, 9, 1, 3, 5, 7, 0]
    #expect(values[2..<6].sortedIndex(pastAllThat: { $0 < 4 }) == 4)
    #expect(values[2..<6].sortedIndex(pastAllThat: { $0 < 8 }) == 6)
  }

  @Test("A search in a million asks about twenty times")
  func cheap() {
    var asked = 0
    let found = (0..<1_000_000).sortedIndex(pastAllThat: {
      asked += 1
      return $0 < 777_777
    })
    #expect(found == 777_777)
    #expect(asked <= 21)
  }
}
