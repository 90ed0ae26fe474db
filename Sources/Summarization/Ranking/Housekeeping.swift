/// Whether a sentence speaks of the page that it stands on or to that page's reader, and not of what the page
/// is about (English): where to ask, what a picture shows, thanks, what will have been learned by the end.
package enum Housekeeping {
  private static let starts = [
    "more information", "more detailed information", "further information", "additional information",
    "for more information", "for further information", "for more details", "for further details",
    "to learn more", "to find out more", "to read more", "read more", "learn more", "find out more",
    "click here", "sign up", "subscribe to", "follow us", "in this photo", "in this file photo",
    "in this image", "in this picture", "this photo", "after reading this",
    "after completing this", "in this chapter you will", "in this section you will", "thank you for",
    "thanks for", "if you have any questions", "if you have questions", "if your question",
    "frequently asked questions", "this page was last", "this article was originally",
  ]
  /// What a textbook says will have been learned by the end of it.
  private static let lessons: Set<String> = [
    "section", "chapter", "unit", "lesson", "module", "course", "tutorial", "guide",
  ]
  /// What "please" asks of whoever reads a page.
  private static let asked: Set<String> = [
    "check", "see", "visit", "refer", "contact", "click", "subscribe", "note", "consult", "read", "email",
    "send", "report",
  ]
  private static let sent: Set<String> = ["submit", "report", "contact", "send", "complete", "consult"]

  /// Judges a sentence by its words in small letters.
  package static func isSuch(_ words: [String]) -> Bool {
    let start = words.prefix(6).joined(separator: " ")
    if starts.contains(where: { start == $0 || start.hasPrefix($0 + " ") }) { return true }
    if start.hasPrefix("by the end of this "), words.count > 5, lessons.contains(words[5]) { return true }
    for (place, word) in words.enumerated() {
      let next = place + 1 < words.count ? words[place + 1] : ""
      let afterNext = place + 2 < words.count ? words[place + 2] : ""
      if word == "please", asked.contains(next) { return true }
      if word == "encouraged" || word == "asked" || word == "requested", next == "to",
        sent.contains(afterNext)
      {
        return true
      }
    }
    return false
  }
}
