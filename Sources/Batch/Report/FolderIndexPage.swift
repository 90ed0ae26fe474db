import Foundation
import Platform
import Results

/// A page that lists the pages of an output folder: titles, sizes, failures, and a field to find some of
/// them. Links are relative, so that the folder can be moved.
public struct FolderIndexPage: Sendable {
  private let folder: String
  private let errors: String?

  /// A page about `folder`, whose batch wrote its failures to `errors`.
  public init(folder: String, errors: String?) {
    (self.folder, self.errors) = (folder, errors)
  }

  private struct Entry {
    var name: String
    var title: String
    var bytes: Int
  }

  /// Bytes at the beginning of a page among which its title stands.
  private static let headBytes = 16 << 10
  private static let mostErrors = 1000

  /// Writes the page as `index.html`, or as `peruse-index.html` where a document has that name; returns its
  /// path.
  ///
  /// - Throws: ``CorpusError/cannotWrite(path:reason:)``.
  @discardableResult
  public func write() throws(CorpusError) -> String {
    let names = (FileManager.default.contents(atPath: folder + "/.peruse-files") ?? Data())
      .split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    let path = folder + "/" + (names.contains("index.html") ? "peruse-index.html" : "index.html")
    do {
      try Data(html(names.compactMap(entry)).utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .cannotWrite(path: path, reason: "the index cannot be written")
    }
    return path
  }

  private func entry(_ name: String) -> Entry? {
    let path = folder + "/" + name
    var status = stat()
    guard stat(path, &status) == 0, let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    let head = String(decoding: (try? handle.read(upToCount: Self.headBytes)) ?? Data(), as: UTF8.self)
    // The title is taken as markup: the page's own writer has escaped it.
    var title = name.escapedForMarkup
    if let start = head.range(of: "<title>"),
      let end = head.range(of: "</title>", range: start.upperBound..<head.endIndex)
    {
      title = String(head[start.upperBound..<end.lowerBound])
      for opening in ["Summary of ", "Answers from "] where title.hasPrefix(opening) {
        title.removeFirst(opening.count)
      }
    }
    return Entry(name: name, title: title, bytes: Int(status.st_size))
  }

  private func failures() -> [BatchFailure] {
    guard let errors, let descriptor = try? Descriptor.open(errors) else { return [] }
    defer { close(descriptor) }
    var lines = JSONLineReader<SystemError>(file: errors, descriptor: descriptor)
    var failures: [BatchFailure] = []
    // What cannot be read is no reason to have no page.
    while failures.count < Self.mostErrors, let line = try? lines.next() {
      if let failure = try? line.decode(BatchFailure.self) { failures.append(failure) }
    }
    return failures
  }

  private func html(_ entries: [Entry]) -> String {
    let failures = failures()
    let rows = entries.map { entry in
      """
      <tr><td><a href="\(entry.name.asRelativeReference)">\(entry.title)</a></td>\
      <td class="path">\(entry.name.escapedForMarkup)</td><td class="n">\((entry.bytes + 1023) / 1024) KB</td></tr>
      """
    }
    let faults = failures.map { failure in
      "<li>\(failure.place.inOneColumn.escapedForMarkup): \(failure.reason.escapedForMarkup)</li>"
    }
    let section =
      failures.isEmpty
      ? ""
      : "<h2>\(failures.count) failure\(failures.count == 1 ? "" : "s")</h2>\n<ul>\n\(faults.joined(separator: "\n"))\n</ul>"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(ContentHash.source(Self.style))'; script-src '\(ContentHash.source(Self.script))'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(entries.count) documents</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <h1>\(entries.count) document\(entries.count == 1 ? "" : "s")</h1>
      <p><label for="q">Find</label> <input id="q" type="search" autocomplete="off"> <output id="n" for="q"></output></p>
      <table>
      <thead><tr><th scope="col">Title</th><th scope="col">File</th><th scope="col">Size</th></tr></thead>
      <tbody id="t">
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      \(section)
      <script>\(Self.script)</script>
      </body>
      </html>

      """
  }

  private static let style = """
    :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
    overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .6rem;\
    border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}.n{text-align:right;white-space:nowrap}\
    .path{font-size:.875rem}[hidden]{display:none}
    """

  /// Without it the page lists everything all the same.
  private static let script = """
    const q=document.getElementById("q"),n=document.getElementById("n"),t=[...document.getElementById("t").rows];\
    q.addEventListener("input",()=>{const w=q.value.toLowerCase().split(/\\s+/);let c=0;\
    for(const r of t){const x=r.textContent.toLowerCase();r.hidden=!w.every((v)=>x.includes(v));if(!r.hidden)c++}\
    n.textContent=q.value?c+" found":""})
    """
}

extension String {
  /// A name below the page's own folder as a relative reference.
  fileprivate var asRelativeReference: String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    let path = utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
    return "./" + path
  }
}
