/// What holding an output against its journal has found.
public struct BatchVerification: Sendable, Hashable {
  /// How many records the journal has.
  public var records = 0
  /// Positions of those whose bytes are no more what was written.
  public var changed: [Int] = []
  /// How many bytes stand behind the last record: of a run that was interrupted, or of somebody else.
  public var bytesBehind = 0
}
