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
