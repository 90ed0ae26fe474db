import Tensors

/// Sequences whose right alignment is known: output i is the symbol at one planted position of the source.
enum PlantedTask: String, CaseIterable {
  /// Output i is source i.
  case copy
  /// Output i is the source from its end.
  case reversal
  /// Outputs are the source's symbols, smallest first.
  case sorting

  static let length = 10
  static let symbols = 24

  /// The source position of each output.
  func alignment(of source: [Int]) -> [Int] {
    switch self {
    case .copy: Array(source.indices)
    case .reversal: source.indices.reversed()
    case .sorting: source.indices.sorted { source[$0] < source[$1] }
    }
  }
}

/// A batch of planted sequences; every array is [batch · length].
struct PlantedBatch {
  var size: Int
  var sources: [Int] = []
  var targets: [Int] = []
  /// The output before each output; `PlantedTask.symbols` before the first.
  var previous: [Int] = []
  var alignment: [Int] = []

  init(_ task: PlantedTask, size: Int, random: inout CounterRandom) {
    self.size = size
    for _ in 0..<size {
      // Symbols of a sequence differ, so that there is one right alignment.
      let source = Array((0..<PlantedTask.symbols).shuffled(using: &random).prefix(PlantedTask.length))
      let places = task.alignment(of: source), target = places.map { source[$0] }
      sources += source
      targets += target
      previous += [PlantedTask.symbols] + target.dropLast()
      alignment += places
    }
  }
}

/// For pooling, which has one output: find the one marked word, and say which mark it is. Words come in
/// sentences.
struct MarkedBatch {
  static let sentences = 3, words = 6, marks = 12

  var size: Int
  /// [size · sentences · words]
  var tokens: [Int] = []
  var targets: [Int] = []
  /// Position of the marked word among all words of its document.
  var places: [Int] = []

  init(size: Int, random: inout CounterRandom) {
    self.size = size
    let count = Self.sentences * Self.words
    for _ in 0..<size {
      let place = Int.random(in: 0..<count, using: &random),
        mark = Int.random(in: 0..<Self.marks, using: &random)
      tokens += (0..<count).map {
        $0 == place ? Self.marks + mark : Int.random(in: 0..<Self.marks, using: &random)
      }
      targets.append(mark)
      places.append(place)
    }
  }
}
