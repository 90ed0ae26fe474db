import Platform

/// Settings of the classifier's training, under `classifier` in a configuration.
public struct ClassifierSettings: Sendable, Hashable, Codable {
  /// How many labels a document has.
  public enum Labels: String, Choice {
    /// One.
    case one
    /// Any number.
    case several
  }

  /// Where vectors of words come from.
  public enum Words: String, Choice {
    /// A folder that training starts from; they are trained too.
    case vectors
    /// Hidden states of a reader's word encoder, which stays as it is.
    case encoder
  }

  /// How many labels a document has.
  public var labels = Labels.one
  /// XPath of the elements whose text is a label, where the data are XML.
  public var labelPath = ""
  /// Path of the element that is a document, where an XML file holds many.
  public var recordPath = ""
  /// Labels of fewer training documents are left out.
  public var leastSupport = 1
  /// Where vectors of words come from.
  public var words = Words.vectors
  /// Layers of the word encoder, from the lowest, that are used.
  public var encoderLayers = 3
  /// Word pieces that the word encoder reads at once.
  public var encoderWindow = 256
  /// Components that hidden states of the word encoder are mapped to.
  public var stateWidth = 100
  /// Memory for the word encoder's hidden states, which are the same in each epoch, in megabytes; more are
  /// computed anew.
  public var cacheMegabytes = 2048
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
    (
      "words",
      "vectors: words have vectors, which training starts from; encoder: a reader's word encoder gives them"
    ),
    ("encoderLayers", "layers of the word encoder, from the lowest, that are used"),
    ("encoderWindow", "word pieces that the word encoder reads at once"),
    ("stateWidth", "components that the word encoder's states are mapped to"),
    ("cacheMegabytes", "memory for the word encoder's states, which each epoch needs again"),
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
    try need(encoderLayers >= 0, "encoderLayers", "must be at least 0")
    try need((16...65_536).contains(encoderWindow), "encoderWindow", "must lie between 16 and 65536")
    try need(cacheMegabytes >= 0, "cacheMegabytes", "must be at least 0")
    for (name, value) in [
      ("stateWidth", stateWidth), ("wordHidden", wordHidden), ("sentenceHidden", sentenceHidden),
      ("attentionWidth", attentionWidth),
    ] { try need((4...1024).contains(value), name, "must lie between 4 and 1024") }
    try need((8...4096).contains(sentenceWords), "sentenceWords", "must lie between 8 and 4096")
    try need(documentWords >= 0, "documentWords", "must not be negative")
    try need(leastSupport >= 1, "leastSupport", "must be at least 1")
    try need((0..<1).contains(dropout), "dropout", "must be at least 0 and below 1")
  }
}
