import Ingestion
import Testing

@Suite("Manual pages as man prints them")
struct ManualPageTests {
  static let rope = """
    ROPE(1)                                 Harbour Utilities                                ROPE(1)

    NAME
           rope, unrope - tie boats up and let them go

    SYNOPSIS
           rope [-k] [boat...]

    DESCRIPTION
       Which knots are tied
           rope ties a bowline wherever the quay has a ring, and a clove hitch where it has a post.  If no
           boat is given, all boats are tied that lie at the quay.

       What it costs
           A rope costs nothing, unless it is cut.

    OPTIONS
           -k, --keep
                  Keep the old rope, even if it is worn.

           -n count, --times=count
                  Tie each boat so many times, from 1 to 9; twice is what is done
                  where nothing is said.
           -q     Say nothing.
           -v     Say what is done to each boat, and how long it took to find the
                  post.

           --dry-run   Tie nothing.
           --help      Show these options.

    EXIT STATUS
           0      All boats are tied.

           1      One of them has drifted away.

    Port Sarrow                               12 May 2021                                    ROPE(1)
    """

  private func read(_ text: String) throws -> Document { try Reading.checked(Array(text.utf8), as: .text) }

  @Test("Lines further out than the text are headings, though text follows at once")
  func headings() throws {
    let document = try read(Self.rope)
    #expect(document.title == "ROPE(1)")
    #expect(
      document.sections.map(\.heading) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "Which knots are tied", "What it costs", "OPTIONS", "EXIT STATUS",
      ])
    #expect(document.sections.map(\.level) == [1, 1, 1, 2, 2, 1, 1])
    let roles = document.blocks.filter { $0.role == .metadata }.map { document.text(in: $0.textRange) }
    #expect(roles.count == 2 && roles.allSatisfy { $0.hasSuffix("ROPE(1)") })
  }

  @Test("What names the page and says who wrote it is no part of what it says")
  func roles() throws {
    let document = try read(
      Self.rope.replacing(
        "Port Sarrow  ", with: "SEE ALSO\n       quay(8), tides.conf(5)\n\nPort Sarrow  "))
    func role(_ text: String) -> Block.Role? {
      document.blocks.first { document.text(in: $0.textRange).hasPrefix(text) }?.role
    }
    #expect(role("rope, unrope") == .front && role("rope [-k]") == .front)
    #expect(role("rope ties") == .body && role("-k") == .body && role("0 All") == .body)
    #expect(role("quay(8)") == .back)
  }

  @Test("A term and what is said of it are one item, and none swallows the next")
  func items() throws {
    let document = try read(Self.rope)
    let items = document.blocks.filter { $0.kind == .listItem }.map { document.text(in: $0.textRange) }
    #expect(
      items == [
        "-k, --keep Keep the old rope, even if it is worn.",
        "-n count, --times=count Tie each boat so many times, from 1 to 9; twice is what is done where nothing is said.",
        "-q Say nothing.",
        "-v Say what is done to each boat, and how long it took to find the post.",
      ])
    // What stands in columns stays in rows.
    let rows = document.blocks.filter { $0.kind == .preformatted }.map { document.text(in: $0.textRange) }
    #expect(rows == ["--dry-run Tie nothing.\n--help Show these options."])
  }

  @Test(
    "Pages of other sections, widths and programs",
    arguments: [
      "knot(3sea)        Sea Functions        knot(3sea)\n\nNAME\n     knot — ties two ends\n\nSYNOPSIS\n     int knot(void);\n\nRETURN VALUES\n     It returns 0 where the ends are tied, and -1 where the sea was too rough for it.\n\nSea 4.1      May 3      Sea 4.1 knot(3sea)",
      "TIDES.CONF(5)   File Formats   TIDES.CONF(5)\n\nNAME\n  tides.conf - when the water comes\n\nDESCRIPTION\n  Each line says when the water comes, and how high it is expected to stand at the quay.\n  Lines that begin with a number sign are not read.\n\nFILES\n  /etc/tides.conf\n",
      "quay(8)                              quay(8)\n\nNAME\n\tquay - opens the quay\n\nDESCRIPTION\n\tThe quay is opened in the morning, if nobody has opened it before that.\n\nSEE ALSO\n\trope(1)\n",
    ])
  func others(page: String) throws {
    let document = try read(page)
    #expect(document.sections.count == 3 && document.sections[0].heading == "NAME")
    #expect(document.title == String(page.prefix { $0 != " " }))
  }

  @Test(
    "Text that is no manual page keeps its form",
    arguments: [
      "Rope(1) is a command that ties boats, see also rope(1)\n\nNAME\n    of the boat\n",
      "A LETTER          FROM THE QUAY          A LETTER\n\nDear Ann,\n    the rope is long.\n",
    ])
  func others(text: String) throws {
    #expect(try read(text).blocks.allSatisfy { $0.kind != .heading })
  }
}
