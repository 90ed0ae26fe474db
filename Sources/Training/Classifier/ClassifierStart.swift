import Classification
import HierarchicalModels
import SpanExtraction
import Tensors
import Tokenization

/// What a classifier's training starts from: word vectors, or a word encoder that is read as it is.
enum ClassifierStart {
  case vectors(StartVectors)
  case encoder(WordStates)

  /// Opens the folder to start from; for the word encoder the default reader's, where none is named.
  ///
  /// - Throws: ``TrainingError``, `ModelError` or `TokenizationError`, naming the file.
  init(_ configuration: TrainingConfiguration, _ settings: ClassifierSettings) throws {
    guard settings.words == .encoder else {
      self = .vectors(try StartVectors(configuration, tensor: ClassifierModel<Float>.wordsName))
      return
    }
    let folder = configuration.start.isEmpty ? try BundledReader.folder() : configuration.start
    let encoder = try WordEncoder(modelAt: folder, precision: .int8, workers: configuration.workers)
    let extents = encoder.configuration
    let need = SettingCheck(ClassifierTask.name)
    try need(
      settings.encoderLayers <= extents.layers, "encoderLayers", "the word encoder has \(extents.layers)")
    try need(
      settings.encoderWindow <= extents.positions, "encoderWindow",
      "the word encoder has \(extents.positions) positions")
    self = .encoder(
      WordStates(
        encoder: encoder, tokenizer: try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath),
        layers: settings.encoderLayers, window: settings.encoderWindow))
  }

  /// Whether it is a whole classifier whose training goes on.
  var isModel: Bool {
    if case .vectors(let vectors) = self { vectors.isModel } else { false }
  }

  /// How text is cut into words.
  var words: ClassifierWords {
    switch self {
    case .vectors(let vectors): .listed(vectors.vocabulary)
    case .encoder(let states): .spelled(states.words)
    }
  }

  /// Extents of the model, without labels; those of the classifier whose training goes on are its own.
  func extents(_ settings: ClassifierSettings) throws -> ClassifierConfiguration {
    var extents = ClassifierConfiguration()
    switch self {
    case .vectors(let vectors):
      if vectors.isModel { return try ClassifierConfiguration(readingFrom: vectors.folder.configurationPath) }
      extents.vocabulary_size = vectors.vocabulary.count
      extents.word_width = vectors.width
    case .encoder(let states):
      extents.encoder_layers = states.layers
      extents.encoder_width = states.width
      extents.encoder_window = states.window
      extents.word_width = settings.stateWidth
    }
    extents.word_hidden = settings.wordHidden
    extents.sentence_hidden = settings.sentenceHidden
    extents.attention_width = settings.attentionWidth
    extents.sentence_words = settings.sentenceWords
    return extents
  }

  /// Fills what the start has weights for; gives the file that they come from.
  func load(
    _ parameters: ParameterSet<Float>, of model: ClassifierModel<Float>, keepsVectors: Bool
  ) throws -> FileRecord {
    switch self {
    case .encoder(let states):
      return FileRecord(path: states.encoder.folder.weights.path, sha256: states.encoder.sha256)
    case .vectors(let vectors):
      guard let words = model.words else {
        throw TrainingError(
          .weights, vectors.folder.path,
          "is a classifier on a word encoder; its training cannot go on from its folder, only from its run")
      }
      words.isFrozen = keepsVectors
      return try vectors.load(parameters, words: words)
    }
  }

  /// Writes a folder that `DocumentClassifier` loads.
  func write(
    _ weights: NamedWeights, to target: String, _ extents: ClassifierConfiguration, name: String,
    about origin: ModelOrigin
  ) throws {
    let kind = "Document classifier"
    switch self {
    case .vectors(let vectors):
      try vectors.write(weights, to: target, extents, name: name, kind: kind, about: origin)
    case .encoder(let states):
      try ModelWriter.write(
        weights, to: target, files: [try ModelWriter.configuration(extents)], name: name,
        version: "\(origin.step)",
        about:
          "\(kind) trained by Peruse \(origin.version) on \(states.layers) layers of the word encoder of "
          + "\(states.encoder.name), \(origin.step) steps, seed \(origin.seed)",
        requires: ["encoder": states.encoder.sha256])
    }
  }
}

/// A word encoder's states of a document's words, kept as bytes from epoch to epoch.
final class EncodedDocument: Weighed {
  let rows: ByteRows

  init(_ pieces: [ClassifierText.Piece], by states: WordStates) throws {
    var rows = ByteRows(width: states.width)
    for document in try states.states(of: [pieces]) { rows.append(document) }
    self.rows = rows
  }

  /// Bytes, about.
  var bytes: Int { rows.bytes.count + 4 * rows.scales.count + 256 }

  /// [words, width].
  var floats: [Float] {
    var floats: [Float] = []
    floats.reserveCapacity(rows.bytes.count)
    rows.append(to: &floats)
    return floats
  }
}
