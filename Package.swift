// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Peruse",
  products: [
    .library(name: "Peruse", targets: ["Peruse"]),
    // For researchers: attention mechanisms on tensors that differentiate, and what trains Peruse's models
    .library(name: "AttentionCore", targets: ["AttentionCore", "Tensors"]),
    .library(name: "PeruseTraining", targets: ["Training"]),
    .executable(name: "peruse", targets: ["PeruseCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox.git", from: "0.27.0"),
  ],
  targets: [
    // Doors to C libraries
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(name: "COneDNN", exclude: ["README.md"]),
    .systemLibrary(
      name: "CLineEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CArchive", exclude: ["README.md"], linkerSettings: [.linkedLibrary("archive")]),
    .target(name: "CMail", exclude: ["README.md"]),

    .target(name: "CStemmer", exclude: ["README.md"], linkerSettings: [.linkedLibrary("stemmer")]),
    .target(name: "CSystem", exclude: ["README.md"]),
    .target(name: "CDigest", exclude: ["README.md"], linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CProcess", exclude: ["README.md"]),

    // Ground floor
    .target(name: "Platform", dependencies: ["CDigest", "CProcess", "CSystem"], exclude: ["README.md"]),

    // Numbers
    .target(name: "CKernels", exclude: ["README.md"]),
    .target(name: "Tensors", dependencies: ["CKernels", "COneDNN", "Platform"], exclude: ["README.md"]),
    .target(name: "AttentionCore", dependencies: ["Tensors"], exclude: ["README.md"]),

    // Text
    .target(
      name: "Ingestion",
      dependencies: ["CArchive", "CLibXML2", "CICU", "CMail", "Platform"],
      exclude: ["README.md"]),
    .target(
      name: "Tokenization", dependencies: ["CICU", "CStemmer", "Ingestion", "Platform"],
      exclude: ["README.md"]),

    // Models
    .target(
      name: "HierarchicalModels",
      dependencies: [
        "AttentionCore", "CKernels", "Platform", "Tensors",
      ],
      exclude: ["README.md"]),

    // Tasks
    .target(
      name: "SpanExtraction",
      dependencies: [
        "AttentionCore", "HierarchicalModels", "Ingestion", "Platform", "Tensors", "Tokenization",
      ],
      exclude: ["README.md"],
      resources: [
        .copy("Resources/reader"), .copy("Resources/recurrent"), .copy("Resources/accurate"),
      ]),
    .target(
      name: "Summarization",
      dependencies: ["HierarchicalModels", "Ingestion", "Platform", "Tensors", "Tokenization"],
      exclude: ["README.md"], resources: [.copy("Resources/summarizer")]),

    .target(
      name: "Classification", dependencies: ["HierarchicalModels", "Ingestion", "Tensors", "Tokenization"],
      exclude: ["README.md"]),

    .target(
      name: "Explanation",
      dependencies: [
        "Classification", "Evaluation", "HierarchicalModels", "Ingestion", "Platform", "SpanExtraction",
        "Summarization", "Tokenization",
      ],
      exclude: ["README.md"]),
    .target(
      name: "Generation",
      dependencies: [
        "HierarchicalModels", "Ingestion", "Platform", "SpanExtraction", "Summarization", "Tensors",
        "Tokenization",
      ],
      exclude: ["README.md"]),

    // What was found, in every form
    .target(
      name: "Results",
      dependencies: [
        "Classification", "Evaluation", "Explanation", "Generation", "HierarchicalModels", "Ingestion",
        "Platform", "SpanExtraction", "Summarization", "Tokenization",
      ],
      exclude: ["README.md"]),

    // Many documents
    .target(
      name: "Batch",
      dependencies: [
        "CArchive", "Ingestion", "Platform", "Results", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["README.md"]),
    .target(
      name: "Search",
      dependencies: [
        "Batch", "Ingestion", "Platform", "Results", "SpanExtraction", "Summarization", "Tokenization",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["README.md"]),

    // Training
    .target(
      name: "Training",
      dependencies: [
        "AttentionCore", "CKernels", "Classification", "Evaluation", "Generation", "HierarchicalModels",
        "Ingestion", "Platform", "SpanExtraction", "Summarization", "Tensors", "Tokenization",
      ],
      exclude: ["README.md"]),

    // What people use
    .target(
      name: "PeruseCore",
      dependencies: [
        "Batch", "CArchive", "Classification", "Evaluation", "Explanation", "Generation",
        "HierarchicalModels",
        "Ingestion",
        "Platform", "Results", "Search", "SpanExtraction", "Summarization", "Tensors", "Tokenization",
      ],
      path: "Sources/Peruse", exclude: ["README.md"]),
    .target(
      name: "Peruse",
      dependencies: [
        "Batch", "HierarchicalModels", "Ingestion", "PeruseCore", "Platform", "Results", "Search",
        "SpanExtraction", "Summarization", "Tokenization",
      ],
      path: "Sources/PeruseLibrary", exclude: ["README.md"]),
    .target(
      name: "PeruseServer",
      dependencies: [
        "Peruse", "PeruseCore", "Platform", "Results", .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["README.md"]),
    .executableTarget(
      name: "PeruseCLI",
      dependencies: [
        "Classification", "CLineEdit", "Evaluation", "EvaluationRuns", "Explanation", "Generation", "Peruse",
        "PeruseCore",
        "PeruseServer",
        "Platform", "Results", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"]),

    // Measures
    .target(
      name: "Evaluation", dependencies: ["Ingestion", "Platform", "Tokenization"],
      exclude: ["README.md", "Runs"]),
    .target(
      name: "EvaluationRuns",
      dependencies: [
        "Classification", "Evaluation", "Explanation", "Generation", "PeruseCore", "Platform", "Tokenization",
      ],
      path: "Sources/Evaluation/Runs"),

    // Tools
    .executableTarget(
      name: "CompareAttention", dependencies: ["AttentionCore", "GradientChecks", "Tensors"],
      path: "Tools/Examples/Comparison"),

    // Examples of attention on other things than documents: no product needs them, and they need no other
    // library
    .target(
      name: "AttentionExamples",
      dependencies: ["AttentionCore", "Evaluation", "HierarchicalModels", "Platform", "Tensors", "Training"],
      path: "Tools/Examples/Library"),
    .executableTarget(
      name: "PeruseExamples",
      dependencies: [
        "AttentionExamples", "Platform", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tools/Examples/Command"),

    // Small programs against the public API, as others write them: the README and the guides show stretches
    // of them
    .executableTarget(
      name: "PeruseExampleSummary", dependencies: ["Peruse"], path: "Tools/Examples/Basics/Summary"),
    .executableTarget(
      name: "PeruseExampleAnswer", dependencies: ["Peruse"], path: "Tools/Examples/Basics/Answer"),
    .executableTarget(
      name: "PeruseExampleBatchRun", dependencies: ["Peruse"], path: "Tools/Examples/Basics/BatchRun"),
    .executableTarget(
      name: "PeruseExampleCorpusSearch", dependencies: ["Peruse"], path: "Tools/Examples/Basics/CorpusSearch"),
    .executableTarget(
      name: "PeruseExampleAttentionWeights", dependencies: ["AttentionCore", "Tensors"],
      path: "Tools/Examples/Basics/AttentionWeights"),

    // Maintenance
    .executableTarget(
      name: "PeruseModels",
      dependencies: [
        "HierarchicalModels", "SpanExtraction", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tools/Models/Command"),
    .executableTarget(
      name: "PeruseBenchmarks",
      dependencies: [
        "HierarchicalModels", "Ingestion", "Peruse", "PeruseCore", "Tensors", "Tokenization", "Training",
      ],
      path: "Tools/Benchmarks",
      exclude: [
        "RESULTS.md", "batch.py", "batch_peer.py", "classifier_torch.py", "common.py", "encoder.py",
        "formats", "make-large-xml.py", "pages.py", "pdf.py", "questions.py", "retrieval.py", "server.py",
        "start.py", "summarizer.py", "text.py", "training.py", "training_torch.py", "versions.py",
      ]),

    // Tests
    .testTarget(name: "PlatformTests", dependencies: ["Platform"]),
    .testTarget(name: "KernelTests", dependencies: ["CKernels", "Tensors"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .target(
      name: "GradientChecks", dependencies: ["AttentionCore", "Tensors"], path: "Tools/GradientChecks",
      exclude: ["Fixtures"]),
    .testTarget(name: "AutodiffTests", dependencies: ["GradientChecks", "Tensors", "TestSupport"]),
    .testTarget(name: "AttentionCoreTests", dependencies: ["AttentionCore", "GradientChecks", "Tensors"]),
    .testTarget(
      name: "HierarchicalModelsTests",
      dependencies: ["AttentionCore", "GradientChecks", "HierarchicalModels", "Tensors", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "IngestionTests", dependencies: ["Ingestion", "Platform", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "SpanExtractionTests",
      dependencies: ["HierarchicalModels", "Ingestion", "Platform", "SpanExtraction", "Tokenization"]),
    .testTarget(
      name: "PeruseTests",
      dependencies: [
        "EvaluationRuns", "HierarchicalModels", "Peruse", "PeruseCore", "Platform", "Tensors", "TestSupport",
      ]),
    .testTarget(name: "CLITests", dependencies: ["Peruse", "PeruseCLI", "Platform", "Results"]),
    // What runs the program: with PeruseCLI among its dependencies, it is built whenever these tests are
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Batch", "Ingestion", "Peruse", "PeruseCLI", "Platform", "Search", "TestSupport", "Tokenization",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ResultsTests", dependencies: ["Ingestion", "PeruseCore", "Results", "Tokenization"]),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "PeruseCore", "PeruseCLI", "PeruseServer", .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["Browser"]),
    .target(name: "TestSupport", dependencies: ["Tensors"], path: "Tests/TestSupport"),
    .testTarget(
      name: "BatchTests", dependencies: ["Batch", "Ingestion", "Platform", "Results", "TestSupport"]),
    .testTarget(
      name: "SearchTests",
      dependencies: [
        "Batch", "Ingestion", "Platform", "Search", "SpanExtraction", "Summarization", "TestSupport",
        "Tokenization",
      ]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "Tokenization"], exclude: ["Fixtures"]),
    .testTarget(
      name: "ExplanationTests",
      dependencies: [
        "Evaluation", "EvaluationRuns", "Explanation", "HierarchicalModels", "Ingestion", "PeruseCore",
        "Results",
        "SpanExtraction", "Summarization",
      ]),
    .testTarget(
      name: "GenerationTests", dependencies: ["Generation", "Ingestion", "SpanExtraction", "Tokenization"]),
    .testTarget(
      name: "SummarizationTests", dependencies: ["Ingestion", "Platform", "Summarization", "Tokenization"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "CKernels", "Classification", "Evaluation", "Explanation", "Generation", "GradientChecks",
        "HierarchicalModels", "Ingestion", "Platform", "Results", "SpanExtraction", "Summarization",
        "Tensors", "TestSupport", "Tokenization", "Training",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "AttentionExamples", "HierarchicalModels", "Platform", "Tensors", "TestSupport", "Training",
      ]),
    .testTarget(
      name: "ExampleProgramTests",
      dependencies: [
        "Peruse", "PeruseExampleAnswer", "PeruseExampleAttentionWeights", "PeruseExampleBatchRun",
        "PeruseExampleCorpusSearch", "PeruseExampleSummary", "TestSupport",
      ]),
    .testTarget(
      name: "TokenizationTests", dependencies: ["Ingestion", "Platform", "Tokenization"],
      exclude: ["Resources"]),
  ],
  swiftLanguageModes: [.v6]
)

// Tools/sanitize builds a few tests in another configuration, and nothing that they do not need; Tools/fuzz
// drives the server's requests without sockets.
if let tests = Context.environment["PERUSE_ONLY_TESTS"]?.split(separator: ",").map(String.init) {
  var wanted: Set<String> = []
  func want(_ name: String) {
    guard let target = package.targets.first(where: { $0.name == name }), wanted.insert(name).inserted else {
      return
    }
    for case .byNameItem(let name, _) in target.dependencies { want(name) }
  }
  tests.forEach(want)
  package.targets.removeAll { !wanted.contains($0.name) }
  package.products = []
}
if Context.environment["PERUSE_FUZZ_BUILD"] != nil {
  package.products.append(.library(name: "PeruseServer", targets: ["PeruseServer"]))
}
// The fuzz targets see what modules keep to themselves, which a release build does not show;
// `Tools/fuzz --replay` asks for them.
if Context.environment["PERUSE_FUZZ_REPLAY"] != nil {
  package.targets.append(
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Batch", "HierarchicalModels", "Ingestion", "Peruse", "PeruseServer", "Platform", "Search",
        "SpanExtraction", "Tensors", "Tokenization", .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      path: "Tools/Fuzz/Sources", exclude: ["Fuzz/Entry.swift"]))
}
