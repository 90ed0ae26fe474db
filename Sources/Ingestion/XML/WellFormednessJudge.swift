import CLibXML2
import Synchronization

/// Decides whether bytes are well-formed XML, and refuses what is dangerous in them.
///
/// libxml2's push parser, told to load nothing: no network, no external entities, no document type
/// definition, its limits on depth, size and entity amplification left on. It is fed UTF-8 piece by piece;
/// what it has accepted so far is `accepted`. It builds no tree. One judge belongs to one thread.
package final class WellFormednessJudge {
  /// Deepest nesting that a caller may ask for: libxml2's most.
  static let maximumDepth = 2048
  /// Most default values that attributes of one element may have: libxml2 adds each of them to every such
  /// element, and compares each with each other.
  package static let maximumDefaults = 64

  private let context: xmlParserCtxtPtr
  private let state: JudgeState

  /// libxml2 is set up once, before the first parser, as its documentation asks of threaded programs.
  private static let initialized: Void = xmlInitParser()

  /// One at a time sets what libxml2 keeps for all parsers.
  private static let depths = Mutex(())

  /// Starts a judge for the file `file`.
  ///
  /// - Parameter readsLocalFiles: whether what external entities hold has been put in, and their declarations
  ///   read.
  init(
    file: String, isLenient: Bool = false, depth: Int = 256, readsLocalFiles: Bool = false
  ) throws(IngestionError) {
    Self.initialized
    var sax = xmlSAXHandler()
    xmlSAXVersion(&sax, 2)
    sax.startElementNs = nil
    sax.endElementNs = nil
    sax.startElement = nil
    sax.endElement = nil
    sax.characters = nil
    sax.ignorableWhitespace = nil
    sax.cdataBlock = nil
    sax.comment = nil
    sax.processingInstruction = nil
    sax.reference = nil
    sax.externalSubset = nil
    sax.attributeDecl = declareAttribute
    sax.elementDecl = nil
    sax.notationDecl = nil
    sax.unparsedEntityDecl = nil
    sax.error = nil
    sax.warning = nil
    sax.fatalError = nil
    sax.resolveEntity = { _, _, _ in nil }
    sax.entityDecl = declareEntity
    sax.getEntity = lookUpEntity
    sax.getParameterEntity = lookUpParameterEntity
    cxml_set_error_handler(&sax, recordError)
    guard let context = xmlCreatePushParserCtxt(&sax, nil, nil, 0, nil) else {
      throw IngestionError(file: file, reason: .io("out of memory"))
    }
    self.context = context
    state = JudgeState(file: file)
    state.parser = context
    state.acceptsUndeclared = isLenient || readsLocalFiles
    state.passesExternal = readsLocalFiles
    context.pointee._private = Unmanaged.passUnretained(state).toOpaque()
    // The bytes are UTF-8 by now, whatever their declaration says.
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    context.pointee.loadsubset = 0
    if depth > 256 { Self.depths.withLock { _ in cxml_allow_depth(context, UInt32(clamping: depth)) } }
  }

  deinit {
    if let document = context.pointee.myDoc { xmlFreeDoc(document) }
    context.pointee.myDoc = nil
    xmlFreeParserCtxt(context)
  }

  /// Bytes accepted so far, counted from the first one fed.
  private(set) var accepted = 0

  /// The entities declared so far.
  var entities: [String: [UInt8]] { state.entities }

  /// Judges `bytes`, which follow those fed before.
  ///
  /// - Throws: what is wrong, with its line. `accepted` says how far everything was right.
  func feed(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false) throws(IngestionError) {
    var fed = 0
    // Lengths are C ints; small pieces also keep the copy that libxml2 makes small.
    let largest = 1 << 18
    repeat {
      let count = min(largest, bytes.count - fed)
      let ends = isLast && fed + count == bytes.count
      let pointer = bytes.baseAddress.map { UnsafeRawPointer($0 + fed).assumingMemoryBound(to: CChar.self) }
      xmlParseChunk(context, pointer, Int32(count), ends ? 1 : 0)
      if let error = state.error {
        accepted = state.accepted
        throw error
      }
      guard context.pointee.wellFormed != 0 else {
        throw IngestionError(file: state.file, reason: .malformed("the parser gave no reason"))
      }
      fed += count
      accepted = max(accepted, cxml_bytes_consumed(context))
    } while fed < bytes.count
    if isLast { accepted = max(accepted, cxml_bytes_consumed(context)) }
  }
}
