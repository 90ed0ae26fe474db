/// What pages of many languages say around their articles, in lower case and with straight apostrophes.
enum HTMLPhrases {
  /// Before links to other articles.
  static let leads = [
    "related", "related article", "related articles", "related story", "related stories", "related post",
    "related posts", "related news", "also read", "read also", "read more", "read next", "read", "see more",
    "more", "must read", "recommended", "you may also like", "you might also like", "don't miss", "watch",
    "listen", "in other news", "up next", "trending",
    "tags", "tagged", "tagged with", "filed under", "posted in", "categories", "category", "topics",
    "lesen sie auch", "lesen sie mehr", "lies auch", "mehr zum thema", "mehr dazu", "auch interessant",
    "zum thema", "lesetipp", "weiterlesen", "das könnte sie auch interessieren", "schlagwörter",
    "schlagworte",
    "kategorien", "kategorie", "verschlagwortet mit",
    "lire aussi", "à lire aussi", "lire également", "à lire également", "à lire", "lire plus", "voir aussi",
    "sur le même sujet", "étiquettes", "catégories", "catégorie",
    "lea también", "lee también", "leer también", "también lee", "lea además", "lee además", "leer más",
    "te puede interesar", "le puede interesar", "te recomendamos", "relacionado", "noticia relacionada",
    "ver también", "etiquetas", "categorías",
    "leggi anche", "leggi di più", "leggi tutto", "potrebbe interessarti", "ti potrebbe interessare",
    "vedi anche", "categorie",
    "leia também", "leia mais", "veja também", "veja mais", "saiba mais", "relacionadas",
    "lees ook", "lees meer", "lees verder", "bekijk ook", "läs också", "läs även", "läs mer", "læs også",
    "les også", "lue myös", "czytaj także", "czytaj też", "czytaj również", "zobacz także", "zobacz też",
    "przeczytaj także", "čtěte také", "přečtěte si také", "citește și", "olvassa el", "ayrıca okuyun",
    "читайте также", "смотрите также", "по теме", "читайте також", "関連記事", "関連ニュース",
    "あわせて読みたい", "合わせて読みたい", "こちらもおすすめ", "続きを読む", "相关阅读", "相关新闻",
    "相关文章", "延伸阅读", "推荐阅读", "相關新聞", "延伸閱讀", "관련기사", "관련 기사",
  ]

  /// Before links to the pages around this one.
  static let ways: Set<Substring> = [
    "next", "previous", "prev", "up", "top", "contents", "index", "home", "back", "forward", "weiter",
    "zurück",
    "hoch", "inhalt", "vor", "nächste", "vorherige", "suivant", "précédent", "siguiente", "anterior",
    "successivo", "precedente", "próximo", "volgende", "vorige",
  ]

  /// Over and before what is said of an author.
  static let authors = [
    "about the author", "about the authors", "about the writer", "über den autor", "über die autorin",
    "über die autoren", "zum autor", "zur autorin", "à propos de l'auteur", "à propos de l'auteure",
    "à propos de l'autrice", "sobre el autor", "sobre la autora", "acerca del autor", "acerca de la autora",
    "sull'autore", "sull'autrice", "informazioni sull'autore", "l'autore", "l'autrice", "sobre o autor",
    "sobre a autora", "over de auteur", "om författaren", "om forfatteren", "o autorze", "o autorce",
    "об авторе", "про автора", "この記事を書いた人", "著者について", "关于作者", "作者简介", "關於作者",
    "저자 소개",
  ]

