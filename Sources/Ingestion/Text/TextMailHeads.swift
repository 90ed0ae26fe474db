/// The heads of mails in plain text, in the languages that mail programs speak:
/// `Von: … Gesendet: … An: … Betreff: …`, the rules above those of messages that are passed on or answered
/// to, and the lines that say who wrote what is quoted below.
struct TextMailHeads {
  /// Lines of each head, by the first of them.
  private(set) var ranges: [Int: Range<Int>] = [:]
  /// What the head that begins with a line says the message is about.
  private(set) var subjects: [Int: String] = [:]

  /// What a field of a head says.
  private enum Field { case from, date, to, subject, other }

  private let lines: [TextLine]
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Which field each line is: a long list of fields is looked at from each of its lines.
  private var fields: [Field?] = []

  /// The longest head, in lines, and the longest line that may be an attribution, in bytes.
  private static let mostLines = 40
  private static let longest = 300

  init(_ lines: [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    self.lines = lines
    self.bytes = bytes
    fields = lines.map { field($0)?.field }
    var index = 0
    var isFirst = true
    while index < lines.count {
      guard !lines[index].isBlank else {
        index += 1
        continue
      }
      if let ruled = rule(index) {
        let next = lines[(index + 1)...].prefix(3).firstIndex { !$0.isBlank } ?? lines.count
        if let (end, subject) = head(next, isKnown: true) {
          ranges[index] = index..<index + 1
          ranges[next] = next..<end
          subjects[next] = subject
          index = end
        } else {
          if ruled { ranges[index] = index..<index + 1 }
          index += 1
        }
      } else if let (end, subject) = head(index, isKnown: isFirst) {
        ranges[index] = index..<end
        subjects[index] = subject
        index = end
      } else if let end = attribution(index) {
        ranges[index] = index..<end
        index = end
      } else {
        index += 1
      }
      isFirst = false
    }
  }

  // MARK: Heads

  /// The end of the head that begins with a line, and what it says the message is about; `nil` where it is
  /// none.
  ///
  /// - Parameter isKnown: Whether its place, at the top or below a rule, speaks for it, so that two fields
  ///   are enough. Elsewhere a journey has its "From", "To" and "Date" as well: only a subject or an address
  ///   tells a mail.
  private func head(_ start: Int, isKnown: Bool) -> (end: Int, subject: String?)? {
    guard fields.indices.contains(start), fields[start] != nil else { return nil }
    var found: [Field] = []
    var subject: String?
    var end = start
    while end < lines.count, end - start < Self.mostLines, !lines[end].isBlank {
      if let field = fields[end] {
        found.append(field)
        if field == .subject, subject == nil, let value = self.field(lines[end])?.value, !value.isEmpty {
          subject = value
        }
      } else if lines[end].indent <= lines[start].indent {
        break
      }
      end += 1
    }
    let isHead =
      found.contains(.from) && (found.contains(.date) || found.contains(.subject))
      || found.contains(.subject) && (found.contains(.to) || found.contains(.date))
    guard isHead, found.count >= (isKnown ? 2 : 3) else { return nil }
    let isMail =
      isKnown || found.contains(.subject) || bytes[lines[start].start..<lines[end - 1].end].contains(0x40)
    return isMail ? (end, subject) : nil
  }

  /// The field that a line is, with its value.
  private func field(_ line: TextLine) -> (field: Field, value: String)? {
    let head = bytes[line.range].prefix(60)
    // A colon, or the last byte of a wide one.
    guard head.contains(where: { $0 == 0x3A || $0 == 0x9A }) else { return nil }
    let text = String(decoding: bytes[line.range].prefix(Self.longest), as: UTF8.self)
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let name = text[..<colon].lowercased().replacing("’", with: "'").drop { $0 == "*" || $0.isWhitespace }
    let words = name.split { $0 == "*" || $0.isWhitespace }.joined(separator: " ")
    let value = text[text.index(after: colon)...].drop { $0 == "*" || $0.isWhitespace }
    if let field = Self.names[words] { return (field, String(value)) }
    // `Message-ID`, `X-Mailer`.
    let isProgram = words.contains("-") && words.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x2D }
    guard isProgram else { return nil }
    return (Field.other, String(value))
  }

