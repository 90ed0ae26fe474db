import Foundation
import HierarchicalModels
import Tensors

/// Extents of a recurrent reader: `config.json` in its folder.
public struct RecurrentReaderConfiguration: Sendable, Hashable, Codable {
  /// What `model_type` is in the configuration of such a model.
  public static let type = "peruse-recurrent-reader"

  /// ``type``.
  public var model_type = Self.type
  /// Words that have a vector of their own.
  public var vocabulary_size = 0
  /// Width of word vectors.
  public var word_width = 50
  /// Vectors that words share that have none of their own.
  public var unknown_buckets = 256
  /// Units of each direction of each recurrent layer.
  public var hidden_size = 96

  /// The usual extents.
  public init() {}

  /// Whether the folder's configuration is of such a model.
  public static func describes(_ folder: String) -> Bool {
    struct Kind: Decodable { var model_type: String? }
    guard let file = try? MappedFile(path: "\(folder)/config.json"), file.bytes.count < 1 << 20,
      let kind = try? JSONDecoder().decode(Kind.self, from: Data(file.bytes))
    else { return false }
    return kind.model_type == type
  }

  /// Reads a configuration.
  ///
  /// - Throws: `ModelError` where it is none, or asks for extents that no such model has.
  public init(readingFrom path: String) throws(ModelError) {
    self = try decodeJSON(Self.self, at: path)
    func need(_ holds: Bool, _ reason: String) throws(ModelError) {
      if !holds { throw ModelError(path, .unsupported(reason)) }
    }
    try need(model_type == Self.type, "model_type is not \(Self.type)")
    try need((1...4_000_000).contains(vocabulary_size), "vocabulary_size \(vocabulary_size)")
    try need((1...1024).contains(word_width), "word_width \(word_width)")
    try need((1...65_536).contains(unknown_buckets), "unknown_buckets \(unknown_buckets)")
    try need((4...1024).contains(hidden_size), "hidden_size \(hidden_size)")
  }
}
