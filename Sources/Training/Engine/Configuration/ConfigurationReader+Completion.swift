extension ConfigurationReader {
  /// Does to a model that is there already what a run of this task does with its model at the end: a reader
  /// is calibrated on the questions that the configuration keeps apart.
  ///
  /// - Throws: ``TrainingError``, or the error of what reads a model.
  package func complete(modelAt folder: String, report: (String) -> Void) throws {
    func complete<Task: TrainingTask>(_ task: Task.Type) throws {
      try Task(configuration(), settings(of: task)).complete(modelAt: folder, report: report)
    }
    try complete(task)
  }

  /// Fits how likely a reader is to have no answer to the questions that the configuration keeps apart; its
  /// weights stay.
  ///
  /// - Returns: the questions as the fit saw them.
  package func fitAbsence(
    modelAt folder: String, report: (String) -> Void
  ) throws -> [AbsenceFit.Point] {
    func fit<Task: TrainingTask>(_ task: Task.Type) throws -> [AbsenceFit.Point] {
      let task = try Task(configuration(), settings(of: task))
      return try (task as? any AbsenceFitting)?.fitAbsence(modelAt: folder, report: report) ?? []
    }
    return try fit(task)
  }
}
