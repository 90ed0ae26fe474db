// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Peruse",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Peruse", targets: ["Peruse"]),
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
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(name: "COneDNN", exclude: ["README.md"]),
    .systemLibrary(
      name: "CLineEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(name: "CArchive", exclude: ["README.md"], linkerSettings: [.linkedLibrary("archive")]),

    .target(name: "CDigest", exclude: ["README.md"], linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CProcess", exclude: ["README.md"]),

    // Ground floor
    .target(name: "Platform", dependencies: ["CDigest", "CProcess"], exclude: ["README.md"]),

    // Numbers
    .target(name: "CKernels", exclude: ["README.md"]),
    .target(name: "Tensors", dependencies: ["CKernels", "COneDNN"], exclude: ["README.md"]),
    .target(name: "AttentionCore", dependencies: ["Tensors"], exclude: ["README.md"]),

    // Text
    .target(
      name: "Ingestion",
      dependencies: ["CLibXML2", "CICU", "Platform"],
      exclude: ["README.md"]),
    .target(name: "Tokenization", dependencies: ["CICU", "Ingestion"], exclude: ["README.md"]),

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
      dependencies: ["AttentionCore", "HierarchicalModels", "Ingestion", "Tensors", "Tokenization"],
      exclude: ["README.md"], resources: [.copy("Resources/reader"), .copy("Resources/recurrent")]),
    .target(
      name: "Summarization", dependencies: ["HierarchicalModels", "Ingestion", "Tensors", "Tokenization"],
      exclude: ["README.md"], resources: [.copy("Resources/summarizer")]),

    // What was found, in every form
    .target(
      name: "Results",
      dependencies: [
        "HierarchicalModels", "Ingestion", "Platform", "SpanExtraction", "Summarization", "Tokenization",
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
        "Batch", "Ingestion", "Results", "SpanExtraction", "Summarization", "Tokenization",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["README.md"]),

    // Training
    .target(
      name: "Training",
      dependencies: [
        "AttentionCore", "CKernels", "Evaluation", "HierarchicalModels", "Ingestion", "Platform",
        "SpanExtraction", "Summarization", "Tensors", "Tokenization",
      ],
      exclude: ["README.md"]),

    // What people use
    .target(
      name: "Peruse",
      dependencies: [
        "Batch", "Evaluation", "HierarchicalModels", "Ingestion", "Results", "Search", "SpanExtraction",
        "Summarization", "Tensors", "Tokenization",
      ],
      exclude: ["README.md"]),
    .target(
      name: "PeruseServer",
      dependencies: ["Peruse", "Results", .product(name: "FlyingFox", package: "FlyingFox")],
      exclude: ["README.md"]),
    .executableTarget(
      name: "PeruseCLI",
      dependencies: [
        "CLineEdit", "Peruse", "PeruseServer", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"]),

    // Measures
    .target(name: "Evaluation", dependencies: ["Ingestion", "Tokenization"], exclude: ["README.md"]),

    // Tools
    .executableTarget(
      name: "CompareAttention", dependencies: ["AttentionCore", "GradientChecks", "Tensors"],
      path: "Tools/compare-attention"),

    // Maintenance
    .executableTarget(
      name: "PeruseModels",
      dependencies: [
        "HierarchicalModels", "SpanExtraction", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tools/Models"),
    .executableTarget(
      name: "PeruseBenchmarks",
      dependencies: ["HierarchicalModels", "Ingestion", "Peruse", "Tensors", "Tokenization", "Training"],
      path: "Tools/Benchmarks",
      exclude: [
        "batch.py", "batch_peer.py", "common.py", "encoder.py", "questions.py", "start.py", "summarizer.py",
        "text.py", "training.py", "training_torch.py",
      ]),

    // Tests
    .testTarget(name: "PlatformTests", dependencies: ["Platform"]),
    .testTarget(name: "KernelTests", dependencies: ["CKernels", "Tensors"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    .target(
      name: "GradientChecks", dependencies: ["AttentionCore", "Tensors"], path: "Tests/GradientChecks",
      exclude: ["Fixtures"]),
    .testTarget(name: "AutodiffTests", dependencies: ["GradientChecks", "Tensors"]),
    .testTarget(name: "AttentionCoreTests", dependencies: ["AttentionCore", "GradientChecks", "Tensors"]),
    .testTarget(
      name: "HierarchicalModelsTests", dependencies: ["GradientChecks", "HierarchicalModels", "Tensors"],
      exclude: ["Fixtures"]),
    .testTarget(name: "IngestionTests", dependencies: ["Ingestion"]),
    .testTarget(
      name: "SpanExtractionTests", dependencies: ["Ingestion", "SpanExtraction", "Tokenization"]),
    .testTarget(name: "PeruseTests", dependencies: ["Peruse"]),
    .testTarget(name: "CLITests", dependencies: ["PeruseCLI"]),
    .testTarget(name: "ResultsTests", dependencies: ["Ingestion", "Peruse", "Results"]),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Peruse", "PeruseCLI", "PeruseServer", .product(name: "FlyingFox", package: "FlyingFox"),
      ],
      exclude: ["Browser"]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "BatchTests",
      dependencies: [
        "Batch", "Ingestion", "PeruseCLI", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "SearchTests",
      dependencies: [
        "Ingestion", "PeruseCLI", "Search", "TestSupport", "Tokenization",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "Tokenization"], exclude: ["Fixtures"]),
    .testTarget(name: "SummarizationTests", dependencies: ["Summarization"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "CKernels", "Evaluation", "GradientChecks", "HierarchicalModels", "PeruseCLI", "SpanExtraction",
        "Summarization", "Tensors", "Training",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TokenizationTests", dependencies: ["Ingestion", "Tokenization"], exclude: ["Resources"]),
  ],
  swiftLanguageModes: [.v6]
)
