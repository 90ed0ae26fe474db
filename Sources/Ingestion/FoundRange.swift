/// The range from one found position to another; empty at `start` where `end` lies before it.
///
/// The standard library's operator ends the program there. Positions in this module, and in those that work
/// on its texts, come from searching bytes that nobody has promised anything about: a marker of the end may
/// stand before that of the beginning. For integers this operator is the closer one, so that every `a..<b` in
/// a file of this module, and in files that import it, is this one, and no input brings a parser down by the
/// order of what it holds.
@inlinable
package func ..< (start: Int, end: Int) -> Range<Int> {
  Range(uncheckedBounds: (start, end < start ? start : end))
}
