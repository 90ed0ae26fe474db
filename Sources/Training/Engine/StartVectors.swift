import HierarchicalModels
import Platform
import Tensors
import Tokenization

/// Word vectors that training starts from: a folder that Tools/Models/word-vectors.py has made, or a whole
/// model on such vectors.
struct StartVectors {
  let folder: ModelFolder
  let vocabulary: WordVocabulary
  /// Components of a vector.
  let width: Int
  /// Whether there is more than vectors in the folder.
  let isModel: Bool

  /// - Parameter name: of the tensor with a row a word.
  /// - Throws: ``TrainingError``, `ModelError` or `TokenizationError`, naming the file.
  init(_ configuration: TrainingConfiguration, tensor name: String) throws {
    guard !configuration.start.isEmpty else {
      throw TrainingError(
        .setting, "start",
        "name the folder with word vectors that training starts from (Tools/Models/word-vectors.py makes it)")
    }
    folder = try ModelFolder(at: configuration.start)
    vocabulary = try WordVocabulary(readingFrom: folder.vocabularyPath)
    guard let table = folder.weights.entries[name], table.shape.count == 2,
      table.shape[0] == vocabulary.count
    else {
      throw TrainingError(
        .weights, folder.weights.path,
        "has no tensor \"\(name)\" with a row for each of the \(vocabulary.count) words of vocab.txt")
    }
    width = table.shape[1]
    isModel = folder.weights.entries.count > 1
  }

  /// Fills a model's parameters: of vectors alone only the words', of a model all.
  func load(_ parameters: ParameterSet<Float>, words: Parameter<Float>) throws(TrainingError) -> FileRecord {
    try StartWeights.load(
      [[words], parameters.parameters.filter { $0 !== words }], from: folder.weights,
      remaining: folder.weights.entries.keys.sorted())
    return FileRecord(path: folder.weights.path, sha256: folder.sha256)
  }

  /// Writes a folder with a model that grew from them: its weights, its configuration, and their words.
  func write(
    _ weights: NamedWeights, to target: String, _ configuration: some Encodable, name: String, kind: String,
    about origin: ModelOrigin
  ) throws {
    let words: [UInt8]
    do throws(MappedFile.Failure) { words = try Disk.read(folder.vocabularyPath) } catch {
      throw TrainingError(.unreadable, folder.vocabularyPath, error.words)
    }
    try ModelWriter.write(
      weights, to: target,
      files: [try ModelWriter.configuration(configuration), ("vocab.txt", words)],
      name: name, version: "\(origin.step)",
      about: "\(kind) trained by Peruse \(origin.version) on word vectors of "
        + "\(folder.manifest?.name ?? "an unnamed source"), \(origin.step) steps, seed \(origin.seed)")
  }
}
