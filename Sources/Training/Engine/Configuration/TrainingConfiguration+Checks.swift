extension TrainingConfiguration {
  /// Refuses numbers that are out of range, by the name of the setting.
  func check() throws(TrainingError) {
    func need(_ holds: Bool, _ setting: String, _ reason: String) throws(TrainingError) {
      if !holds { throw TrainingError(.setting, setting, reason) }
    }
    try need(!data.isEmpty, "data", "no training data; name one file at least")
    for file in data {
      try need(
        file.weight > 0 && file.weight <= 1000, "data",
        "the weight of \(file.file) must lie between 0 and 1000")
    }
    try need((0..<1).contains(heldOutShare), "heldOutShare", "must be at least 0 and below 1")
    try need(heldOutLimit >= 0, "heldOutLimit", "must not be negative")
    try need(seed >= 0, "seed", "must not be negative")
    try need(steps >= 0, "steps", "must not be negative")
    try need(steps > 0 || epochs > 0 && epochs <= 10_000, "epochs", "must be above 0 and at most 10000")
    try need((1...1 << 24).contains(batchTokens), "batchTokens", "must lie between 1 and \(1 << 24)")
    try need(passTokens >= 1, "passTokens", "must be at least 1")
    try need((1...1 << 24).contains(poolRecords), "poolRecords", "must lie between 1 and \(1 << 24)")
    try need((1...256).contains(workers), "workers", "must lie between 1 and 256")
    try need(learningRate > 0 && learningRate <= 100, "learningRate", "must be above 0 and at most 100")
    try need((0..<1).contains(warmUp), "warmUp", "is a share of the run, at least 0 and below 1")
    try need((0...1).contains(finalRate), "finalRate", "is a share of the learning rate, from 0 to 1")
    try need(layerDecay > 0 && layerDecay <= 1, "layerDecay", "must be above 0 and at most 1")
    try need(rates.values.allSatisfy { (0...1000).contains($0) }, "rates", "factors lie between 0 and 1000")
    try need((0...1).contains(weightDecay), "weightDecay", "must lie between 0 and 1")
    try need(clip >= 0, "clip", "must not be negative")
    try need((0..<1).contains(average), "average", "must be at least 0 and below 1")
    try need((0..<1).contains(labelSmoothing), "labelSmoothing", "must be at least 0 and below 1")
    try need(logEvery >= 1, "logEvery", "must be at least 1")
    try need(evaluateEvery >= 0, "evaluateEvery", "must not be negative")
    try need(checkpointEvery >= 1, "checkpointEvery", "must be at least 1")
    try need(patience >= 0, "patience", "must not be negative")
    try optimizer.check()
  }
}

extension OptimizerSettings {
  func check() throws(TrainingError) {
    for (name, value) in [("beta1", beta1), ("beta2", beta2), ("rho", rho), ("momentum", momentum)]
    where !(0..<1).contains(value) {
      throw TrainingError(.setting, "optimizer.\(name)", "must be at least 0 and below 1")
    }
    guard (0...1).contains(epsilon) else {
      throw TrainingError(.setting, "optimizer.epsilon", "must lie between 0 and 1")
    }
  }
}
