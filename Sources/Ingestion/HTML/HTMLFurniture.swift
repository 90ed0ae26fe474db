/// Words over and in boxes that surround an article: lists of other articles, readers' comments, buttons.
enum HTMLFurniture {
  /// What a box is, by the words that it begins with.
  enum Kind {
    /// Leads to other pages.
    case others
    /// What readers wrote.
    case comments
    /// What readers wrote, if a reader has signed it.
    case signed
    /// Speaks of the author.
    case author
    /// Says nothing but to the eye: an advertisement's label, a button.
    case label
  }

  private static let others: Set<String> = [
    "related", "related articles", "related stories", "related posts", "related content", "related topics",
    "related links", "related news", "related coverage", "related reading", "most popular", "most read",
    "most viewed", "most shared", "most commented", "popular posts", "popular stories", "trending",
    "trending now", "trending articles", "trending stories", "top stories", "top story", "latest news",
    "latest stories", "latest posts", "recent posts", "recent articles", "recommended", "recommended for you",
    "recommended stories", "recommended articles", "recommended reading", "you may also like",
    "you might also like", "you may like", "you may also enjoy", "more stories", "more articles",
    "more posts",
    "more news", "more to explore", "more videos", "up next", "next up", "read next", "what to read next",
    "don't miss", "editors' picks", "editor's picks", "editors picks", "from our sponsor",
    "from our sponsors",
    "from our partners", "sponsored content", "sponsored stories", "promoted content", "promoted stories",
    "around the web", "from the web", "elsewhere on the web", "like this", "share this", "share this article",
    "share this story", "share this post", "share on", "follow us", "stay connected", "newsletter",
    "sign up for our newsletter", "subscribe to our newsletter", "tagged", "tags", "filed under",
    "ähnliche artikel", "mehr zum thema", "lesen sie auch", "das könnte sie auch interessieren",
    "meistgelesen",
    "weitere artikel", "auch interessant", "verwandte artikel",
    "lire aussi", "à lire aussi", "à lire", "sur le même sujet", "articles liés", "les plus lus",
    "dans la même rubrique",
    "lee también", "te puede interesar", "más leídas", "lo más leído", "lo más visto",
    "artículos relacionados",
    "noticias relacionadas", "leia também", "leia mais", "mais lidas", "veja também", "notícias relacionadas",
    "leggi anche", "articoli correlati", "potrebbe interessarti", "i più letti",
    "lees ook", "meest gelezen", "gerelateerde artikelen", "läs också", "läs mer", "mest läst", "les også",
    "læs også", "czytaj także", "czytaj też", "zobacz także", "přečtěte si také", "související články",
    "читайте также", "по теме", "популярное", "関連記事", "関連ニュース", "おすすめ記事", "相关阅读", "相关新闻",
    "相关文章", "推荐阅读", "관련기사",
  ]

  private static let otherPrefixes = [
    "more from ", "more on ", "more stories from ", "more in ", "next on ", "read more about ",
    "recommended by ",
    "top stories in ", "trending on ", "most popular in ", "follow us on ", "share on ", "más de ",
    "mehr von ",
  ]

  private static let comments: Set<String> = [
    "leave a reply", "leave a comment", "leave your comment", "post a comment", "add a comment",
    "add your comment", "write a comment", "join the discussion", "join the conversation", "view comments",
    "show comments", "load comments", "readers' comments", "reader comments", "facebook conversations",
    "leserkommentare", "leserkommentar", "kommentare der leser", "commentaires des lecteurs",
    "comentarios de los lectores", "i commenti dei lettori", "reacties van lezers",
    "schreibe einen kommentar", "kommentar schreiben", "laisser un commentaire", "deja un comentario",
    "deja una respuesta", "deixe um comentário", "lascia un commento", "plaats een reactie",
    "добавить комментарий", "コメントを残す", "发表评论", "发表回复", "댓글",
  ]

  private static let commentNouns: Set<Substring> = [
    "comment", "comments", "reply", "replies", "response", "responses", "kommentare", "kommentar",
    "commentaires",
    "comentarios", "comentários", "commenti", "reacties", "комментариев", "комментария", "комментарии",
  ]

  private static let labels: Set<String> = [
    "advertisement", "advertisements", "ad", "anzeige", "werbung", "publicité", "publicidad", "publicidade",
    "pubblicità", "advertentie", "annons", "reklama", "реклама", "広告", "广告", "스폰서",
    "continue reading the main story", "skip to content", "skip to main content", "skip advertisement",
    "story continues below advertisement", "article continues below advertisement",
    "story continues below", "view this image", "view image", "report this ad", "enlarge image",
    "click to enlarge",
    "powered by", "loading", "please wait", "print this page", "print this article", "back to top",
    "copy link", "link copied", "tweet this", "pin it", "email this",
    "back to home", "back to homepage", "back to the homepage", "back to home page", "back to the home page",
    "return to home", "return to homepage", "return to the homepage", "go to homepage", "back to the top",
    "zurück zur startseite", "zur startseite", "zurück zur homepage", "nach oben", "zurück nach oben",
    "zum seitenanfang", "retour à l'accueil", "retour à la page d'accueil", "retour en haut",
    "retour en haut de page", "haut de page", "volver al inicio", "volver a la portada", "volver arriba",
    "ir a la portada", "torna alla home", "torna alla homepage", "torna alla home page", "torna all'inizio",
    "torna su", "voltar ao início", "voltar para o início", "voltar à página inicial",
    "voltar para a página inicial", "voltar ao topo", "terug naar home", "terug naar de homepage",
    "terug naar de startpagina", "terug naar boven", "tillbaka till startsidan", "till startsidan",
    "till toppen", "tilbage til forsiden", "til forsiden", "til toppen", "tilbake til forsiden",
    "takaisin etusivulle", "powrót do strony głównej", "wróć do strony głównej", "do góry", "na górę",
    "zpět na hlavní stránku", "zpět nahoru", "vissza a főoldalra", "ana sayfaya dön", "на главную",
    "вернуться на главную", "на главную страницу", "наверх", "на головну", "トップへ戻る", "トップに戻る",
    "トップページへ戻る", "ページトップへ", "ホームに戻る", "返回首页", "回到首页", "返回顶部", "回到顶部",
    "홈으로", "맨 위로",
  ]

