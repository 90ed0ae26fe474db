/// Words and their opposites, each way, as they stand in questions.
enum Opposites {
  /// The opposite of a lower-case word; nil where none is known.
  static func of(_ word: String) -> String? { table[word] }

  /// Where a word stands in two pairs, the first counts.
  private static let table: [String: String] = {
    let pairs = """
      first last, before after, more less, most least, largest smallest, highest lowest, north south,
      northern southern, east west, eastern western, early late, earliest latest, increase decrease,
      increased decreased, increases decreases, increasing decreasing, won lost, win lose, wins loses, winning losing,
      begin end, began ended, begins ends, start finish, started stopped, oldest youngest, older younger, old new,
      longest shortest, longer shorter, long short, best worst, better worse, good bad, above below, over under,
      inside outside, within beyond, into out-of, rich poor, richest poorest, male female, men women, man woman,
      boys girls, boy girl, husband wife, son daughter, sons daughters, brother sister, brothers sisters, king queen,
      mother father, always never, with without, including excluding, can cannot, allowed forbidden, allow forbid,
      permitted prohibited, legal illegal, legally illegally, rise fall, rose fell, rising falling, gain loss,
      gained lost, like dislike, liked disliked, buy sell, bought sold, buying selling, arrived left, entered left,
      enter leave, public private, publicly privately, maximum minimum, strong weak, stronger weaker, strongest weakest,
      accepted rejected, accept reject, agreed disagreed, agree disagree, approved rejected, supported opposed,
      support oppose, supports opposes, supporters opponents, allies enemies, friend enemy, friends enemies,
      attack defend, attacked defended, added removed, add remove, joined left, join leave, appeared disappeared,
      opened closed, open closed, opening closing, born buried, created destroyed, create destroy, built demolished,
      found lost, hired fired, included excluded, include exclude, includes excludes, import export, imports exports,
      imported exported, internal external, interior exterior, local foreign, domestic foreign, national international,
      major minor, majority minority, many few, much little, high low, higher lower, large small, larger smaller, big small,
      biggest smallest, greater lesser, greatest least, fast slow, faster slower, fastest slowest, heavy light, hot cold,
      warm cool, wet dry, hard soft, difficult easy, easier harder, simple complex, modern ancient, earlier later,
      previous next, former current, past future, temporary permanent, upper lower, top bottom, front back, left right,
      positive negative, active inactive, alive dead, living dead, famous unknown, popular unpopular,
      common rare, commonly rarely, frequently rarely, often seldom, usually rarely, possible impossible,
      able unable, available unavailable, known unknown, likely unlikely, necessary unnecessary, required optional,
      successful unsuccessful, successfully unsuccessfully, succeeded failed, succeed fail, success failure, true false,
      correct incorrect, right wrong, safe dangerous, natural artificial, original final, beginning end,
      rural urban, democratic undemocratic, religious secular, military civilian, winner loser, victory defeat,
      teacher student, teachers students, parent child, parents children, advantage disadvantage,
      advantages disadvantages, benefits drawbacks, benefit harm, benefited suffered, similar different, same different,
      similarities differences, encouraged discouraged, encourage discourage, expanded reduced, expand reduce,
      improved worsened, improve worsen, raised lowered, raise lower,
      granted denied, grant deny, given refused, praised criticized, praise criticize, admitted denied, remembered forgotten,
      connected separated, united divided, combined separated, together apart, near far-from, nearest farthest,
      closest farthest, everyone nobody, all none, everything nothing, both neither, hardware software,
      input output, cause prevent, caused prevented, causes prevents, helped hindered, help hinder, protected endangered
      """
    var table: [String: String] = [:]
    for pair in pairs.split(separator: ",") {
      let words = pair.split(whereSeparator: \.isWhitespace).map { String($0.replacing("-", with: " ")) }
      for (word, other) in [(words[0], words[1]), (words[1], words[0])]
      where table[word] == nil && !word.contains(" ") {
        table[word] = other
      }
    }
    return table
  }()
}
