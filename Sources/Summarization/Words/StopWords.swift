/// English words that say nothing about what a sentence is about.
enum StopWords {
  static let english: Set<[UInt8]> = Set(
    """
    a about above after again against all also although am among an and any are as at be because been before
    being below between both but by can could d did do does doing don down during each either few for from further
    had has have having he hence her here hers herself him himself his how however i if in into is it its itself
    just ll m may me might more most much must my myself neither no nor not now o of off on once only or other our
    ours ourselves out over own per re s same shall she should since so some such t than that the their theirs them
    themselves then there therefore these they this those though through thus to too under until up upon us ve very
    via was we were what when where whereas whether which while who whom whose why will with within without would
    yet you your yours yourself yourselves
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
}
