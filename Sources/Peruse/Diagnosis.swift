import Batch
import Foundation
import HierarchicalModels
import Ingestion
import Platform
import Tensors

/// What Peruse finds on this machine: models, libraries, kernels, other programs.
package struct Diagnosis: Sendable, Codable {
  /// A model that comes with Peruse.
  package struct Model: Sendable, Codable {
    package var name: String
    /// Its folder; absent where it is not installed.
    package var folder: String?
    package var version: String?
    /// SHA-256 of its weights, when every file of it is what its manifest says.
    package var sha256: String?
    /// What is wrong with it.
    package var fault: String?
  }

  /// A program that Peruse calls for what it does not do itself.
  package struct Tool: Sendable, Codable {
    package var name: String
    /// What it is for.
    package var reads: String
    /// Where it is; absent where it is not installed.
    package var path: String?
  }

  package var version = peruseVersion
  package var program: String
  package var cores: Int
  package var kernels: String
  package var models: [Model]
  package var libraries: [LibraryVersion]
  package var tools: [Tool]

  /// Programs that serve one format or another, and what for.
  private static let tools = [
    ("pdftotext", "PDF"), ("pdftohtml", "the outline of a PDF"), ("pdftoppm", "pictures of a PDF's pages"),
    ("pandoc", "formats that Peruse does not read"), ("pip3", "fetching models that do not come with Peruse"),
    ("less", "long output on a terminal"),
  ]

  /// Looks for everything, and compares each file of each model with its checksum.
  package init() {
    program = Bundle.main.executablePath ?? CommandLine.arguments.first ?? "peruse"
    cores = WorkerPool.activeCores
    kernels = TensorLibraries.kernelLevel
    models =
      BundledReader.names.map { name in Self.model(name) { try BundledReader.folder(named: name) } }
      + [Self.model("summarizer") { try BundledSummarizer.folder() }]
    libraries =
      IngestionLibraries.versions + TokenizationLibraries.versions + BatchLibraries.versions
      + [.crypto, TensorLibraries.oneDNN]
    tools = Self.tools.map { Tool(name: $0, reads: $1, path: Programs.path(of: $0)) }
  }

  /// Whether every model is there and whole.
  package var isWell: Bool { models.allSatisfy { $0.fault == nil } }

  private static func model(_ name: String, _ find: () throws -> String) -> Model {
    var model = Model(name: name)
    do {
      let path = try find()
      model.folder = path
      let folder = try ModelFolder(at: path)
      model.version = folder.manifest?.version
      model.sha256 = folder.sha256
    } catch { model.fault = "\(error)" }
    return model
  }
}