  /// What `text`, the words of a short block, say of the box that they begin.
  static func kind(_ text: String) -> Kind? {
    guard mayBe(text) else { return nil }
    let trimmed = text.lowercased().replacing("’", with: "'").trimming(while: { character in
      character.isWhitespace || character.isPunctuation && character != "(" && character != ")"
        || character.isSymbol
    })
    if labels.contains(trimmed) { return .label }
    if others.contains(trimmed) || otherPrefixes.contains(where: { trimmed.hasPrefix($0) }) { return .others }
    if comments.contains(trimmed) { return .comments }
    if HTMLPhrases.commentHeadings.contains(trimmed) { return .signed }
    if HTMLPhrases.authors.contains(trimmed) { return .author }
    return isCountOfComments(trimmed) ? .comments : nil
  }

  /// The first two bytes of all words above that are ASCII, and of counts of comments.
  private static let starts: Set<UInt16> = {
    let counts = ["there", "view", "show", "read", "one"] + commentNouns.map(String.init)
    let all = [
      Array(others), otherPrefixes, Array(comments), Array(labels), Array(HTMLPhrases.commentHeadings),
      Array(HTMLPhrases.authors), counts,
    ]
    return Set(all.joined().compactMap { start($0.utf8.prefix(2)) })
  }()

  private static func start(_ bytes: some Collection<UInt8>) -> UInt16? {
    let bytes = Array(bytes)
    return bytes.count == 2 ? UInt16(bytes[0]) << 8 | UInt16(bytes[1]) : nil
  }

  /// Whether `text` begins as furniture does, by one look at its first letters: a long table's cells, each a
  /// short block, do not. Anything but plain ASCII is let through.
  private static func mayBe(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ 0x20..<0x7F ~= $0 || 0x09...0x0D ~= $0 }) else { return true }
      func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
      guard
        let first = bytes.firstIndex(where: { isLetter($0) || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "(") })
      else { return false }
      guard isLetter(bytes[first]) else { return bytes[first...].contains(where: isLetter) }
      guard first + 1 < bytes.count else { return false }
      return starts.contains(UInt16(bytes[first] | 0x20) << 8 | UInt16(lowercased(bytes[first + 1])))
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Whether the first words under a heading are signed by a reader. A chapter may speak of what somebody
  /// says as well.
  static func isSigned(_ text: String) -> Bool {
    let start = String(text.prefix(60))
    let folded = start.lowercased()
    if text.count <= 60, HTMLPhrases.stamps.contains(where: { folded.contains($0) }) { return true }
    // "Ann, 3 hours ago", but not "Long ago".
    if let ago = folded.ranges(of: " ago").first, folded[..<ago.lowerBound].contains(where: \.isNumber) {
      return true
    }
    for verb in HTMLPhrases.signatures {
      guard let place = folded.ranges(of: verb).first else { continue }
      let name = folded[..<place.lowerBound]
      let rest = folded[place.upperBound...].drop { $0 == " " }
      let isEnd = rest.first.map { $0 == ":" || $0 == "：" || $0.isNumber } ?? true
      if isEnd, name.split(separator: " ").count <= 4, !name.contains(",") { return true }
    }
    return false
  }

  /// Whether they begin with what may be a reader's name, before a colon.
  static func isNamed(_ text: String) -> Bool {
    let start = String(text.prefix(60))
    guard let colon = start.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return false }
    let words = start[..<colon].split(separator: " ")
    let areNames = words.count == 1 || words.allSatisfy { $0.first?.isLowercase != true }
    return start[..<colon].count <= 24 && words.count <= 3 && start[..<colon].contains(where: \.isLetter)
      && areNames && !HTMLPhrases.openings.contains(start[..<colon].lowercased())
  }

  /// "13 comments", "Comments (13)", "There are 13 comments", "2 thoughts on …".
  private static func isCountOfComments(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter && !$0.isNumber }
    if words.count > 2, words[0].allSatisfy(\.isNumber) || words[0] == "one" {
      // "2 thoughts on …"
      if HTMLPhrases.thoughts.contains(words[1]), HTMLPhrases.about.contains(words[2]) { return true }
    }
    guard 2...6 ~= words.count, words.contains(where: { $0.allSatisfy(\.isNumber) }) else { return false }
    if words.count == 2 { return words.contains(where: { commentNouns.contains($0) }) }
    return (words.first == "there" || words.first == "view" || words.first == "show" || words.first == "read")
      && words.last.map { commentNouns.contains($0) } == true
  }
}

extension String {
  /// The string without the characters at both ends that meet `isLeft`.
  fileprivate func trimming(while isLeft: (Character) -> Bool) -> String {
    let start = firstIndex(where: { !isLeft($0) }) ?? endIndex
    let end = lastIndex(where: { !isLeft($0) }).map { index(after: $0) } ?? start
    return start < end ? String(self[start..<end]) : ""
  }
}
