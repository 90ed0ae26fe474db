import Training

/// The scenes of a run, from JSON lines: those to train on, each with its place, and those to measure on.
struct SceneSet {
  /// Scenes to train on, file by file, and where each stands: `file: line`.
  private(set) var scenes: [(scene: Scene, place: String)] = []
  /// Scenes to measure on.
  private(set) var heldOut: [Scene] = []
  /// What was found in the files.
  private(set) var reports: [DataReport] = []
  /// Scenes to train on, file by file.
  private(set) var groups: [DataOrder.Group] = []

  /// Reads the files of a configuration.
  ///
  /// - Throws: `TrainingError`, naming the file and line.
  init(_ configuration: TrainingConfiguration) throws {
    for file in configuration.data {
      let read = try SceneFile.read(file.file), first = scenes.count
      scenes += read.enumerated().map { ($1, "\(file.file): line \($0 + 1)") }
      var report = try DataReport(file)
      (report.records, report.used) = (read.count, read.count)
      reports.append(report)
      groups.append(.init(records: first..<scenes.count, weight: file.weight))
    }
    for file in configuration.heldOut {
      let read = try SceneFile.read(file.file)
      heldOut += read
      var report = try DataReport(file)
      (report.records, report.heldOut) = (read.count, read.count)
      reports.append(report)
    }
    if configuration.heldOutLimit > 0 { heldOut = Array(heldOut.prefix(configuration.heldOutLimit)) }
  }
}
