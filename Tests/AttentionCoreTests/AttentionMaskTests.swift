import AttentionCore
import Tensors
import Testing

@Suite("Masks")
struct AttentionMaskTests {
  @Test("compose to what every one of them allows")
  func compose() {
    let own = AttentionMask.custom((0..<25).map { UInt8($0 % 2) }, queries: 5, keys: 5)
    let parts: [AttentionMask] = [.padding([4, 2]), .causal, .window(radius: 1), own]
    let whole = parts.dropFirst().reduce(parts[0]) { $0 & $1 }
    let bytes = whole.bytes(for: [2, 3, 5, 5])
    for b in 0..<2 {
      for head in 0..<3 {
        for q in 0..<5 {
          for k in 0..<5 {
            let allowed = parts.allSatisfy { mask in
              (mask.lengths != nil ? mask : mask & .padding([5, 5])).allows(
                batch: b, query: q, key: k, keys: 5)
            }
            #expect(bytes?[((b * 3 + head) * 5 + q) * 5 + k] == (allowed ? 1 : 0))
          }
        }
      }
    }
  }

  @Test("cost nothing when there are none, and are ranges unless they are custom")
  func kinds() {
    #expect(AttentionMask.none.bytes(for: [2, 5, 5]) == nil)
    #expect((AttentionMask.causal & .window(radius: 3)).spans == KeySpans(isCausal: true, radius: 3))
    #expect(AttentionMask.custom([1], queries: 1, keys: 1).spans == nil)
  }

  @Test("of the same kind take the narrower of both")
  func narrower() {
    let both = AttentionMask.padding([5, 2]) & .window(radius: 4) & .padding([3, 4]) & .window(radius: 2)
    #expect(both.lengths == [3, 2] && both.radius == 2)
    let custom =
      AttentionMask.custom([1, 1, 0, 1], queries: 2, keys: 2) & .custom([1, 0, 1, 1], queries: 2, keys: 2)
    #expect(custom.custom?.bytes == [1, 0, 0, 1])
  }
}
