import Ingestion
import Testing

@Suite("Lines between an article's paragraphs")
struct PageLineTests {
  private static let article = [
    "The mill by the brook turned again on Tuesday, after a winter in which nobody had dared to repair it.",
    "Its wheel, which is of larch, was lifted by twelve men and a horse, and it did not break.",
    "The miller said that flour will be ground from May, if the water is high enough by then.",
  ]

  private func texts(_ line: String) throws -> [String] {
    let paragraphs = Self.article.map { "<p>\($0)</p>" }
    let page =
      "<html><head><title>Mill</title></head><body><main><h1>The mill</h1>\(paragraphs[0])\(line)\(paragraphs[1])"
      + "\(paragraphs[2])</main></body></html>"
    let document = try Reading.checked(Array(page.utf8), as: .html)
    return document.blocks.filter { $0.kind != .title }.map { document.text(in: $0.textRange) }
  }

  @Test(
    "Links to other articles, buttons and notices are left out",
    arguments: [
      "<p>RELATED: <a href=a>The weir broke</a></p>",
      "<p><strong>Also read:</strong> <a href=a>The weir</a></p>",
      "<p>[<a href=a>Read: The weir broke</a>]</p>", "<p>Tags: <a>mill</a>, <a>water</a></p>",
      "<p>Lire aussi : <a href=a>Le barrage</a></p>", "<p><b>Mehr zum Thema:</b> <a href=a>Das Wehr</a></p>",
      "<p><a href=a>Te puede interesar: La presa</a></p>", "<p>Leggi anche: <a href=a>La diga</a></p>",
      "<p>【関連記事】<a href=a>堰</a></p>", "<p>Partager sur Facebook</p>", "<p>Teilen | Drucken | E-Mail</p>",
      "<p>Compartir en Facebook | Compartir en Twitter | Imprimir</p>", "<p>シェアする ツイート</p>",
      "<p>Síguenos en <a>Facebook</a> y <a>Instagram</a></p>",
      "<p>We use cookies to give you the best experience on our website.</p>",
      "<p>Diese Website verwendet Cookies. Mit der Nutzung stimmen Sie zu.</p>",
      "<p>Ce site utilise des cookies pour améliorer votre expérience.</p>",
      "<p>Abonnez-vous à notre newsletter</p>", "<p>Jetzt den Newsletter abonnieren!</p>",
      "<p>Suscríbase a nuestro boletín y reciba las noticias.</p>", "<p>Like this: Like Loading...</p>",
      "<p>Your email address will not be published. Required fields are marked *</p>",
      "<p>Über den Autor: Jo Holt schreibt über Mühlen.</p>",
      "<p>Next: <a href=n>Weirs</a>, Previous: <a href=p>Wheels</a>, Up: <a href=u>Mills</a> &nbsp; [<a href=i>Index</a>]</p>",
      "<div class=pager>Zurück: <a href=p>Das Rad</a> | Weiter: <a href=n>Das Wehr</a></div>",
    ])
  func lines(line: String) throws {
    #expect(try texts(line) == Self.article)
  }

  @Test(
    "What only begins like such a line stays",
    arguments: [
      "Related: the weir upstream broke in the same night.", "Read the register before you ask the miller.",
      "We use cookies to thicken the sauce, which the miller likes.", "Share the flour with your neighbours.",
      "Next, the miller asked for more.", "More: that is what the miller asked for.",
      "Tags: red for rye and blue for wheat.",
      "Facebook was not known to the miller.",
      "Sign up for the newsletter was the call of the day, he wrote.",
      "Back to home he went, the miller said, and slept.",
      "Die Lesezeit des Buches war ihm mit 3 Stunden zu lang.",
      "The 3 min read of the meter was wrong.", "Subscribe, the miller said, and paid.",
    ])
  func sentences(line: String) throws {
    #expect(try texts("<p>\(line)</p>") == [Self.article[0], line] + Self.article[1...])
  }

  @Test(
    "How long the page takes to read, and who wrote it when, is metadata",
    arguments: [
      "Von Jo Holt · 04.05.2030, 12:30 Uhr · Lesezeit: 3 Min.", "By Jo Holt | 5 min read",
      "3 Minuten Lesezeit",
      "Temps de lecture : 4 min", "Por Jo Holt · Tiempo de lectura: 2 minutos", "Время чтения: 3 мин.",
      "Jo Holt • 12-minute read",
    ])
  func readingTime(line: String) throws {
    let page =
      "<html><head><title>Mill</title></head><body><main><h1>The mill</h1><p>\(line)</p>"
      + Self.article.map { "<p>\($0)</p>" }.joined() + "</main></body></html>"
    let document = try Reading.checked(Array(page.utf8), as: .html)
    let block = try #require(document.blocks.first { document.text(in: $0.textRange) == line })
    #expect(block.role == .metadata)
  }

