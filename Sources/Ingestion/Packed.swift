/// An offset or a count that is kept in as few bytes as `Storage` has.
///
/// For values that a document may have millions of. What goes beyond `Storage` becomes the nearest value that
/// it has: limits on the size of what is read (``Block/mostText``) see to it that nothing does.
@propertyWrapper
struct Packed<Storage: FixedWidthInteger & Sendable>: Sendable {
  private var storage: Storage

  var wrappedValue: Int {
    // No storage is wider than an `Int`, so nothing is cut off.
    get { Int(truncatingIfNeeded: storage) }
    set { storage = Storage(clamping: newValue) }
  }

  init(wrappedValue: Int) { storage = Storage(clamping: wrappedValue) }
}
