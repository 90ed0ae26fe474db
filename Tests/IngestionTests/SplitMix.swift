import Platform

/// Random numbers that are the same in every run.
typealias SplitMix = SplitMix64
