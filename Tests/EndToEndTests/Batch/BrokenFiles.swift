/// Files that cannot be read, one of every kind, with the kind that the error line must name.
enum BrokenFiles {
  static let all: [(name: String, bytes: [UInt8], kind: String)] = [
    ("amplification-laughs.xml", Array(laughs.utf8), "amplification|malformed"),
    ("amplification-quadratic.xml", Array(quadratic.utf8), "amplification|malformed"),
    (
      "attributes.xml",
      Array("<story \((0..<600).map { "b\($0)=\"\"" }.joined(separator: " "))>t</story>".utf8),
      "limit"
    ),
    ("binary.bin", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], "foreign"),
    ("binary.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], "foreign"),
    ("deep.xml", Array((String(repeating: "<d>", count: 100_000) + "x").utf8), "limit"),
    (
      "deep-closed.xml",
      Array((String(repeating: "<d>", count: 300) + "x" + String(repeating: "</d>", count: 300)).utf8),
      "limit"
    ),
    ("empty.txt", [], "empty"),
    ("empty.xml", [], "empty"),
    (
      "encoding-unknown.xml",
      Array("<?xml version=\"1.0\" encoding=\"x-no-such\"?><story>t".utf8) + [0xE9]
        + Array("xt</story>".utf8),
      "encoding"
    ),
    (
      "encoding-broken.xml",
      Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?><story>".utf8) + [0xC3, 0x28] + Array("</story>".utf8),
      "encoding"
    ),
    (
      "encoding-truncated.xml", Array("<?xml version=\"1.0\"?><story>caf".utf8) + [0xC3], "encoding|malformed"
    ),
    ("encoding-utf16-odd.txt", [0xFF, 0xFE, 0x41, 0x00, 0x42], "encoding"),
    ("encoding-surrogate.txt", [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00], "encoding"),
    (
      "entity-file.xml",
      Array("<!DOCTYPE story [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><story>&x;</story>".utf8),
      "external-entity"
    ),
    (
      "entity-http.xml",
      Array("<!DOCTYPE story [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]><story>&x;</story>".utf8),
      "external-entity"
    ),
    (
      "entity-parameter.xml",
      Array("<!DOCTYPE story [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><story>t</story>".utf8),
      "external-entity|malformed"
    ),
    (
      "entity-loop.xml",
      Array("<!DOCTYPE story [<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">]><story>&x;</story>".utf8),
      "malformed|amplification"
    ),
    ("malformed-cut.xml", Array("<story><p>It begins and".utf8), "malformed"),
    ("malformed-crossed.xml", Array("<story><item>x</story></item>".utf8), "malformed"),
    ("malformed-attribute.xml", Array("<story b=c>x</story>".utf8), "malformed"),
    ("malformed-two-roots.xml", Array("<story>x</story><item>y</item>".utf8), "malformed"),
    ("malformed-ampersand.xml", Array("<?xml version=\"1.0\"?><story>this & that</story>".utf8), "malformed"),
    ("malformed-comment.xml", Array("<story>x<!-- never closed</story>".utf8), "malformed"),
    ("malformed-cdata.xml", Array("<story>x<![CDATA[ never closed</story>".utf8), "malformed"),
    ("no-text.xml", Array("<?xml version=\"1.0\"?><story><item/></story>".utf8), "no-text"),
    ("no-text.html", Array("<!doctype html><html><body><script>1</script></body></html>".utf8), "no-text"),
    (
      "nul.xml", Array("<?xml version=\"1.0\"?><story>one".utf8) + [0] + Array("two</story>".utf8),
      "encoding|malformed|binary|foreign"
    ),
    ("truncated.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B], "malformed"),
    ("truncated.zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0], "malformed"),
  ]

  private static let laughs: String = {
    let levels = (1..<10).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }
    return "<!DOCTYPE story [<!ENTITY l0 \"ha\">\(levels.joined())]><story>&l9;</story>"
  }()

  private static let quadratic: String = {
    let big = String(repeating: "b", count: 100_000)
    return "<!DOCTYPE story [<!ENTITY b \"\(big)\">]><story>\(String(repeating: "&b;", count: 2000))</story>"
  }()
}
