/// How two shapes line up: from the last dimension backwards, equal or 1, as in NumPy. Neighbouring
/// dimensions that both operands walk through alike are taken as one, so that a bias, a column or two equal
/// shapes need few inner loops.
struct Broadcast {
  let shape: [Int]
  private let lengths: [Int]
  private let aSteps: [Int]
  private let bSteps: [Int]

  init(_ a: [Int], _ b: [Int]) {
    let rank = max(a.count, b.count)
    func padded(_ s: [Int]) -> [Int] { [Int](repeating: 1, count: rank - s.count) + s }
    let (a, b) = (padded(a), padded(b))
    var shape = [Int](repeating: 0, count: rank), lengths: [Int] = [], aSteps: [Int] = [], bSteps: [Int] = []
    var aSize = 1, bSize = 1
    for d in (0..<rank).reversed() {
      precondition(a[d] == b[d] || a[d] == 1 || b[d] == 1, "shapes \(a) and \(b) do not line up")
      shape[d] = a[d] == 1 ? b[d] : a[d]
      let aStep = a[d] == 1 ? 0 : aSize, bStep = b[d] == 1 ? 0 : bSize
      aSize *= a[d]
      bSize *= b[d]
      if shape[d] == 1 { continue }
      if let length = lengths.last, let x = aSteps.last, let y = bSteps.last, aStep == x * length,
        bStep == y * length,
        (aStep == 0) == (x == 0), (bStep == 0) == (y == 0)
      {
        lengths[lengths.count - 1] *= shape[d]
      } else {
        lengths.append(shape[d])
        aSteps.append(aStep)
        bSteps.append(bStep)
      }
    }
    self.shape = shape
    self.lengths = lengths
    self.aSteps = aSteps
    self.bSteps = bSteps
  }

  /// Length and steps (0 or 1) of the inner loop.
  var inner: (count: Int, aStep: Int, bStep: Int) {
    (lengths.first ?? 1, aSteps.first ?? 0, bSteps.first ?? 0)
  }

  /// Calls `body` with the offsets of each inner loop in the result, in a and in b.
  func forEach(_ body: (_ y: Int, _ a: Int, _ b: Int) -> Void) {
    guard !shape.contains(0) else { return }
    var index = [Int](repeating: 0, count: lengths.count), y = 0, a = 0, b = 0
    while true {
      body(y, a, b)
      y += inner.count
      var d = 1
      while d < lengths.count {
        index[d] += 1
        a += aSteps[d]
        b += bSteps[d]
        if index[d] < lengths[d] { break }
        a -= lengths[d] * aSteps[d]
        b -= lengths[d] * bSteps[d]
        index[d] = 0
        d += 1
      }
      if d >= lengths.count { return }
    }
  }
}
