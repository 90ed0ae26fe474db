import Foundation
import Platform
import Tensors

/// A folder with everything that a run needs to go on: `tensors.safetensors` (weights, what the optimizer
/// remembers, the average), `state.json`, and `SHA256SUMS` over both, which `sha256sum -c` reads.
///
/// It is written beside its place, flushed, and then renamed: under its name it is whole, or it was damaged
/// later.
struct Checkpoint {
  static let tensors = "tensors.safetensors", state = "state.json", sums = "SHA256SUMS"

  /// The folder.
  let path: String

  /// The tensors of a run, by what they are: `weight/NAME`, `mean/NAME` ...
  struct Tensors {
    var parameters: ParameterSet<Float>
    var memories: [ParameterMemory]

    func forEach(
      _ body: (_ name: String, Parameter<Float>, UnsafeMutableBufferPointer<Float>) throws(TrainingError) ->
        Void
    ) throws(TrainingError) {
      for parameter in parameters.parameters {
        try body("weight/\(parameter.name)", parameter, parameter.elements)
        for memory in memories {
          try body("\(memory.name)/\(parameter.name)", parameter, memory.elements(parameter))
        }
      }
    }
  }

  /// Writes a checkpoint.
  ///
  /// - Throws: ``TrainingError`` of kind `disk`, having left nothing behind; of kind `notFinite` where a
  ///   weight is not a number, having written nothing.
  static func write(
    _ tensors: Tensors, _ state: TrainingState, to path: String
  ) throws(TrainingError) -> Checkpoint {
    var writer = SafeTensorsWriter(metadata: ["step": "\(state.step)"])
    try tensors.forEach { (name, parameter, elements) throws(TrainingError) in
      if let base = elements.baseAddress, !optimizerKernels.all_finite(base, elements.count) {
        throw TrainingError(
          .notFinite, "step \(state.step)", place: name,
          "holds infinite numbers or none; nothing was saved. Resume with the checkpoint before, at a smaller learning rate in a new run"
        )
      }
      writer.add(name, borrowing: UnsafeBufferPointer(elements), shape: parameter.shape)
    }
    let partial = path + ".partial"
    try? FileManager.default.removeItem(atPath: partial)
    try Disk.makeFolder(partial)
    do throws(TrainingError) {
      let hash = SHA256()
      do throws(SafeTensorsError) {
        try writer.write(to: "\(partial)/\(Self.tensors)") { hash.update($0) }
      } catch {
        if case .io(let words) = error.reason { throw Disk.failure("\(path)/\(Self.tensors)", words) }
        throw Disk.failure("\(path)/\(Self.tensors)", error.description)
      }
      let text = try Self.encoded(state)
      try Disk.write(text, to: "\(partial)/\(Self.state)")
      let lines = [
        (hash.finishHexadecimal(), Self.tensors), (SHA256.hexadecimal(of: text), Self.state),
      ]
      try Disk.write(
        Array(lines.map { "\($0.0)  \($0.1)\n" }.joined().utf8), to: "\(partial)/\(Self.sums)")
      try Disk.publish(partial, as: path)
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw error
    }
    return Checkpoint(path: path)
  }

  private static func encoded(_ state: TrainingState) throws(TrainingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do { return Array(try encoder.encode(state)) + [0x0A] } catch {
      throw TrainingError(.notFinite, "step \(state.step)", "the state cannot be written: \(error)")
    }
  }

  private func refuse(_ file: String, _ reason: String) -> TrainingError {
    TrainingError(.checkpoint, "\(path)/\(file)", reason)
  }

  /// Checks both files against their checksums and reads the state.
  func readState() throws(TrainingError) -> TrainingState {
    let sums = try bytes(Self.sums)
    var expected: [String: String] = [:]
    for line in String(decoding: sums, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      if parts.count == 2 { expected[parts[1].trimmingCharacters(in: .whitespaces)] = String(parts[0]) }
    }
    for file in [Self.state, Self.tensors] {
      guard let sum = expected[file] else { throw refuse(Self.sums, "says nothing of \(file)") }
      let present: String
      do throws(TrainingError) { present = try FileChecksum.sha256(of: "\(path)/\(file)") } catch {
        throw refuse(file, "cannot be read: \(error.reason)")
      }
      guard present == sum else {
        throw refuse(file, "is damaged or cut short: its SHA-256 is not the one noted")
      }
    }
    do { return try JSONDecoder().decode(TrainingState.self, from: Data(try bytes(Self.state))) } catch let
      error
      as TrainingError
    {
      throw error
    } catch { throw refuse(Self.state, "is of another form; it was written by another version") }
  }

  /// Reads every tensor into its place. A tensor too many, one too few or one of another shape is refused
  /// before anything is changed.
  func readTensors(_ tensors: Tensors) throws(TrainingError) {
    do throws(SafeTensorsError) {
      let file = try SafeTensors(path: "\(path)/\(Self.tensors)")
      var places: [(entry: SafeTensors.Entry, elements: UnsafeMutablePointer<Float>)] = []
      var known: Set<String> = []
      var failure: SafeTensorsError?
      try? tensors.forEach { (name, parameter, elements) throws(TrainingError) in
        known.insert(name)
        do throws(SafeTensorsError) {
          let entry = try file.entry(name, shape: parameter.shape)
          if let base = elements.baseAddress { places.append((entry, base)) }
        } catch { failure = failure ?? error }
      }
      if let failure { throw failure }
      if let other = file.entries.keys.sorted().first(where: { !known.contains($0) }) {
        throw SafeTensorsError(file: file.path, tensor: other, reason: .unknownTensor)
      }
      for (entry, elements) in places { try file.convert(entry, into: elements) }
    } catch {
      throw TrainingError(
        .checkpoint, error.file, place: error.tensor.map { "tensor \"\($0)\"" },
        "\(error.reason.message). The checkpoint is of another model")
    }
  }

  private func bytes(_ file: String) throws(TrainingError) -> [UInt8] {
    do throws(MappedFile.Failure) { return try Disk.read("\(path)/\(file)") } catch {
      throw refuse(file, "cannot be read: \(error.words)")
    }
  }
}