  /// Words of buttons that share a page.
  static let shares: Set<Substring> = [
    "share", "tweet", "teilen", "twittern", "partager", "partagez", "tweeter", "compartir", "comparte",
    "tuitear", "compartilhar", "compartilhe", "partilhar", "condividi", "condividere", "tweetta", "delen",
    "deel", "dela", "del", "udostępnij", "sdílet", "поделиться", "поделитесь", "シェア", "シェアする",
    "ツイート", "ツイートする", "分享", "공유", "공유하기",
  ]
  /// What else stands in a row of such buttons.
  static let actions: Set<Substring> = [
    "print", "email", "e-mail", "mail", "send", "save", "copy", "pin", "like", "drucken", "senden",
    "merken",
    "imprimer", "envoyer", "imprimir", "enviar", "guardar", "stampa", "invia", "salva", "afdrukken",
    "printen", "skriv", "drukuj", "распечатать", "印刷", "保存", "打印",
  ]
  /// Where pages are shared.
  static let networks: Set<Substring> = [
    "facebook", "twitter", "x", "whatsapp", "linkedin", "reddit", "pinterest", "telegram", "tumblr",
    "messenger", "xing", "mastodon", "bluesky", "threads", "line", "instagram", "youtube", "tiktok",
    "pocket",
    "flipboard", "weibo", "вконтакте", "вк", "vk", "はてな", "はてなブックマーク", "微博", "微信",
    "카카오톡",
  ]
  /// Words between these.
  static let besideShares: Set<Substring> = [
    "on", "to", "via", "by", "with", "this", "that", "article", "story", "post", "page", "the", "a", "it",
    "or", "and", "link", "click", "opens", "in", "new", "window", "friend", "auf", "bei", "per", "mit",
    "diesen", "artikel", "beitrag", "seite", "und", "sur", "par", "cet", "cette", "l'article", "et", "ou",
    "en", "por", "correo", "electrónico", "el", "la", "este", "artículo", "esta", "página", "y", "su",
    "tramite", "questo", "articolo", "e", "em", "no", "o", "artigo", "op", "dit", "på", "na", "в", "на",
    "で", "に", "する", "到",
  ]
  /// Before the names of networks where a site can be followed.
  static let followings = [
    "follow us", "follow me", "like us on", "find us on", "join us on", "folgen sie uns", "folge uns",
    "folgt uns", "suivez-nous", "retrouvez-nous", "síguenos", "síganos", "seguici", "siga-nos", "sigam-nos",
    "volg ons", "följ oss", "følg os", "obserwuj nas", "подписывайтесь на нас", "フォロー", "关注我们",
  ]

  /// Notices that begin so.
  static let notices = [
    "your email address will not be published", "required fields are marked",
    "like this: like loading", "please enable javascript to view the comments",
    "this site uses akismet", "story continues below", "article continues below", "article continues after",
    "deine e-mail-adresse wird nicht veröffentlicht", "ihre e-mail-adresse wird nicht veröffentlicht",
    "der artikel wird nach der anzeige fortgesetzt", "nach der anzeige geht es weiter",
    "votre adresse e-mail ne sera pas publiée", "votre adresse de messagerie ne sera pas publiée",
    "la suite après la publicité", "la suite après cette publicité",
    "tu dirección de correo electrónico no será publicada", "el artículo continúa debajo",
    "la noticia continúa debajo", "sigue leyendo debajo", "il tuo indirizzo email non sarà pubblicato",
    "continua a leggere dopo la pubblicità", "continua dopo la pubblicità", "© riproduzione riservata",
    "riproduzione riservata", "o seu endereço de e-mail não será publicado",
    "o seu endereço de email não será publicado", "continua após a publicidade",
    "je e-mailadres wordt niet gepubliceerd", "ваш адрес email не будет опубликован",
    "メールアドレスが公開されることはありません", "您的电子邮箱地址不会被公开",
  ]

  /// Beginnings of what a site says of its cookies.
  static let cookies = [
    "we use cookies", "we and our partners", "we use necessary cookies", "this site uses cookies",
    "this website uses cookies", "this web site uses cookies", "our website uses cookies",
    "our site uses cookies", "by using this site", "by using our site", "by continuing to use",
    "cookies help us", "wir verwenden cookies", "wir nutzen cookies", "wir setzen cookies",
    "diese website verwendet", "diese website nutzt", "diese webseite verwendet", "diese webseite nutzt",
    "diese seite verwendet", "diese seite nutzt", "unsere website verwendet", "cookies helfen uns",
    "ce site utilise", "ce site web utilise", "nous utilisons des cookies", "notre site utilise",
    "en poursuivant votre navigation", "este sitio utiliza", "este sitio usa", "este sitio web utiliza",
    "este sitio web usa", "esta web utiliza", "esta página utiliza", "utilizamos cookies", "usamos cookies",
    "questo sito utilizza", "questo sito usa", "questo sito web utilizza", "utilizziamo i cookie",
    "utilizziamo cookie", "este site utiliza", "este site usa", "nós usamos cookies", "deze site gebruikt",
    "deze website gebruikt", "wij gebruiken cookies", "we gebruiken cookies", "ta strona używa",
    "ta strona korzysta", "vi använder cookies", "denna webbplats använder", "этот сайт использует",
    "мы используем", "当サイトでは", "このサイトでは", "当ウェブサイトでは", "本网站使用", "我们使用cookie",
  ]
  /// What shows that such a line speaks of a site.
  static let sites = [
    "site", "website", "experience", "browsing", "consent", "privacy", "partners", "webseite", "seite",
    "nutzung", "zustimm", "erfahrung", "navigation", "expérience", "sitio", "web", "página", "navegando",
    "experiencia", "experiência", "sito", "esperienza", "ervaring", "strona", "webbplats", "сайт", "サイト",
    "网站",
  ]

