import Platform
import Results
import Testing

@Suite("What reaches a terminal")
struct TerminalTextTests {
  private static let escape = "\u{1B}"

  @Test("Nothing that a terminal obeys passes but line ends, tabs and styles")
  func controls() {
    for value in (0...0x9F as ClosedRange<UInt32>) where value < 0x20 || value > 0x7E {
      guard let scalar = Unicode.Scalar(value), scalar != "\n", scalar != "\t" else { continue }
      let shown = TerminalText.shown("a\(scalar)b")
      #expect(!shown.unicodeScalars.contains(scalar), "U+\(String(value, radix: 16))")
      #expect(shown.hasPrefix("a") && shown.hasSuffix("b") && shown.count > 2)
    }
    #expect(TerminalText.shown("a\n\tb") == "a\n\tb")
    #expect(TerminalText.shown("a\nb", keepsLines: false) == "a\u{240A}b")
    #expect(TerminalText.shown("x\u{202E}y\u{2066}") == "x<U+202E>y<U+2066>")
    #expect(TerminalText.shown("Straße, שלום, 港, é\u{301}") == "Straße, שלום, 港, é\u{301}")
  }

  @Test("Only Style makes styles: text that brings its marks loses them")
  func styles() {
    let style = TextStyle(enabled: true)
    let shown = TerminalText.shown(style.bold("a\u{10FFFC}\(Self.escape)[31mb"))
    #expect(shown == "\(Self.escape)[1ma\u{FFFD}\u{241B}[31mb\(Self.escape)[0m")
    #expect(TextStyle(enabled: false).bold("a") == "a")
  }
}
