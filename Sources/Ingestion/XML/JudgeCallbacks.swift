import CLibXML2

/// What a judge's callbacks leave behind.
final class JudgeState {
  let file: String
  /// Internal general entities: replacement text as declared, references in it not resolved.
  var entities: [String: [UInt8]] = [:]
  /// How many attributes with a default value were declared, by element.
  var defaults: [String: Int] = [:]
  /// The first thing that makes the document unacceptable.
  private(set) var error: IngestionError?
  /// Bytes before the fault.
  private(set) var accepted = 0
  /// The parser of the file itself; entities are parsed by others in older versions of libxml2.
  var parser: xmlParserCtxtPtr?

  /// Whether references to entities that are declared nowhere pass.
  var acceptsUndeclared = false
  /// Whether parameter entities in other files pass: what they declare has been read already.
  var passesExternal = false

  init(file: String) { self.file = file }

  /// Keeps the first fault and where the file was when it showed.
  ///
  /// `line` is the fault's own where it does not lie in an entity.
  func fail(_ reason: IngestionError.Reason, line: Int?) {
    guard error == nil else { return }
    guard let parser, let input = parser.pointee.inputTab?[0] else {
      error = IngestionError(file: file, line: line, reason: reason)
      return
    }
    error = IngestionError(file: file, line: line ?? Int(input.pointee.line), reason: reason)
    // What is wrong may have been read already.
    accepted = max(0, cxml_bytes_consumed(parser) - 1)
  }
}

private func state(of context: UnsafeMutableRawPointer?) -> (JudgeState, xmlParserCtxtPtr)? {
  guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self),
    let data = parser.pointee._private
  else { return nil }
  return (Unmanaged<JudgeState>.fromOpaque(data).takeUnretainedValue(), parser)
}

let declareEntity: entityDeclSAXFunc = { context, name, type, publicID, systemID, content in
  xmlSAX2EntityDecl(context, name, type, publicID, systemID, content)
  guard type == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue), let name, let (state, _) = state(of: context)
  else { return }
  let key = String(cString: name)
  // The first declaration binds (XML 1.0, 4.2).
  if state.entities[key] == nil {
    state.entities[key] =
      content.map { Array(UnsafeBufferPointer(start: $0, count: Int(xmlStrlen($0)))) } ?? []
  }
}

let declareAttribute: attributeDeclSAXFunc = { context, element, _, _, _, value, tree in
  // Whoever takes the declaration owns the list of values.
  if let tree { xmlFreeEnumeration(tree) }
  guard value != nil, let element, let (state, parser) = state(of: context) else { return }
  let count = state.defaults[String(cString: element), default: 0] + 1
  state.defaults[String(cString: element)] = count
  guard count > WellFormednessJudge.maximumDefaults else { return }
  state.fail(
    .limit("number of default attributes of an element", WellFormednessJudge.maximumDefaults), line: nil)
  xmlStopParser(parser)
}

let lookUpEntity: getEntitySAXFunc = { context, name in
  let entity = xmlSAX2GetEntity(context, name)
  if entity?.pointee.etype == XML_EXTERNAL_GENERAL_PARSED_ENTITY { refuse(entity, context) }
  // What is declared nowhere: HTML's names are known all the same, and so is everything where the caller is
  // lenient. libxml2 lets it pass where a declaration may stand in a file that is not loaded.
  if entity == nil, let name, let (state, parser) = state(of: context) {
    let bytes = UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name)))
    if state.acceptsUndeclared || EntityTable.isNamed(Array(bytes)) { parser.pointee.hasExternalSubset = 1 }
  }
  return entity
}

let lookUpParameterEntity: getParameterEntitySAXFunc = { context, name in
  let entity = xmlSAX2GetParameterEntity(context, name)
  if entity?.pointee.etype == XML_EXTERNAL_PARAMETER_ENTITY, state(of: context)?.0.passesExternal != true {
    refuse(entity, context)
  }
  return entity
}

private func refuse(_ entity: xmlEntityPtr?, _ context: UnsafeMutableRawPointer?) {
  guard let (state, parser) = state(of: context), let entity else { return }
  let name = entity.pointee.name.map { String(cString: $0) } ?? "?"
  let system = entity.pointee.SystemID.map { " (" + String(cString: $0) + ")" } ?? ""
  state.fail(.externalEntity(name + system), line: nil)
  xmlStopParser(parser)
}

let recordError: cxml_error_handler = { context, error in
  guard let error = error?.pointee, error.level == XML_ERR_FATAL, let (state, parser) = state(of: context),
    state.error == nil
  else { return }
  var message = error.message.map { String(cString: $0) } ?? "unknown error"
  if let end = message.firstIndex(of: "\n") { message = String(message[..<end]) }
  let reason: IngestionError.Reason
  switch error.code {
  case Int32(XML_ERR_ENTITY_LOOP.rawValue): reason = .entityAmplification(message)
  case Int32(XML_ERR_NO_MEMORY.rawValue): reason = .io("out of memory")
  case Int32(XML_ERR_DOCUMENT_END.rawValue) where parser.pointee.nameNr > 0:
    // Older versions speak of extra content here, of which there is none.
    let name = parser.pointee.name.map { String(cString: $0) } ?? "?"
    reason = .malformed("the file ends before '</\(name)>'")
  default:
    if message.contains("not proper UTF-8") || error.code == XML_ERR_INVALID_ENCODING.rawValue {
      reason = .encoding("not valid UTF-8")
    } else if message.contains("amplification") {
      reason = .entityAmplification(message)
    } else if message.hasPrefix("Excessive depth")
      || message.contains("depth") && message.contains("exceeded")
    {
      reason = .limit(IngestionError.Reason.depthLimit, WellFormednessJudge.maximumDepth)
    } else if ["Huge input lookup", "too big found", "too long"].contains(where: message.contains) {
      reason = .limit("length of one piece of markup", RecordSplitter.maximumMarkup)
    } else {
      reason = .malformed(message)
    }
  }
  let isInEntity = parser != state.parser || parser.pointee.inputNr > 1
  state.fail(reason, line: isInEntity || error.line <= 0 ? nil : Int(error.line))
}
