import Testing
import Tokenization

@Suite("Vocabulary files")
struct VocabularyTests {
  static let specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  func failure(_ bytes: [UInt8]) -> TokenizationError? {
    do {
      _ = try WordPieceTokenizer(vocabulary: bytes, file: "vocab.txt")
      return nil
    } catch {
      return error as? TokenizationError
    }
  }

  func failure(_ lines: [String], end: String = "\n") -> TokenizationError? {
    failure(Array((lines.joined(separator: end) + end).utf8))
  }

  @Test(
    "A small vocabulary works, with line ends of either kind and with or without the last",
    arguments: ["\n", "\r\n"])
  func small(end: String) throws {
    let lines = Self.specials + ["un", "##aff", "##able", "able"]
    for text in [lines.joined(separator: end), lines.joined(separator: end) + end] {
      let tokenizer = try WordPieceTokenizer(vocabulary: Array(text.utf8), file: "vocab.txt")
      #expect(tokenizer.encode("Unaffable able ##able").ids == [5, 6, 7, 8, 1, 1, 8])
      #expect(tokenizer.maskID == 4)
    }
  }

  @Test("A vocabulary that begins with <s> has MPNet's marks, and parts the texts of a pair with two of them")
  func mpnet() throws {
    let lines = ["<s>", "<pad>", "</s>", "<unk>"] + Self.specials + ["a", "<mask>"]
    let tokenizer = try WordPieceTokenizer(
      vocabulary: Array(lines.joined(separator: "\n").utf8), file: "vocab.txt")
    #expect(tokenizer.classificationID == 0 && tokenizer.separatorID == 2 && tokenizer.paddingID == 1)
    #expect(tokenizer.betweenIDs == [2, 2] && tokenizer.pairSpecialTokens == 4)
    #expect(tokenizer.unknownID == 5 && tokenizer.maskID == 10)
    #expect(tokenizer.encode("a <s>").ids == [9, 5, 5, 5])
    let bert = try WordPieceTokenizer(
      vocabulary: Array(Self.specials.joined(separator: "\n").utf8), file: "vocab.txt")
    #expect(bert.betweenIDs == [bert.separatorID] && bert.pairSpecialTokens == 3)
    #expect(failure(["<s>", "<pad>"] + Self.specials)?.reason == .missingPiece("</s>"))
  }

  @Test("Each special piece must be there", arguments: specials)
  func missing(_ piece: String) {
    let error = failure(Self.specials.filter { $0 != piece } + ["a"])
    #expect(error == TokenizationError(file: "vocab.txt", reason: .missingPiece(piece)))
    #expect(error?.description.contains("'\(piece)' is missing") == true)
  }

  @Test("A repeated piece, a blank line, bytes that are no text: each is named with its line")
  func lines() {
    #expect(
      failure(Self.specials + ["a", "##a", "b", "##a"])
        == TokenizationError(file: "vocab.txt", line: 9, reason: .duplicatePiece("##a", firstLine: 7)))
    #expect(failure(Self.specials + ["a", "##a"]) == nil)
    #expect(
      failure(Self.specials + ["a", "", "b"])
        == TokenizationError(file: "vocab.txt", line: 7, reason: .emptyPiece))
    #expect(failure(Array("[PAD]\n".utf8) + [0xC3, 0x28, 0x0A])?.reason == .notText)
    #expect(failure(Array("[PAD]\n".utf8) + [0xC3, 0x28, 0x0A])?.line == 2)
    #expect(failure([0x7F, 0x45, 0x4C, 0x46, 0x00, 0x01])?.reason == .notText)
    #expect(failure([UInt8]())?.reason == .empty)
    #expect(failure([UInt8](repeating: 0x0A, count: 1_000_000))?.reason == .emptyPiece)
    #expect(failure([UInt8](repeating: 0x61, count: 1_000_000))?.reason == .notText)
    #expect(failure([UInt8](repeating: 0x61, count: 70_000_000))?.reason == .tooLarge(67_108_864))
  }

  @Test("Files that can't be read are named with the reason")
  func files() {
    #expect(throws: TokenizationError(file: "/no/such/vocab.txt", reason: .missing)) {
      try WordPieceTokenizer(vocabularyAt: "/no/such/vocab.txt")
    }
    #expect(throws: TokenizationError(file: "/", reason: .directory)) {
      try WordPieceTokenizer(vocabularyAt: "/")
    }
    #expect(throws: TokenizationError(file: "/dev/null", reason: .empty)) {
      try WordPieceTokenizer(vocabularyAt: "/dev/null")
    }
  }
}
