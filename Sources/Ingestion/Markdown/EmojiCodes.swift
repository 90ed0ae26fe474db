/// Codes for emoji between colons, as GitHub, Slack and GitLab read them: `:rocket:`, `:+1:`.
///
/// A code is the character's Unicode name with underscores, or one of the short names that people use
/// instead.
enum EmojiCodes {
  /// Most bytes between the colons.
  static let longest = 40

  /// Where the code that begins with the colon at `start` ends, and the character that it stands for.
  static func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (end: Int, utf8: [UInt8])? {
    // "10:30:45" and "a:b:c" have none.
    if start > 0, isWord(bytes[start - 1]) { return nil }
    var at = start + 1
    while at < bytes.count, isWord(bytes[at]) || "_+-".utf8.contains(bytes[at]), at - start <= longest {
      at += 1
    }
    guard at > start + 1, at < bytes.count, bytes[at] == 0x3A, at + 1 == bytes.count || !isWord(bytes[at + 1])
    else {
      return nil
    }
    let name = String(decoding: bytes[start + 1..<at], as: UTF8.self)
    guard let character = shortNames[name] ?? byName[name] else { return nil }
    return (at + 1, Array(character.utf8))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte
  }

  /// Characters by their Unicode names: "rocket", "party_popper".
  private static let byName: [String: String] = {
    var names: [String: String] = [:]
    for range in [0x231A...0x23FF, 0x2600...0x27BF, 0x2B05...0x2B55, 0x1F300...0x1FAFF] {
      for value in range {
        guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isEmoji,
          let name = scalar.properties.name
        else { continue }
        let suffix = scalar.properties.isEmojiPresentation ? "" : "\u{FE0F}"
        names[name.lowercased().replacing(" ", with: "_")] = String(Character(scalar)) + suffix
      }
    }
    return names
  }()

  private static let shortNames: [String: String] = [
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "tada": "🎉", "100": "💯", "smile": "😄",
    "smiley": "😃",
    "grin": "😁", "joy": "😂", "laughing": "😆", "wink": "😉", "blush": "😊", "heart_eyes": "😍", "sunglasses": "😎",
    "thinking": "🤔", "cry": "😢", "sob": "😭", "scream": "😱", "confused": "😕", "sweat_smile": "😅", "rofl": "🤣",
    "heart": "❤️", "yellow_heart": "💛", "green_heart": "💚", "blue_heart": "💙", "purple_heart": "💜",
    "broken_heart": "💔",
    "clap": "👏", "wave": "👋", "ok_hand": "👌", "pray": "🙏", "muscle": "💪", "raised_hands": "🙌",
    "point_right": "👉",
    "point_left": "👈", "point_up": "☝️", "point_down": "👇", "eyes": "👀", "warning": "⚠️", "x": "❌",
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "question": "❓",
    "exclamation": "❗", "bangbang": "‼️", "zap": "⚡", "bulb": "💡", "memo": "📝", "pencil": "📝", "pencil2": "✏️",
    "book": "📖", "books": "📚", "bug": "🐛", "wrench": "🔧", "hammer": "🔨", "gear": "⚙️", "lock": "🔒",
    "unlock": "🔓",
    "key": "🔑", "mag": "🔍", "link": "🔗", "star": "⭐", "star2": "🌟", "sparkles": "✨", "boom": "💥",
    "sparkle": "❇️",
    "coffee": "☕", "beer": "🍺", "pizza": "🍕", "gift": "🎁", "balloon": "🎈", "trophy": "🏆", "art": "🎨",
    "camera": "📷",
    "computer": "💻", "iphone": "📱", "email": "📧", "envelope": "✉️", "phone": "☎️", "calendar": "📆", "date": "📅",
    "chart_with_upwards_trend": "📈", "bar_chart": "📊", "clipboard": "📋", "pushpin": "📌", "paperclip": "📎",
    "scissors": "✂️", "file_folder": "📁", "earth_africa": "🌍", "earth_americas": "🌎", "earth_asia": "🌏",
    "globe_with_meridians": "🌐", "sunny": "☀️", "cloud": "☁️", "umbrella": "☔", "snowflake": "❄️",
    "rainbow": "🌈",
    "construction": "🚧", "rotating_light": "🚨", "police_car": "🚓", "airplane": "✈️", "ship": "🚢", "car": "🚗",
    "lipstick": "💄", "recycle": "♻️", "no_entry": "⛔", "no_entry_sign": "🚫", "arrow_up": "⬆️",
    "arrow_down": "⬇️",
    "arrow_right": "➡️", "arrow_left": "⬅️", "arrow_forward": "▶️", "information_source": "ℹ️", "copyright": "©️",
    "tm": "™️", "hourglass": "⌛", "alarm_clock": "⏰", "speech_balloon": "💬", "mailbox": "📫",
    "loudspeaker": "📢",
    "mega": "📣", "bell": "🔔", "hugs": "🤗", "poop": "💩", "hankey": "💩", "octocat": "", "shipit": "",
  ].filter { !$0.value.isEmpty }
}
