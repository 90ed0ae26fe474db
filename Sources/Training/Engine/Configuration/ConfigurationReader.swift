import Foundation
import Platform

/// Puts a configuration together: defaults, a file over them, flags over both. What is not known is refused,
/// by name.
public struct ConfigurationReader: Sendable {
  /// The value so far, with every setting there is.
  public private(set) var value: JSONValue
  /// The task, whose own settings stand under its name.
  public let task: any TrainingTask.Type

  /// The defaults of a task.
  public init(for task: any TrainingTask.Type) {
    self.task = task
    value = Self.defaults(of: task)
  }

  private static func defaults<Task: TrainingTask>(of task: Task.Type) -> JSONValue {
    guard var value = try? JSONValue(encoding: TrainingConfiguration()),
      let own = try? JSONValue(encoding: Task.defaults)
    else { preconditionFailure("the default configuration of \(Task.name) cannot be encoded") }
    value.set([Task.name], to: own)
    return value
  }

  /// Begins with the configuration of an earlier run instead of the defaults.
  public mutating func begin(with record: RunRecord) { value = value.overlaid(by: record.configuration) }

  /// Lays the JSON object in a file over what is there. Paths in it are read from the folder in which the
  /// program runs.
  public mutating func read(file: String) throws(TrainingError) {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: file)) } catch {
      throw TrainingError(.unreadable, file, "no such file, or it may not be read")
    }
    let read: JSONValue
    do { read = try JSONDecoder().decode(JSONValue.self, from: data) } catch {
      throw TrainingError(.data, file, "it is not JSON")
    }
    guard read.members != nil else {
      throw TrainingError(.data, file, "a JSON object of settings was expected")
    }
    try lay(read, from: file)
  }

  /// Sets one setting, such as `optimizer.beta2`.
  public mutating func set(_ setting: String, to new: JSONValue) throws(TrainingError) {
    var overlay = JSONValue.object([:])
    overlay.set(setting.split(separator: ".").map(String.init)[...], to: new)
    try lay(overlay, from: nil)
  }

  private mutating func lay(_ overlay: JSONValue, from file: String?) throws(TrainingError) {
    let overlay = Self.normalized(overlay)
    try Self.check(overlay, against: value, path: [], file: file)
    value = value.overlaid(by: overlay)
    // Said at once, so that a wrong type is reported with its file.
    do throws(TrainingError) { _ = try configuration() } catch {
      guard let file else { throw error }
      throw TrainingError(error.kind, file, place: error.subject, error.reason)
    }
  }

  /// A data file may be named by its path alone, an optimizer by its name.
  private static func normalized(_ overlay: JSONValue) -> JSONValue {
    guard case .object(var members) = overlay else { return overlay }
    for key in ["data", "heldOut"] {
      guard let files = members[key] else { continue }
      var list: [JSONValue] = []
      if case .array(let several) = files { list = several } else { list = [files] }
      members[key] = .array(
        list.map { file in
          switch file {
          case .string: .object(["file": file, "weight": .integer(1)])
          case .object(let given): .object(["weight": .integer(1)].merging(given) { $1 })
          default: file
          }
        })
    }
    if let optimizer = members["optimizer"], case .string = optimizer {
      members["optimizer"] = .object(["name": optimizer])
    }
    return .object(members)
  }

  /// Every key must be one that the defaults have; below `rates`, whose keys are patterns, everything goes.
  private static func check(
    _ overlay: JSONValue, against known: JSONValue, path: [String], file: String?
  ) throws(TrainingError) {
    guard let members = overlay.members else {
      if case .array(let list) = overlay, ["data", "heldOut"].contains(path.last) {
        let entry = JSONValue.object(["file": .string(""), "weight": .integer(1)])
        for item in list { try check(item, against: entry, path: path, file: file) }
      }
      return
    }
    guard path != ["rates"] else { return }
    let names = known.members ?? [:]
    for name in members.keys.sorted() {
      let full = (path + [name]).joined(separator: ".")
      guard let inner = names[name] else {
        let nearest = Nearest.word(to: name, among: names.keys.sorted())
        let hint = nearest.map { "did you mean \"\((path + [$0]).joined(separator: "."))\"?" }
        throw TrainingError(
          .setting, file ?? full, place: file == nil ? nil : full,
          "there is no such setting; \(hint ?? "known are \(names.keys.sorted().joined(separator: ", "))")")
      }
      if let value = members[name] { try check(value, against: inner, path: path + [name], file: file) }
    }
  }

  /// The common settings.
  public func configuration() throws(TrainingError) -> TrainingConfiguration {
    try Self.decode(TrainingConfiguration.self, value, path: [])
  }

  /// The task's own settings.
  func settings<Task: TrainingTask>(of task: Task.Type) throws(TrainingError) -> Task.Settings {
    try Self.decode(Task.Settings.self, value.members?[Task.name] ?? .object([:]), path: [Task.name])
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ value: JSONValue, path: [String]
  ) throws(TrainingError) -> Value {
    do { return try value.decoded(as: type) } catch let error as DecodingError {
      let (keys, expected) = explain(error)
      if keys.isEmpty, let name = value.memberThatFails(type) {
        throw TrainingError(.setting, (path + [name]).joined(separator: "."), "a whole number was expected")
      }
      throw TrainingError(.setting, (path + keys).joined(separator: "."), "\(expected) was expected")
    } catch { throw TrainingError(.setting, path.joined(separator: "."), "\(error)") }
  }

  private static func explain(_ error: DecodingError) -> (keys: [String], expected: String) {
    func keys(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> [String] {
      (context.codingPath + [last].compactMap(\.self)).map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
    }
    switch error {
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return (keys(context), words(for: type))
    case .keyNotFound(let key, let context): return (keys(context, key), "a value")
    case .dataCorrupted(let context):
      return (keys(context), (context.underlyingError as? UnknownChoice)?.known ?? "another kind of number")
    @unknown default: return ([], "something else")
    }
  }

  private static func words(for type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }
  }
}

extension JSONValue {
  /// The member whose number the type does not take. The decoder does not say which one a fraction stands at
  /// where a whole number was expected: the one that, rounded, is taken.
  fileprivate func memberThatFails<Value: Decodable>(_ type: Value.Type) -> String? {
    for (name, member) in members ?? [:] {
      guard case .number(let number) = member, number.magnitude < 1e15 else { continue }
      var rounded = self
      rounded.set([name], to: .integer(Int(number)))
      if (try? rounded.decoded(as: type)) != nil { return name }
    }
    return nil
  }
}
