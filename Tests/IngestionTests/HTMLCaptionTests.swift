import Ingestion
import Testing

@Suite("Captions that only a class tells")
struct HTMLCaptionTests {
  private func blocks(_ body: String) throws -> [String] {
    let page = "<!DOCTYPE html><html><body>\(body)</body></html>"
    let document = try DocumentReader().document(bytes: Array(page.utf8), name: "a.html")
    return document.blocks.map { "\($0.kind): \(document.text(in: $0.textRange))" }
  }

  private let article =
    "<p>The ferry left at noon, and nobody saw it come back that day.</p><p>In the evening the wind rose.</p>"

  @Test(
    "A short text named so beside a picture is a caption",
    arguments: [
      #"<div><img src="a.jpg"><br> <span class="pb-caption">The ferry at the quay. (Ann Lee)</span></div>"#,
      #"<div class="wp-caption aligncenter"><img src="a.jpg"><p class="wp-caption-text">The ferry at the quay. (Ann Lee)</p></div>"#,
      #"<div class="photo"><div><img src="a.jpg"></div><div class="image_caption"><p>The ferry at the quay. (Ann Lee)</p></div></div>"#,
      #"<div><video src="a.mp4"></video><small class="media-caption__text">The ferry at the quay. (Ann Lee)</small></div>"#,
      #"<div class="thumb"><img src="a.jpg"><div class="thumbcaption">The ferry at the quay. (Ann Lee)</div></div>"#,
    ])
  func named(_ picture: String) throws {
    let found = try blocks(picture + article)
    #expect(found.first == "caption: The ferry at the quay. (Ann Lee)")
    #expect(found.dropFirst().allSatisfy { $0.hasPrefix("paragraph: ") } && found.count == 3)
  }

  @Test("Without a picture, in a long text, and in names that say another thing it is none")
  func others() throws {
    #expect(
      try blocks(#"<p>The <span class="caption">ferry</span> left at noon.</p>"# + article).first
        == "paragraph: The ferry left at noon.")
    let long = String(repeating: "The ferry went across the sound and came back. ", count: 30)
    let described = try blocks(#"<div class="caption"><img src="a.jpg"><p>\#(long)</p></div>"#)
    #expect(described.first?.hasPrefix("paragraph") == true)
    for name in ["has-caption", "no_caption"] {
      #expect(
        try blocks(#"<div class="\#(name)"><img src="a.jpg"><p>The ferry left.</p></div>"# + article).first
          == "paragraph: The ferry left.")
    }
  }
}
