import HierarchicalModels
import Tensors

/// What a reader's scores are turned into probabilities with, and when it says that a text holds no answer.
///
/// Two tensors of one element beside the model's weights: `calibration.temperature`, by which scores are
/// divided (Guo et al. 2017), and `calibration.null_bias`, which is added to the null answer's score before
/// it is compared with the best span's (Devlin et al. 2019, section 4.3). A model without the second always
/// answers. How likely it is that there is no answer stands in a file of its own: ``AbsenceCalibration``.
public struct ReaderCalibration: Sendable, Hashable, Codable {
  /// Scores are divided by it; above 0.
  public var temperature: Float = 1
  /// Added to the null answer's score; nil for a reader that has no null answer.
  public var nullBias: Float?
  /// How likely it is that there is no answer, of a reader that has a null answer.
  public var absence = AbsenceCalibration.softmax

  /// Scores as they are, and no null answer.
  public init() {}

  /// Names of the tensors.
  public static let temperatureName = "calibration.temperature"
  /// Names of the tensors.
  public static let nullBiasName = "calibration.null_bias"

  /// Reads what the model has.
  init(_ folder: ModelFolder) throws(ReaderError) {
    func number(_ name: String) throws(ReaderError) -> Float? {
      do throws(SafeTensorsError) { return try folder.number(name) } catch {
        throw .notAReader(folder: folder.path, reason: error.description)
      }
    }
    if let temperature = try number(Self.temperatureName) {
      guard temperature > 0 else {
        throw .notAReader(folder: folder.path, reason: "\(Self.temperatureName) is not above 0")
      }
      self.temperature = temperature
    }
    nullBias = try number(Self.nullBiasName)
    if let fitted = try AbsenceCalibration(folder) { absence = fitted }
  }
}
