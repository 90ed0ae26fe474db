import Ingestion
import Testing

@Suite("Tables and memos in plain text")
struct TextTableTests {
  private static let around = ("The harbour keeps a list of its boats.\n\n", "\n\nAll of them sail in May.\n")

  private func read(_ rows: String) throws -> Document {
    try Reading.checked(Array((Self.around.0 + rows + Self.around.1).utf8), as: .text)
  }

  static let tables: [String] = [
    // As clients of databases print them, with and without a frame.
    """
     boat  | master   | built
    -------+----------+-------
     Tern  | Jo Marr  |  1911
     Gull  | Ann Petr |  1932
    """,
    """
    +------+----------+-------+
    | boat | master   | built |
    +------+----------+-------+
    | Tern | Jo Marr  |  1911 |
    | Gull | Ann Petr |  1932 |
    +------+----------+-------+
    """,
    // As `column -t` sets them, numbers flush right.
    """
    boat  master    built
    Tern  Jo Marr    1911
    Gull  Ann Petr   1932
    """,
    // With a rule below the heads, further in.
    """
        boat    master      built
        ------  ---------  ------
        Tern    Jo Marr      1911
        Gull    Ann Petr     1932
    """,
    """
    |boat|master|built|
    |====|======|=====|
    |Tern|Jo Marr|1911|
    |Gull|Ann Petr|1932|
    """,
    // With one rule below all heads, and one of another kind at the end.
    """
    boat  master    built
    ---------------------
    Tern  Jo Marr    1911
    Gull  Ann Petr   1932
    """,
    """
    boat  master    built
    =====================
    Tern  Jo Marr    1911
    Gull  Ann Petr   1932
    ---------------------
    """,
    // Out of a spreadsheet, and aligned by hand.
    "boat\tmaster\tbuilt\nTern\tJo Marr\t1911\nGull\tAnn Petr\t1932",
    "boat\tmaster\t\tbuilt\nTern\tJo Marr\t\t1911\nGull\tAnn Petr\t1932",
  ]

