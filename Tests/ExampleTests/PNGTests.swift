import AttentionExamples
import Foundation
import TestSupport
import Testing
import Training

@Suite("PNG files")
struct PNGTests {
  private func bytes(_ base64: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: base64))) }

  /// What zlib packs, with a block of fixed codes and with one that brings its own.
  private static let fixed = "eAEryi/NS1FIBOIiNFZJRqpCUWl6eipIIDm7uIgGKgGebi7e"
  private static let own =
    "eNqlUEViADAImwtz9425u/tbEsr/v7DQL+xQoYRIkQ3M8EQi2ACP1oKuC5oON8ASNDDS6UatDBCAdqc52ZhsSc"
    + "FcZK4plYm6JIUMj84AkKY9U4VarQSLKesUiUSpATKknd6Q1iTo/VlowgrFzDLolFGWq5D7wniopb7UhCstQ/mR"
    + "jpzrXVhNquUIJasqo1DQN1RO5VHeisJmnb/76nEHBoeGR0bHxicmbWp6ZnZufmFxaXlldW19Y3Nre2d3z/cPDo"
    + "+OT07Pzi8ur65vbu/uHx6fnl9e394/Pr++f37/O/8HXQ9wHQ=="
  private static let unpacked =
    "YWVkYWJlYyBlYWVhY2JkYWEgY2RkY2IgYWEgYWRiIGEgCmFhCmVhYgphYmNlIGIgCmJiIAplY2FiYWFhY2FiIG"
    + "IKIGJiZGJlYmRlYmVhYiBhYmUgIGEgYmRlZWEgIGEgZWJiYWFjIGNhYgphYmFhYmIKYmFhZWUKYWIgZWJkYmRh"
    + "YWJhYWFlZGFhYmJlYmEgYWJiYmFiYmNkYiBlIGRhZQpkYmIgICBhYmJiZGJkYmEKYmViYWJlZSBhYSAgYmNiIG"
    + "JlIGIgY2FlYSBhYmIgY2JlZWJhYmFiCmJlYmIKYmEKYWUgIGFiZGEgCmJhYmEgYiAgYWFlYmIgYWMKYWFiICBh"
    + "ZWNiYQphYWRhYgplYWJiCiBhCmViZWFiYmQKYmNiIGJiYmViYWJhYWFjAAECAwQFBgcICQoLDA0ODxAREhMUFR"
    + "YXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+PwABAgMEBQYHCAkKCwwNDg8QERITFBUW"
    + "FxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
  /// Four by five pixels with an opacity, a row for each filter.
  private static let picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAFCAYAAABirU3bAAAAFElEQVR4nAFVAKr/AIK3Du5/GlA5vvB+wts7ka"
    + "sAAABMSURBVDR/Bm4B0I9dx4GV6hzvH7kfKytUUwLEEQihDEB9tct11FLfGc1UA1Cxe+0jg+SaTag+TOWr+D4E"
    + "Hc1ctQTy+/Fc/shVZs9MqmxfKMVeSJtYAAAAAElFTkSuQmCC"

  @Test("Blocks that are stored, of fixed codes and of codes of their own are unpacked")
  func unpacks() throws {
    let said = Array(String(repeating: "round and round and round the rugged rocks", count: 3).utf8)
    #expect(try Inflate.bytes(zlib: try bytes(Self.fixed)[...], limit: 1000) == said)
    #expect(try Inflate.bytes(zlib: try bytes(Self.own)[...], limit: 1000) == bytes(Self.unpacked))
    let stored: [UInt8] = [0x78, 1, 1, 3, 0, 0xFC, 0xFF, 1, 2, 3, 0, 13, 0, 7]
    #expect(try Inflate.bytes(zlib: stored[...], limit: 3) == [1, 2, 3])
  }

  @Test("What ends early, is longer than it may be, or is changed, is refused and unpacks to nothing")
  func refused() throws {
    for text in [Self.fixed, Self.own] {
      let whole = try bytes(text), count = try Inflate.bytes(zlib: whole[...], limit: 1000).count
      for end in 0..<whole.count {
        #expect(throws: Inflate.Failure.self) { try Inflate.bytes(zlib: whole[..<end], limit: 1000) }
      }
      #expect(throws: Inflate.Failure.self) { try Inflate.bytes(zlib: whole[...], limit: count - 1) }
      // A changed bit is seen by the checksum, where it is not seen before; 32 bits cannot see all.
      let unpacked = try Inflate.bytes(zlib: whole[...], limit: 1000)
      var unseen = 0
      for place in whole.indices {
        for bit in 0..<8 {
          var changed = whole
          changed[place] ^= 1 << UInt8(bit)
          if let other = try? Inflate.bytes(zlib: changed[...], limit: 1000), other != unpacked {
            unseen += 1
          }
        }
      }
      #expect(unseen <= 1)
    }
  }

  @Test("Every filter of rows is undone, and what is opaque or not is as its colour says")
  func filters() throws {
    let picture = try PNGPicture(try bytes(Self.picture))
    #expect((picture.width, picture.height) == (4, 5))
    #expect(
      picture.rgb == [
        130, 183, 14, 127, 26, 80, 190, 240, 126, 52, 127, 6,
        208, 143, 93, 81, 36, 71, 64, 67, 0, 107, 110, 84,
        148, 160, 101, 93, 100, 196, 11, 184, 212, 74, 135, 33,
        154, 1, 173, 158, 181, 156, 161, 94, 246, 90, 29, 131,
        183, 206, 9, 187, 192, 4, 23, 92, 100, 125, 236, 176,
      ])
  }

  @Test("A picture that was written is read again, to the pixel")
  func roundTrip() throws {
    let scene = SceneGenerator(seed: 5, .seen).scene(3), drawing = SceneDrawing(scene)
    let folder = try Scratch(), path = folder.path + "/a.png"
    try Data(drawing.png).write(to: URL(fileURLWithPath: path))
    let read = try PNGPicture(readingFrom: path)
    #expect(read.rgb == drawing.bytes && read.width == Scene.pixels)
    try Data(drawing.png.dropLast(30)).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: TrainingError.self) { _ = try PNGPicture(readingFrom: path) }
    #expect(error?.description.contains("ends early") == true)
  }
}
