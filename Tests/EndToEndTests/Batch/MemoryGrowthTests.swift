import Foundation
import TestSupport
import Testing

/// Shapes of input that once took kilobytes a byte: what a larger one takes more is a small multiple of what
/// it is larger.
@Suite("Memory grows with the input, and not with its shape")
struct MemoryGrowthTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    var name: String
    /// Python for a text of about `n` bytes.
    var make: String
    /// Bytes of memory that a byte more may take.
    var most = 60
    /// How many times larger than usual the texts are: little memory a byte shows in large ones only.
    var scale = 1
    var testDescription: String { name }
  }

  static let shapes = [
    Shape(name: "guillemets.txt", make: "'‹' * (n // 3)"),
    Shape(name: "no-full-stop.txt", make: "'港口的历史很长' * (n // 21)"),
    Shape(name: "one-line.txt", make: "'The mill by the river is grey ' * (n // 30)"),
    Shape(name: "one-node.xml", make: "'<d><p>' + 'The mill is old and grey. ' * (n // 26) + '</p></d>'"),
    Shape(name: "blank-lines.txt", make: "'a' + '\\n' * (n - 1)", most: 8, scale: 10),
    Shape(name: "short-lines.txt", make: "'a\\n' * (n // 2)", most: 40, scale: 10),
    Shape(name: "short-words.txt", make: "'a ' * (n // 2)", most: 14, scale: 10),
    Shape(
      name: "rows.html", make: "'<table>' + '<tr><td>1<td>mill</tr>' * (n // 22) + '</table>'"),
    Shape(name: "many-rows.html", make: "'<table>' + '<tr><td>1' * (n // 9) + '</table>'"),
    Shape(
      name: "rows.xml",
      make:
        "'<TEI><text><body><table>' + '<row><cell>1</cell></row>' * (n // 25) + '</table></body></text></TEI>'"
    ),
    Shape(name: "list.md", make: "'- a\\n' * (n // 4)"),
    Shape(name: "table.md", make: "'|a|b|\\n|-|-|\\n' + '|1|mill|\\n' * (n // 9)"),
    Shape(
      name: "long-names.xml",
      make:
        "''.join(f'<n{i}{\"x\" * 1000}>' for i in range(20)) + '<p>a</p>' * (n // 8) + "
        + "''.join(f'</n{i}{\"x\" * 1000}>' for i in reversed(range(20)))"),
  ]

  /// Runs the program on two sizes under a limit of addresses and prints status, bytes of the file and most
  /// bytes in memory.
  private static let script = """
    import resource, subprocess, sys, os
    program, name, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    def limit(): resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    for n in [SCALE * 100_000, SCALE * 400_000]:
        open(name, 'w').write(MAKE)
        child = subprocess.Popen([program] + command + [name], preexec_fn=limit, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        print(os.waitstatus_to_exitcode(status), os.path.getsize(name), usage.ru_maxrss * 1024)
    """

  @Test("read, block by block as JSON lines", arguments: shapes)
  func inspect(shape: Shape) throws {
    let folder = try Scratch()
    let script = Self.script.replacingOccurrences(of: "MAKE", with: shape.make)
    try folder.write("run.py", script.replacingOccurrences(of: "SCALE", with: "\(shape.scale)"))
    let command = "python3 run.py '\(Program.binary.path)' \(shape.name) inspect --format jsonl --quiet"
    let outcome = try Program.shell(command, in: folder.path)
    let runs = outcome.output.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
    try #require(runs.count == 2 && runs.allSatisfy { $0.count == 3 }, "\(outcome.errors)")
    // A refusal in words is an answer; a signal is none.
    #expect(runs.allSatisfy { [0, 65].contains($0[0]) }, "\(runs)")
    let (bytes, memory) = (runs[1][1] - runs[0][1], runs[1][2] - runs[0][2])
    // Two runs over one input differ by some megabytes already.
    #expect(memory <= shape.most * bytes + 16 << 20, "\(runs)")
  }
}
