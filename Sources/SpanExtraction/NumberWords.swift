/// Numbers in figures and words.
enum NumberWords {
  /// Whether there is a number among the words.
  static func hasNumber(_ text: String) -> Bool {
    if text.unicodeScalars.contains(where: { $0.properties.numericType != nil }) { return true }
    return text.split { !$0.isLetter }.contains { words.contains(String($0)) }
  }

  private static let words: Set<String> = [
    "no", "none", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds",
    "thousand", "thousands", "million", "millions", "billion", "billions", "dozen", "dozens", "half", "third",
    "quarter", "once", "twice", "both", "several", "few", "many", "all", "most", "couple", "single", "pair",
    "double", "triple",
  ]
}