  private static let names: [String: Field] = {
    let names: [(Field, String)] = [
      (
        .from,
        "from|von|de|da|van|od|от|від|från|fra|lähettäjä|feladó|από|kimden|gönderen|发件人|寄件者|差出人|보낸 사람"
      ),
      (
        .date,
        """
        sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada em|enviado em|\
        enviada|fecha|data|inviato|inviata|verzonden|wysłano|data wysłania|отправлено|дата|надіслано|skickat|sendt|dato|\
        odesláno|lähetetty|päivämäärä|küldve|dátum|gönderildi|tarih|ημερομηνία|发送时间|日期|送信日時|日時|日付|보낸 날짜|날짜
        """
      ),
      (
        .to,
        "to|an|à|a|para|per|aan|do|кому|till|til|komu|vastaanottaja|címzett|kime|alıcı|προς|收件人|收件者|宛先|받는 사람"
      ),
      (
        .subject,
        """
        subject|betreff|betrifft|objet|sujet|asunto|oggetto|onderwerp|temat|тема|ämne|emne|předmět|predmet|aihe|tárgy|\
        konu|assunto|θέμα|主题|主題|主旨|件名|제목
        """
      ),
      (
        .other,
        """
        cc|bcc|kopie|kopie an|copie à|cci|con copia|con copia a|dw|do wiadomości|копия|kopia|kopi|抄送|参照|\
        attachments|attachment|anlagen|anlage|anhang|anhänge|pièces jointes|pièce jointe|adjuntos|datos adjuntos|\
        allegati|allegato|anexos|bijlagen|bijlage|załączniki|вложения|bifogade filer|vedlegg|vedhæftet|\
        importance|priority|wichtigkeit|priorität|priorité|importancia|prioridad|priorità|urgentie|prioriteit|ważność|\
        antwort an|répondre à|responder a|rispondi a|organization|organisation|newsgroups|sender|lines|path|references
        """
      ),
    ]
    var table: [String: Field] = [:]
    for (field, words) in names {
      for word in words.split(separator: "|") { table[String(word)] = field }
    }
    return table
  }()

  // MARK: Rules

  /// Words between dashes above the head of a message.
  private static let rules: Set<String> = [
    "original message", "original appointment", "forwarded message", "begin forwarded message",
    "ursprüngliche nachricht", "originalnachricht", "original nachricht", "ursprünglicher termin",
    "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "message d'origine",
    "message original", "message transféré", "message initial", "début du message transféré",
    "début du message réexpédié", "mensaje original", "mensaje reenviado", "inicio del mensaje reenviado",
    "messaggio originale", "messaggio inoltrato", "inizio messaggio inoltrato", "oorspronkelijk bericht",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "oryginalna wiadomość", "wiadomość oryginalna",
    "wiadomość przekazana", "przekazana wiadomość", "исходное сообщение", "пересылаемое сообщение",
    "пересланное сообщение", "оригинальное сообщение", "mensagem original", "mensagem encaminhada",
    "ursprungligt meddelande", "vidarebefordrat meddelande", "oprindelig meddelelse",
    "videresendt meddelelse", "opprinnelig melding", "videresendt melding", "původní zpráva",
    "přeposlaná zpráva", "alkuperäinen viesti", "eredeti üzenet", "原始邮件", "转发的邮件", "转发邮件",
    "元のメッセージ", "転送メッセージ", "원본 메시지",
  ]

  /// Whether a line has such words, and then whether dashes around them say so as well; `nil` where it has
  /// none.
  private func rule(_ index: Int) -> Bool? {
    let line = lines[index]
    guard line.hasWords, line.end - line.start <= 120 else { return nil }
    let isRuled = "-_=*".utf8.contains(bytes[line.start])
    guard isRuled || bytes[line.end - 1] == 0x3A || line.end - line.start <= 48 && isAboveField(index) else {
      return nil
    }
    let text = String(decoding: bytes[line.range], as: UTF8.self).lowercased().replacing("’", with: "'")
    let words = text.split { "-_=*:".contains($0) || $0.isWhitespace }.joined(separator: " ")
    guard Self.rules.contains(words) else { return nil }
    return isRuled && "-_=*".utf8.contains(bytes[line.end - 1])
  }

