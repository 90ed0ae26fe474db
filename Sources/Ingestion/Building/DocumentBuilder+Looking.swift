/// What stands in the section and in the block that is being written.
extension DocumentBuilder {
  /// Role of the innermost open section.
  var sectionRole: Block.Role? { openSections.last.map { sections[$0].role } }

  /// Heading of the innermost open section, where it has one.
  var sectionHeading: String? {
    openSections.last.map { sections[$0].heading }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Number of open sections.
  var sectionDepth: Int { openSections.count }

  /// Whether whoever speaks in the innermost block breaks off at a hyphen before the line `next`.
  func breaksOff(before next: some Collection<UInt8>) -> Bool {
    run.hyphens?.breaksOff(Array(run.bytes.suffix(64)), next) ?? false
  }

  /// The last byte of the innermost block's text, white space asked for included.
  var lastByte: UInt8? { isSpaced ? 0x20 : run.bytes.last }

  /// Whether white space is asked for behind the innermost block's text.
  private var isSpaced: Bool {
    if case .none = run.pending { return false }
    return !run.isEmpty
  }

  /// The last bytes of the innermost block's text, at most `count`, and a space where one is asked for.
  func tail(_ count: Int) -> [UInt8] { run.bytes.suffix(count) + (isSpaced ? [0x20] : []) }
}
