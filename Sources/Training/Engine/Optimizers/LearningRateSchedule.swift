import Foundation
import Platform

/// How the learning rate changes over a run: it rises in a straight line while warming up, and then falls.
public struct LearningRateSchedule: Sendable, Hashable {
  /// How it falls.
  public enum Shape: String, Choice {
    /// It does not.
    case constant
    /// In a straight line.
    case linear
    /// As a half wave of the cosine: Loshchilov and Hutter 2017.
    case cosine
  }

  /// How it falls.
  public var shape: Shape
  /// Share of the run that warms up, 0 ..< 1.
  public var warmUp: Double
  /// Share of the highest rate that is left at the end.
  public var floor: Double

  /// Creates a schedule.
  public init(shape: Shape, warmUp: Double = 0, floor: Double = 0) {
    (self.shape, self.warmUp, self.floor) = (shape, warmUp, floor)
  }

  /// Share of the highest rate when `progress`, 0 ... 1, of the run is done.
  public func factor(at progress: Double) -> Double {
    let progress = min(max(progress, 0), 1)
    if progress < warmUp { return progress / warmUp }
    let fallen = (progress - warmUp) / max(1 - warmUp, .leastNormalMagnitude)
    switch shape {
    case .constant: return 1
    case .linear: return floor + (1 - floor) * (1 - fallen)
    case .cosine: return floor + (1 - floor) * 0.5 * (1 + cos(.pi * fallen))
    }
  }
}
