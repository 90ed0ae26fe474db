import Foundation

/// What libFuzzer calls with each input. `PERUSE_FUZZ` names the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Chosen.target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// The target that this process runs.
enum Chosen {
  static let target: Target = {
    let name = ProcessInfo.processInfo.environment["PERUSE_FUZZ"] ?? ""
    guard let target = Targets.all.first(where: { $0.name == name }) else {
      let names = Targets.all.map(\.name).joined(separator: " ")
      FileHandle.standardError.write(Data("PERUSE_FUZZ names no target; there are: \(names)\n".utf8))
      exit(64)
    }
    return target
  }()
}

/// Something that takes bytes from anybody.
struct Target: Sendable {
  var name: String
  var run: @Sendable ([UInt8]) -> Void
}

/// Ends the program where something does not hold that always must; libFuzzer keeps the input.
func check(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
