/// Names that pages give to what stands around their content.
enum HTMLNames {
  /// Whole names of things around the content. They decide only where the element is not most of the page.
  private static let boilerplate: Set<Substring> = [
    "ad", "ads", "advert", "advertisement", "advertising", "breadcrumb", "breadcrumbs", "catlinks", "consent",
    "cookie", "cookies", "copyright", "footer", "gdpr", "hatnote", "jumplink", "masthead", "menu", "modal",
    "nav",
    "navbar", "navbox", "navigation", "newsletter", "noprint", "pager", "pagination", "popup", "printfooter",
    "promo", "recirc", "recommended", "recommendations", "related", "share", "sharing", "sidebar", "signup",
    "sitesub", "skiplink", "social", "sponsor", "sponsored", "subscribe", "subscription", "toc", "toolbar",
    "editsection", "widget", "addthis", "taboola", "outbrain", "zergnet", "sharedaddy", "sharebar",
    "sharetools",
    "authorbox", "authorbio", "autorenbox", "autorbox", "tagcloud", "taglist", "mostpopular", "mostread",
    "trending",
  ]

  /// Two words that together name such a thing, wherever they stand in a name.
  private static let pairs: Set<String> = [
    "relatedposts", "relatedarticles", "relatedstories", "relatedcontent", "relatednews", "relatedlinks",
    "relatedtopics", "sharebutton", "sharebuttons", "sharelinks", "sharetools", "socialbuttons",
    "sociallinks",
    "socialmedia", "socialshare", "socialsharing", "snsbutton", "snsbuttons", "authorbox", "authorbio",
    "aboutauthor",
    "mostpopular", "mostread", "mostviewed", "cookiebanner", "cookienotice", "cookieconsent", "cookiebar",
    "newslettersignup", "emailsignup", "relarticle", "morestories", "morearticles", "readnext", "upnext",
  ]

  private static let comments: Set<Substring> = [
    "comments", "commentlist", "disqus", "respond", "kommentare", "leserkommentare", "commentaires",
    "comentarios", "comentários", "commenti", "reacties",
  ]
  private static let commentPairs: Set<String> = [
    "commentlist", "commentslist", "commentform", "commentrespond", "commentsection", "commentssection",
    "commentsarea", "commentarea", "commentthread", "disqusthread", "fbcomments", "facebookcomments",
    "postcomments",
    "readercomments", "usercomments", "commentswrapper", "commentcontainer", "commentscontainer",
  ]

  /// What the parts of a class or an id say.
  static func around(_ parts: [Substring]) -> HTMLHints {
    guard let first = parts.first, let last = parts.last else { return [] }
    // "has-sidebar" speaks of a page that has one.
    if ["has", "no", "with", "without", "is"].contains(first) { return [] }
    var hints: HTMLHints = []
    if boilerplate.contains(first) && parts.count <= 2 || boilerplate.contains(last) {
      hints.insert(.boilerplate)
    }
    if comments.contains(first) && parts.count <= 2 || comments.contains(last) {
      hints.formUnion([.comments, .boilerplate])
    }
    let joined = parts.count == 1 ? [String(first)] : zip(parts, parts.dropFirst()).map { String($0 + $1) }
    for part in parts where parts.count > 1 && pairs.contains(String(part)) { hints.insert(.boilerplate) }
    for pair in joined {
      if pairs.contains(pair) { hints.insert(.boilerplate) }
      if commentPairs.contains(pair) { hints.formUnion([.comments, .boilerplate]) }
    }
    return hints
  }
}