  @Test(
    "The way back is left out",
    arguments: [
      "Back to home", "Zurück zur Startseite", "« Retour à l’accueil", "Volver arriba ↑", "На главную",
      "Torna su",
    ])
  func wayBack(line: String) throws {
    #expect(try end("<div>\(line)</div>") == Self.article)
  }

  @Test("A sentence with links behind its first words stays")
  func linked() throws {
    #expect(
      try texts("<p>Read: <a href=a>chapter one</a> before you grind <a href=b>rye</a>.</p>").count == 4)
  }

  private func end(_ html: String) throws -> [String] {
    let page =
      "<html><head><title>Mill</title></head><body><main><h1>The mill</h1>"
      + Self.article.map { "<p>\($0)</p>" }.joined() + "\(html)</main></body></html>"
    let document = try Reading.checked(Array(page.utf8), as: .html)
    return document.blocks.filter { $0.kind != .title }.map { document.text(in: $0.textRange) }
  }

  @Test(
    "What readers wrote goes with its heading, and so does what is said of the author",
    arguments: [
      "<h2>2 thoughts on “The mill”</h2><p>Ann says: May 3</p><p>Good for the brook, I think.</p>",
      "<h3>Leserkommentare</h3><div><p>Von Ann: Das finde ich sehr gut.</p></div>",
      "<h2>コメント</h2><p>匿名：よい記事でした。</p>", "<h2>Comments</h2><p>Ann wrote: I was there.</p>",
      "<h2>Comments</h2><p>Ann: I was there.</p><p>Jo: So was I.</p>",
      "<h3>Comentarios</h3><ol class=\"comment-list\"><li><article class=\"comment-body\"><p>Muy bien.</p></article></li></ol>",
      "<h2>About the author</h2><p>Jo Holt writes of mills and lives by one.</p>",
      "<div><p><strong>Sobre el autor</strong></p><p>Jo Holt escribe sobre molinos.</p></div>",
      "<h2>À propos de l’auteur</h2><p>Jo Holt écrit sur les moulins.</p><h2>2 commentaires</h2><p>Ann : Bravo.</p>",
      "<div class=\"jp-relatedposts\"><h3>Other mills</h3><p>The windmill of Orn</p></div>",
    ])
  func ends(html: String) throws {
    #expect(try end(html) == Self.article)
  }

  @Test("A chapter of the same name stays")
  func chapters() throws {
    let chapters = [
      "<h2>Comments</h2><p>A comment begins with a sign and ends with the line.</p>",
      "<h2>Comments</h2><p>We comment here on the rule, which says that mills are dear.</p>",
      "<h2>Comments</h2><p>Note: a mill is no weir, and the old book knows it.</p>",
      "<h2>Kommentare</h2><p>Das alte Buch, so der Müller, sagt mehr als das neue.</p>",
      "<h2>Comments</h2><p>Long ago, the brook had no mill, and nobody in the town thought that it needed one at all.</p>",
      "<h2>Comments</h2><p>Syntax: a comment begins with a sign and ends with the line.</p>",
      "<h2>Comments</h2><p>Rule 8: a comment is a whole sentence.</p><h2>Numbers</h2><p>A number has digits.</p>",
      "<h2>About the author</h2><p>Of the man who wrote the old book on mills little is known.</p><h2>Next</h2><p>The book.</p>",
    ]
    for chapter in chapters {
      #expect(try end(chapter).count == (chapter.contains("<h2>N") ? 7 : 5), "\(chapter)")
    }
  }

  @Test(
    "An entry's title stays, whatever its rank",
    arguments: ["class=\"entry-title\"", "class=\"post-title\"", "itemprop=headline"])
  func titles(attribute: String) throws {
    let page =
      "<html><head><title>A blog</title></head><body><div><div class=post><h2 \(attribute)>The mill</h2>"
      + "<div class=x>\(Self.article.map { "<p>\($0)</p>" }.joined())</div></div></div></body></html>"
    let document = try Reading.checked(Array(page.utf8), as: .html)
    #expect(document.title == "The mill")
    #expect(Reading.texts(document) == ["The mill"] + Self.article)
  }
}