  private func isAboveField(_ index: Int) -> Bool {
    let next = lines[(index + 1)...].prefix(3).firstIndex { !$0.isBlank }
    return next.map { fields[$0] != nil } ?? false
  }

  // MARK: Attributions

  /// How a line begins and goes on that says who wrote what is quoted below it.
  private static let attributions = [
    ("On ", "wrote"), ("Am ", "schrieb"), ("Le ", "a écrit"), ("El ", "escribió"), ("Il ", "ha scritto"),
    ("Op ", "schreef"), ("W dniu ", "napisał"), ("Dnia ", "napisał"), ("Em ", "escreveu"), ("Den ", "skrev"),
    ("Dne ", "napsal"), ("", "написал"), ("", "пишет"), ("", "写道"),
  ]
  /// Whose words a story goes on with, not a mail.
  private static let pronouns: Set<String> = [
    "he", "she", "they", "i", "we", "il", "elle", "on", "ils", "elles", "él", "ella", "ellos", "egli", "lei",
    "ele", "ela", "он", "она", "они",
  ]

  /// The end of the line or two that say who wrote what is quoted, and when; `nil` where no such line begins.
  private func attribution(_ index: Int) -> Int? {
    let line = lines[index]
    guard line.hasWords, line.end - line.start <= Self.longest,
      endsWithColon(index) || endsWithColon(index + 1)
    else { return nil }
    let opening = String(decoding: bytes[line.range].prefix(16), as: UTF8.self)
    guard
      Self.attributions.contains(where: { opening.hasPrefix($0.0) && !$0.0.isEmpty })
        || opening.unicodeScalars.first.map({ $0.value >= 0x80 || 0x30...0x39 ~= $0.value }) == true
    else { return nil }
    var text = ""
    for end in index..<min(index + 2, lines.count) {
      guard !lines[end].isBlank, lines[end].end - lines[end].start <= Self.longest else { return nil }
      text += (text.isEmpty ? "" : " ") + String(decoding: bytes[lines[end].range], as: UTF8.self)
      guard text.hasSuffix(":") || text.hasSuffix("：") else { continue }
      let names = text.contains("@") || Self.hasClock(text)
      return Self.saysWhoWrote(text) && (names || text.contains(where: \.isNumber) && isQuoted(below: end))
        ? end + 1 : nil
    }
    return nil
  }

  private func endsWithColon(_ index: Int) -> Bool {
    guard lines.indices.contains(index), !lines[index].isBlank else { return false }
    // A wide colon ends with this byte.
    return bytes[lines[index].end - 1] == 0x3A || bytes[lines[index].end - 1] == 0x9A
  }

  /// Whether words that end with a colon say that somebody wrote: behind the verb stands a name or nothing.
  private static func saysWhoWrote(_ text: String) -> Bool {
    attributions.contains { opening, verb in
      guard text.hasPrefix(opening), let place = text.ranges(of: verb).last else { return false }
      let before = text[..<place.lowerBound].split(whereSeparator: \.isWhitespace).last ?? ""
      let after = text[place.upperBound...].drop { !$0.isWhitespace && $0 != ":" && $0 != "：" }
      let name = after.split { $0.isWhitespace || $0 == ":" || $0 == "：" }
      guard !pronouns.contains(before.lowercased()), name.count <= 6 else { return false }
      return name.first?.first.map { $0.isUppercase || "<\"'“„«".contains($0) } ?? true
    }
  }

  /// Whether the next line with words stands behind a `>`.
  private func isQuoted(below index: Int) -> Bool {
    guard let next = lines[(index + 1)...].prefix(3).firstIndex(where: { !$0.isBlank }) else { return false }
    var at = lines[next].start - 1
    while at >= 0, lines[next].start - at < 16, TextLine.isSpace(bytes[at]) { at -= 1 }
    return at >= 0 && bytes[at] == UInt8(ascii: ">")
  }

  /// Whether a time such as 12:30 stands in it.
  private static func hasClock(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isDigit(_ index: Int) -> Bool { bytes.indices.contains(index) && 0x30...0x39 ~= bytes[index] }
    return bytes.indices.contains { index in
      bytes[index] == 0x3A && isDigit(index - 1) && isDigit(index + 1) && isDigit(index + 2)
    }
  }
}
