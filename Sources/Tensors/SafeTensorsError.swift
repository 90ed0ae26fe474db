/// Why a safetensors file was refused or could not be written: names the file, the tensor where there is one,
/// and the reason.
public struct SafeTensorsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Reason: Sendable, Hashable {
    /// The file could not be opened, read or written; the system's words.
    case io(String)
    /// The file ends before its header does.
    case truncatedHeader(needed: Int, present: Int)
    /// The header claims to be longer than the format allows.
    case headerTooLong(UInt64)
    /// The header is not the JSON that the format asks for, at this byte of the file.
    case malformedHeader(String, byte: Int)
    /// Two tensors have one name.
    case duplicateName
    /// An element type that the format does not have.
    case unknownType(String)
    /// The range of a tensor is not what its shape and type need.
    case wrongByteCount(needed: Int?, present: Int)
    /// The range of a tensor lies outside the file.
    case outsideFile(begin: Int, end: Int, dataBytes: Int)
    /// Tensors overlap, or bytes between them belong to none.
    case overlapOrGap(byte: Int)
    /// The file has no such tensor.
    case missingTensor
    /// The tensor belongs to a part of the model that is not there to take it.
    case unknownTensor
    /// The tensor has another shape than it must have.
    case wrongShape(expected: [Int], present: [Int])
    /// The tensor has an element type that cannot be used here.
    case wrongType(ElementType)
    /// It holds an infinity or what is no number.
    case notFinite
  }

  /// Path of the file.
  public var file: String
  /// Name of the tensor, where the failure concerns one.
  public var tensor: String?
  /// What is wrong.
  public var reason: Reason

  /// Creates an error.
  public init(file: String, tensor: String? = nil, reason: Reason) {
    self.file = file
    self.tensor = tensor
    self.reason = reason
  }

  /// `file: tensor "name": reason`.
  public var description: String {
    let place = tensor.map { "\(file): tensor \"\($0)\"" } ?? file
    return "\(place): \(reason.message)"
  }
}

extension SafeTensorsError.Reason {
  /// The reason in words, with what to do next where there is something to do.
  public var message: String {
    switch self {
    case .io(let words): words
    case .truncatedHeader(let needed, let present):
      "the file is truncated: its header needs \(needed) bytes and \(present) are there; fetch it again"
    case .headerTooLong(let length):
      "the header claims \(length) bytes, and the format allows \(SafeTensors.longestHeader); this is no safetensors file"
    case .malformedHeader(let what, let byte): "the header is malformed at byte \(byte): \(what)"
    case .duplicateName: "the name occurs twice"
    case .unknownType(let name): "the element type \"\(name)\" is not known"
    case .wrongByteCount(let needed, let present):
      if let needed {
        "its shape and type need \(needed) bytes, and its range holds \(present)"
      } else {
        "its shape needs more bytes than can be counted, and its range holds \(present)"
      }
    case .outsideFile(let begin, let end, let dataBytes):
      "its range \(begin) ..< \(end) lies outside the \(dataBytes) bytes of data; the file is truncated or damaged"
    case .overlapOrGap(let byte):
      "the ranges of the tensors overlap or leave a gap at byte \(byte) of the data"
    case .missingTensor: "the file has no such tensor; is it a model of another kind?"
    case .unknownTensor:
      "the model that should take it has no such tensor; is its configuration that of another model?"
    case .wrongShape(let expected, let present): "its shape is \(present) and should be \(expected)"
    case .wrongType(let type): "its element type \(type.rawValue) cannot be used here"
    case .notFinite: "it holds infinities or values that are no numbers; the file is damaged, fetch it again"
    }
  }
}
