/// Something that takes bytes from anybody.
struct Target: Sendable {
  var name: String
  var run: @Sendable ([UInt8]) -> Void
}

/// Ends the program where something does not hold that always must; libFuzzer keeps the input.
func check(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
