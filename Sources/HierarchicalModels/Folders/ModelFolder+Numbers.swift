import Tensors

// What every kind of model reads from its folder.
extension ModelFolder {
  /// Fills parameters with the weights of their names.
  ///
  /// - Throws: `SafeTensorsError` where one is missing, has another shape, or holds an infinity or a NaN.
  package func fill(_ parameters: ParameterSet<Float>) throws(SafeTensorsError) {
    for parameter in parameters.parameters {
      let entry = try weights.entry(parameter.name, shape: parameter.shape)
      if let base = parameter.elements.baseAddress { try weights.convert(entry, into: base) }
    }
  }

  /// A tensor of one element; nil where the model has none of that name.
  ///
  /// - Throws: `SafeTensorsError` where it has another shape or is not a finite number.
  package func number(_ name: String) throws(SafeTensorsError) -> Float? {
    guard weights.entries[name] != nil else { return nil }
    let entry = try weights.entry(name, shape: [1])
    var value: Float = 0
    try weights.convert(entry, into: &value)
    return value
  }
}
