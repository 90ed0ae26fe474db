import AttentionExamples
import TestSupport
import Testing
import Training

/// Bytes of WAVE files as they may come.
enum Wave {
  static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func chunk(_ name: String, _ content: [UInt8], size: Int? = nil) -> [UInt8] {
    Array(name.utf8) + number(size ?? content.count, 4) + content
      + [UInt8](repeating: 0, count: content.count % 2)
  }

  static func format(
    _ format: Int = 1, channels: Int = 1, rate: Int = 8000, bits: Int = 16, rest: [UInt8] = []
  ) -> [UInt8] {
    let frame = channels * bits / 8
    return chunk(
      "fmt ",
      number(format, 2) + number(channels, 2) + number(rate, 4) + number(rate * frame, 4) + number(frame, 2)
        + number(bits, 2) + rest)
  }

  static func file(_ chunks: [UInt8]...) -> [UInt8] {
    let body = Array(chunks.joined())
    return Array("RIFF".utf8) + number(body.count + 4, 4) + Array("WAVE".utf8) + body
  }

  static func samples(_ samples: [Float]) -> [UInt8] {
    samples.flatMap { number(Int((min(max($0, -1), 0.9999) * 32768).rounded()), 2) }
  }

  static func recording(_ values: [Float], rate: Int = 8000) -> [UInt8] {
    file(format(rate: rate), chunk("data", samples(values)))
  }
}

@Suite("Recordings as WAVE files")
struct WaveFileTests {
  private static let values: [Float] = [0, 0.5, -0.5, -1, 0.25]

  @Test("Samples and their rate come back, whatever chunks stand between")
  func read() throws {
    let data = Wave.chunk("data", Wave.samples(Self.values)), odd = Wave.chunk("LIST", [1, 2, 3])
    let extensible = Wave.format(
      0xFFFE, rate: 16_000,
      rest: Wave.number(22, 2) + Wave.number(16, 2) + Wave.number(4, 4)
        + Wave.number(1, 2) + [UInt8](repeating: 7, count: 14))
    for (bytes, rate) in [
      (Wave.file(Wave.format(), data), 8000),
      (Wave.file(odd, Wave.format(rate: 44_100), odd, data, odd), 44_100),
      (Wave.file(extensible, data), 16_000), (Wave.file(Wave.format(rest: [0, 0]), data), 8000),
    ] {
      let file = try WaveFile(bytes)
      #expect(file.samples == Self.values && file.rate == rate)
    }
    #expect(try WaveFile(Wave.recording([])).samples.isEmpty)
  }

  @Test("A file that ends too early is said to, wherever it is cut")
  func truncated() {
    let whole = Wave.recording(Self.values)
    for count in 0..<whole.count {
      let error = #expect(throws: WaveFileError.self) { _ = try WaveFile(Array(whole.prefix(count))) }
      let expected: WaveFileError.Kind =
        count < 12 || count == 12 || count == 36 ? .notWave : .truncated
      #expect(error?.kind == expected, "\(count) bytes")
    }
  }

  @Test("Sizes that no file has, and formats that are others, are refused in words")
  func hostile() {
    let data = Wave.chunk("data", Wave.samples(Self.values))
    func kind(_ bytes: [UInt8]) -> WaveFileError.Kind? {
      #expect(throws: WaveFileError.self) { _ = try WaveFile(bytes) }?.kind
    }
    #expect(kind(Wave.file(Wave.format(), Wave.chunk("data", [1, 2], size: 0xFFFF_FFFF))) == .truncated)
    #expect(kind(Wave.file(Wave.chunk("fmt ", [1, 0], size: 0x7FFF_FFFF), data)) == .truncated)
    #expect(kind(Wave.file(Wave.chunk("fmt ", [1, 0]), data)) == .truncated)
    #expect(kind(Wave.file(Wave.format(), Wave.chunk("data", [1, 2, 3]))) == .truncated)
    #expect(kind(Wave.file(data, Wave.format())) == .notWave)
    #expect(kind(Wave.file(Wave.format())) == .notWave)
    #expect(kind(Array("OggS and what else there is".utf8)) == .notWave)
    for format in [
      Wave.format(3, bits: 32), Wave.format(7, bits: 8), Wave.format(channels: 2), Wave.format(bits: 24),
      Wave.format(rate: 0), Wave.format(rate: 0xFFFF_FFFF), Wave.format(channels: 0), Wave.format(0xFFFE),
    ] { #expect(kind(Wave.file(format, data)) == .unsupported) }
    #expect(
      #expect(throws: WaveFileError.self) { _ = try WaveFile(path: "/no/such.wav") }?.kind == .unreadable)
  }

  @Test("A folder's recordings are sorted into parts, and what cannot be used is skipped with its reason")
  func folder() throws {
    let folder = try Scratch()
    for (name, bytes) in [
      ("3_ann_0.wav", Wave.recording(Self.values)), ("3_ann_7.wav", Wave.recording(Self.values)),
      ("0_mary_jo_12.wav", Wave.recording(Self.values)), ("11_ann_0.wav", Wave.recording(Self.values)),
      ("4_ann_1.wav", Wave.recording([])), ("5_ann_1.wav", Wave.recording(Self.values, rate: 16_000)),
      ("6_ann_1.wav", [1, 2, 3]), ("notes.txt", []),
    ] { _ = try folder.write("recordings/\(name)", bytes) }
    let digits = try SpokenDigits(folder: folder.path)
    #expect(digits.speakers == ["ann", "mary_jo"] && digits.rate == 8000)
    #expect(digits.part(.test).map(\.digit) == [3] && digits.part(.heldOut).map(\.number) == [7])
    #expect(digits.part(.training).map(\.speaker) == ["mary_jo"])
    #expect(digits.part(.training, without: "mary_jo").isEmpty)
    #expect(digits.skipped.map(\.name) == ["11_ann_0.wav", "4_ann_1.wav", "5_ann_1.wav", "6_ann_1.wav"])
    let empty = try Scratch()
    try empty.write("1_ann_1.wav", [0])
    let error = #expect(throws: TrainingError.self) { _ = try SpokenDigits(folder: empty.path) }
    #expect(error?.description.contains("1_ann_1.wav") == true)
    #expect(throws: TrainingError.self) { _ = try SpokenDigits(folder: "/no/such") }
  }
}
