/// Settings of the classifier's training, under `classifier` in a configuration.
public struct ClassifierSettings: Sendable, Hashable, Codable {
  /// Whether a document may have several labels: `one` or `several`.
  public var labels = "one"
  /// XPath of the elements whose text is a label, where the data are XML.
  public var labelPath = ""
  /// Path of the element that is a document, where an XML file holds many.
  public var recordPath = ""
  /// Labels of fewer training documents are left out.
  public var leastSupport = 1
  /// Units of each direction of the word level's recurrent layer.
  public var wordHidden = 50
  /// Units of each direction of the sentence level's recurrent layer.
  public var sentenceHidden = 50
  /// Width of the space in which words and sentences are weighed.
  public var attentionWidth = 100
  /// Words of a sentence that are read at once; a longer one is read in several pieces.
  public var sentenceWords = 60
  /// Words of a document that are trained on; 0 for all. Whoever uses the model has the whole document read.
  public var documentWords = 1500
  /// Rate at which inputs of levels are dropped.
  public var dropout = 0.3
  /// Whether word vectors stay as they are.
  public var keepsVectors = false
  /// Name in the model's manifest.
  public var model = "classifier"

  /// The defaults.
  public init() {}

  static let help: [(setting: String, meaning: String)] = [
    ("labels", "one: a document has one label; several: any number of them"),
    ("labelPath", "XPath of the elements whose text is a label, for XML"),
    ("recordPath", "path of the element that is a document, for XML files that hold many"),
    ("leastSupport", "labels of fewer training documents are left out"),
    ("wordHidden", "units of each direction of the word level's recurrent layer"),
    ("sentenceHidden", "units of each direction of the sentence level's recurrent layer"),
    ("attentionWidth", "width of the space in which words and sentences are weighed"),
    ("sentenceWords", "words of a sentence that are read at once"),
    ("documentWords", "words of a document that are trained on; 0 for all"),
    ("dropout", "rate at which inputs of levels are dropped"),
    ("keepsVectors", "true: word vectors stay as they are"),
    ("model", "name in the model's manifest"),
  ]

  func check() throws(TrainingError) {
    let need = SettingCheck(ClassifierTask.name)
    try need(["one", "several"].contains(labels), "labels", "must be one or several")
    for (name, value) in [
      ("wordHidden", wordHidden), ("sentenceHidden", sentenceHidden), ("attentionWidth", attentionWidth),
    ] { try need((4...1024).contains(value), name, "must lie between 4 and 1024") }
    try need((8...4096).contains(sentenceWords), "sentenceWords", "must lie between 8 and 4096")
    try need(documentWords >= 0, "documentWords", "must not be negative")
    try need(leastSupport >= 1, "leastSupport", "must be at least 1")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
  }
}