  /// Beginnings of an offer to subscribe.
  static let subscribing = [
    "subscribe", "sign up", "get our", "get the", "join our", "jetzt", "abonnieren sie", "abonniere",
    "melden sie sich", "melde dich", "hier den", "abonnez-vous", "inscrivez-vous", "recevez", "suscríb",
    "suscrib", "inscríb", "recib", "iscriviti", "abbonati", "ricevi", "assine", "inscreva-se", "receba",
    "meld je aan", "schrijf je in", "ontvang", "prenumerera", "anmäl dig", "tilmeld", "zapisz się",
    "подпишитесь", "подписывайтесь", "メルマガ", "订阅",
  ]
  /// What is subscribed to.
  static let newsletters = [
    "newsletter", "daily email", "weekly email", "free email", "mailing list", "in your inbox",
    "to your inbox", "boletín", "infolettre", "lettre d'information", "nieuwsbrief", "nyhetsbrev",
    "рассылк", "メルマガ登録", "邮件",
  ]

  /// Before the words that readers left, with their number: "2 thoughts on …".
  static let thoughts: Set<Substring> = [
    "thought", "thoughts", "comment", "comments", "response", "responses", "reply", "replies", "gedanke",
    "gedanken", "kommentar", "kommentare", "antworten", "réflexion", "réflexions", "commentaire",
    "commentaires", "réponses", "pensamiento", "pensamientos", "comentario", "comentarios", "respuestas",
    "pensiero", "pensieri", "commento", "commenti", "risposte", "comentário", "comentários", "reacties",
    "gedachten", "tankar", "kommentarer",
  ]
  static let about: Set<Substring> = [
    "on", "to", "about", "zu", "auf", "über", "sur", "à", "en", "sobre", "su", "a", "em", "op", "over", "på",
    "om",
  ]

  /// Headings that stand over readers' comments, and over chapters, too.
  static let commentHeadings: Set<String> = [
    "comments", "kommentare", "commentaires", "comentarios", "comentários", "commenti", "reacties",
    "kommentarer", "komentarze", "комментарии", "коментарі", "コメント", "评论", "評論", "댓글",
  ]
  /// Verbs behind the name of someone who has signed, before a colon, a date or nothing.
  static let signatures = [
    " says", " said", " wrote", " writes", " sagt", " schrieb", " schreibt", " dice", " dijo", " escribió",
    " dit", " a écrit", " ha scritto", " scrive", " diz", " disse", " zegt",
  ]
  /// What else stands in the line above a reader's words.
  static let stamps = ["reply", "anonymous", "匿名", "さん", "より"]
  /// What a chapter may begin with before a colon.
  static let openings: Set<String> = [
    "note", "notes", "example", "examples", "hint", "tip", "warning", "question", "answer", "remark",
    "remarks",
    "first", "second", "summary", "hinweis", "beispiel", "achtung", "frage", "remarque", "exemple", "nota",
    "ejemplo", "esempio", "exemplo", "attention", "atención", "attenzione", "syntax", "syntaxe", "sintaxis",
    "sintassi", "usage", "rule", "regel", "grundregel", "règle", "regla", "regola", "definition", "important",
    "wichtig", "importante", "background", "purpose",
  ]

  /// How pages call the time that it takes to read them, in small letters.
  static let readingTimes = [
    "lesezeit", "lesedauer", "reading time", "read time", "min read", "mins read", "minute read",
    "minutes read",
    "minute reading time", "temps de lecture", "durée de lecture", "de lecture", "tiempo de lectura",
    "de lectura",
    "tempo di lettura", "di lettura", "tempo de leitura", "de leitura", "leestijd", "lästid", "læsetid",
    "lesetid",
    "czas czytania", "doba čtení", "olvasási idő", "okuma süresi", "время чтения", "время на чтение",
    "чтения",
    "час читання", "阅读时间", "分钟阅读", "閱讀時間", "読了時間", "読む時間", "읽는 시간",
  ]
  /// Words beside these.
  static let besideReadingTimes: Set<Substring> = [
    "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minut", "minuter",
    "minutter",
    "minuty", "мин", "минут", "минуты", "минута", "хв", "perc", "dakika", "dk", "分", "分钟", "분", "約", "ca",
    "circa", "etwa", "about", "approx", "est", "estimated", "environ", "aprox", "sec", "sek", "h", "std",
  ]

  /// Words of a sentence that tells of an offer and makes none.
  static let telling: Set<Substring> = [
    "were", "had", "wrote", "said", "says", "war", "waren", "hatte", "schrieb", "sagte", "était",
    "étaient",
    "écrit", "fue", "era", "dijo", "escribió", "fu", "disse", "scrisse", "foi", "escreveu", "schreef",
    "zei", "skrev", "был", "была", "написал", "сказал",
  ]
}