  @Test("Rows of a table are cells, each with its place in the grid", arguments: tables)
  func cells(rows: String) throws {
    let document = try read(rows)
    let cells = document.blocks.filter { $0.kind == .tableCell }
    #expect(
      cells.map { document.text(in: $0.textRange) } == [
        "boat", "master", "built", "Tern", "Jo Marr", "1911", "Gull", "Ann Petr", "1932",
      ])
    #expect(cells.map { $0.elementPath }.last == "/table[1]/row[3]/cell[3]")
    #expect(cells.map(\.cell.startsRow) == [true, false, false, true, false, false, true, false, false])
    #expect(document.blocks.count == 11)
  }

  @Test(
    "What stands right before or behind a table is none of it",
    arguments: [
      "harbour=# select * from boats;\n boat | built\n------+-------\n Tern |  1911\n Gull |  1932\n(2 rows)",
      "+------+-------+\n| boat | built |\n+------+-------+\n| Tern |  1911 |\n| Gull |  1932 |\n+------+-------+\n2 rows in set",
    ])
  func beside(rows: String) throws {
    let document = try read(rows)
    let cells = document.blocks.filter { $0.kind == .tableCell }.map { document.text(in: $0.textRange) }
    #expect(cells == ["boat", "built", "Tern", "1911", "Gull", "1932"])
    let others = document.blocks.filter { $0.kind != .tableCell }.map { document.text(in: $0.textRange) }
    #expect(others.contains { $0.contains("2 rows") })
    #expect(others.count == (rows.hasPrefix("+") ? 3 : 4))
  }

  @Test("A corner without text, and letters of more than a byte, move nothing")
  func corner() throws {
    let document = try read(
      "         1911   1932\n------   ----   ----\nBräuer   eins   zwei\nGüll     drei   vier\n")
    let cells = document.blocks.filter { $0.kind == .tableCell }
    #expect(
      cells.map { document.text(in: $0.textRange) }
        == ["1911", "1932", "Bräuer", "eins", "zwei", "Güll", "drei", "vier"])
    #expect(cells.first?.cell.emptyBefore == 1)
  }

  @Test(
    "A heading with a rule below it stays one",
    arguments: [
      "Boats  of the bay\n-----------------\nThe boats of the bay are old, and nobody\nhas built a new one for many years now.",
      "Boats\n-----\nTern  1911\nGull  1932\nMew   1940",
      "Boats and nets\n==============\nTern is a boat of oak.\nGull is one of pine.",
      "2.  Boats\n---------\nTern is a boat of oak.\nGull is one of pine.",
      "Boats\tnets\n----------\nTern is a boat of oak.\nGull is one of pine.",
    ])
  func underlined(text: String) throws {
    let document = try read(text)
    #expect(document.blocks.contains { $0.kind == .heading })
    #expect(!document.blocks.prefix(3).contains { $0.kind == .tableCell })
  }

  static let others: [String] = [
    // A packet, fields of a form, addresses beside each other, code with remarks.
    "   0 1 2 3 4 5 6 7 8\n  +---+---+-------+\n  | V | T |  Rope |\n  +---+---+-------+\n  |    Length     |\n  +---------------+",
    "Ann Petrel                     Jo Marr\n3 Quay Street                  9 Mill Lane\n                               Tarn",
    "drwxr-xr-x  2 ann   staff   64 May  4 boats\n-rw-r--r--  1 jo    staff  120 May 12 crew.txt\n-rw-r--r--  1 jo    staff   12 Jun  2 nets.txt",
    "boat = hull | raft\nhull = oak | pine\nraft = reed | log",
    "boat    =  1*plank\nplank   =  %x41-5A\nlength  =  2DIGIT",
    "x = 1    # the rope\nlonger = x + 2    # the other rope\ny = 3    # the last",
    "Rope is made of hemp, as is well known,    but hemp is dear and grows only where it is\nwarm, and so the men of the islands use    sisal, which is cheaper, though it is not as\nstrong and does not last for many years    when it is wet, as it is in every winter",
  ]

  @Test("What only looks like columns is no table, and loses no word", arguments: others)
  func otherRows(rows: String) throws {
    let document = try read(rows)
    #expect(!document.blocks.contains { $0.kind == .tableCell })
    let words = rows.split { !$0.isLetter }.filter { $0.count > 1 }
    for word in words { #expect(document.text.contains(word), "\(word)") }
  }

  static let memos: [String] = [
    """
    Network Working Group                                          A. Petrel
    Request for Comments: 9999                                Rope Institute
    Category: Informational                                     January 2031


                             Ropes over the Wire

    """,
    """
    Internet Engineering Task Force (IETF)                    A. Petrel, Ed.
    Request for Comments: 9997                                Rope Institute
    Obsoletes: 2616
    ISSN: 2070-1721                                                 May 2031

                             Ropes over the Wire

    """,
    """
    To: the harbour office                            Tarn, the 4th of May 2031
    From: Jo Marr                                                    File 12/31

                             ROPES OVER THE WIRE

    """,
  ]

  @Test(
    "A memo's head is metadata, side by side, and what is set in the middle below it the title",
    arguments: memos)
  func memo(head: String) throws {
    let document = try Reading.checked(
      Array(
        (head
          + "\nAbstract\n\n   Ropes are sent over wires.\n\n   o  A rope is long.\n\n   o  A wire is thin.\n")
          .utf8),
      as: .text)
    #expect(document.title?.lowercased() == "ropes over the wire")
    let front = document.blocks.prefix { $0.kind != .title }
    #expect(front.count >= 4)
    #expect(front.allSatisfy { $0.role == .metadata })
    for block in front { #expect(!document.text(in: block.textRange).contains("   ")) }
    #expect(document.blocks.filter { $0.kind == .listItem }.count == 2)
  }
}
