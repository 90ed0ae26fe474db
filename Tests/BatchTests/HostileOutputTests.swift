import Batch
import Testing

@Suite("Outputs that are fought over")
struct HostileOutputTests {
  @Test("Twenty thousand equal names are given one after the other, without trying all that are taken")
  func equalNames() {
    var names = OutputNames(suffix: ".json")
    var last = ""
    for _ in 0..<20_000 { last = names.name(for: "same") }
    #expect(last == "same~20000.json")
    names.forget(last, of: "same")
    #expect(names.name(for: "same") == last)
  }
}
