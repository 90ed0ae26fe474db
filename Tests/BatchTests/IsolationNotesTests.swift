import Batch
import Foundation
import Ingestion
import TestSupport
import Testing

/// What the process that works leaves behind, and what the next one is told.
@Suite("Notes and orders of work apart")
struct IsolationNotesTests {
  private typealias Culprit = IsolationNotes.Culprit

  private static let keys = (1...3).map { RecordKey(high: UInt64($0), low: .max - UInt64($0)) }

  @Test("What the threads are at is read from the file, and one that a fault ends is told from the others")
  func suspects() throws {
    let folder = try Scratch()
    let notes = try #require(IsolationNotes(folder: folder.path))
    #expect(notes.suspects(byFault: true).isEmpty)
    notes.path = "docs/a\tb\n.jsonl"
    notes.count = 70_000
    let file = Culprit.file("docs/a\tb\n.jsonl", after: 70_000)
    #expect(notes.suspects(byFault: true) == [file])
    for (slot, key) in Self.keys.enumerated() { notes.begin(slot * 31, key) }
    notes.end(31)
    let read = try #require(IsolationNotes(folder: folder.path))
    let (first, third) = (Culprit.record(Self.keys[0]), Culprit.record(Self.keys[2]))
    #expect(read.suspects(byFault: true) == [first, third])
    notes.fault.pointee = 63
    #expect(read.suspects(byFault: true) == [third])
    #expect(read.suspects(byFault: false) == [first, third])
    notes.fault.pointee = 32
    #expect(read.suspects(byFault: true) == [first, third], "its record was at its end already")
    notes.fault.pointee = IsolationNotes.finder
    #expect(read.suspects(byFault: true) == [file])
    #expect(read.suspects(byFault: false) == [first, third, file])
    notes.path = nil
    #expect(read.suspects(byFault: true) == [first, third])
  }

  @Test("A path longer than its place is cut, and nothing beside it changes")
  func longPath() throws {
    let folder = try Scratch()
    let notes = try #require(IsolationNotes(folder: folder.path))
    notes.begin(63, Self.keys[0])
    notes.path = String(repeating: "é", count: 20_000)
    #expect(notes.path == String(repeating: "é", count: 4096))
    #expect(notes.record(63) == Self.keys[0] && notes.count == 0 && !notes.isLate && !notes.wantsRenewal)
  }

  @Test("Orders come back as they were written, whatever the paths hold")
  func orders() throws {
    let folder = try Scratch()
    #expect(IsolationOrders.read(from: folder.path) == nil)
    var orders = IsolationOrders()
    let (crash, time) = (
      IsolationOrders.Cause(kind: "crash", words: "signal 11, a fault"),
      IsolationOrders.Cause(kind: "time", words: "late")
    )
    orders.leaveAlone(.record(Self.keys[0]), crash)
    orders.leaveAlone(.file("a\tb\nc\u{0}.tar", after: 9), time)
    orders.leaveAlone(.file("a\tb\nc\u{0}.tar", after: 4), crash)
    orders.leaveAlone(.file("a\tb\nc\u{0}.tar", after: 7), crash)
    orders.suspect([.record(Self.keys[1]), .record(Self.keys[2]), .file("ü\n", after: 1)])
    try orders.write(to: folder.path)
    let read = try #require(IsolationOrders.read(from: folder.path))
    #expect(read.records == [Self.keys[0]: crash])
    #expect(read.files["a\tb\nc\u{0}.tar"]?.after == 4)
    #expect(read.files.count == 1)
    #expect(read.suspectRecords == Set(Self.keys[1...]) && read.suspectFiles == ["ü\n"])
  }

  @Test("A file that ended a process is taken up to there, and the files around it whole")
  func partOfFile() throws {
    let folder = try Scratch()
    let lines = (1...5).map { "{\"id\":\"\($0)\",\"text\":\"The mill is old.\"}\n" }.joined()
    let paths = try ["a", "b", "c"].map { try folder.write("\($0).jsonl", lines) }
    for after in [0, 2, 5, 6] {
      let notes = try Scratch()
      var orders = IsolationOrders()
      orders.leaveAlone(.file(paths[1], after: after), .init(kind: "crash", words: "it fell"))
      try orders.write(to: notes.path)
      var found: [String] = []
      let isolation = try Isolation(folder: notes.path)
      #expect(isolation.isContinuing && !isolation.isAlone)
      var source = BatchSource(
        InputSelection(paths: paths), options: IngestionOptions(), isolation: isolation
      ) {
        switch $0.payload {
        // The files' lines have the same names, and so the later ones numbers.
        case .success: found.append(String($0.id.prefix { $0 != "#" }))
        case .failure(let failure): found.append(failure.kind)
        }
        return true
      }
      let all = (1...5).map { "\($0)" }
      let middle = all.prefix(after) + (after < 6 ? ["crash"] : [])
      #expect(source.run() == found.count)
      #expect(found == all + middle + all)
    }
  }

  @Test("When all suspects have been tried, another process is asked for")
  func renewal() throws {
    let notes = try Scratch()
    var orders = IsolationOrders()
    orders.suspect([.record(Self.keys[0]), .record(Self.keys[1]), .file("x", after: 0)])
    try orders.write(to: notes.path)
    let isolation = try Isolation(folder: notes.path)
    #expect(isolation.isAlone)
    for key in [Self.keys[2], Self.keys[0]] {
      isolation.begin(0, key)
      isolation.end(0)
    }
    isolation.enter("x")
    isolation.leave()
    isolation.begin(0, Self.keys[1])
    #expect(!isolation.wantsRenewal)
    isolation.end(0)
    #expect(isolation.wantsRenewal)
  }
}
