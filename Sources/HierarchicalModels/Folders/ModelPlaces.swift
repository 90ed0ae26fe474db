import FoundationEssentials
import Platform

/// Where the models that come with Peruse are looked for, in this order: the folders that the environment
/// variable `PERUSE_MODELS` names, what stands beside the program, the data folders of the XDG base directory
/// specification.
package struct ModelPlaces: Sendable {
  /// One place that a model may be in.
  package struct Place: Sendable, Hashable {
    /// Why it is one, in a word or two: `PERUSE_MODELS`, `beside the program`, `data folder`.
    package var kind: String
    /// The folder that holds a model's folder.
    package var folder: String
  }

  private let environment: [String: String]
  /// The folder of the program, links resolved; `nil` where the system does not say.
  private let program: String?

  /// The places of this process.
  package init() {
    self.init(environment: ProcessInfo.processInfo.environment, program: Self.programFolder)
  }

  /// The places of a process with this environment, whose program stands in this folder.
  package init(environment: [String: String], program: String?) {
    (self.environment, self.program) = (environment, program)
  }

  /// All places, in the order in which they are tried.
  ///
  /// - Parameter target: the target whose resource the model is: a build puts resources into a folder of that
  ///   name beside the program, and a program that was just built takes its own models before those of an
  ///   installed one.
  package func places(target: String) -> [Place] {
    var places = folders("PERUSE_MODELS").map { Place(kind: "PERUSE_MODELS", folder: $0) }
    if let program {
      let beside = [
        "\(program)/models", "\(program)/Peruse_\(target).resources",
        "\(PathName.folder(of: program))/share/peruse/models",
      ]
      places += beside.map { Place(kind: "beside the program", folder: $0) }
    }
    let shared = folders("XDG_DATA_DIRS")
    let data = (shared.isEmpty ? ["/usr/local/share", "/usr/share"] : shared).map { $0 + "/peruse/models" }
    places += ([userFolder].compactMap(\.self) + data).map { Place(kind: "data folder", folder: $0) }
    var seen: Set<String> = []
    return places.filter { seen.insert($0.folder).inserted }
  }

  /// The folder that a user's own models are installed in; `nil` where no home is known.
  package var userFolder: String? {
    let home = folders("XDG_DATA_HOME").first ?? environment["HOME"].map { $0 + "/.local/share" }
    return home.map { $0 + "/peruse/models" }
  }

  /// The folder of the model `name`: the first place that holds one.
  ///
  /// - Throws: `ModelError` with the places that were tried.
  package func folder(of name: String, target: String) throws(ModelError) -> String {
    let places = places(target: target)
    for place in places {
      let folder = "\(place.folder)/\(name)"
      if FileManager.default.fileExists(atPath: "\(folder)/\(ModelFolder.weightsName)") { return folder }
    }
    throw ModelError(name, .notInstalled(places.map(\.folder)))
  }

  /// Absolute folders in a variable that may name several, parted by colons.
  private func folders(_ variable: String) -> [String] {
    (environment[variable] ?? "").split(separator: ":").map { folder in
      folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : String(folder)
    }.filter { $0.hasPrefix("/") || variable == "PERUSE_MODELS" }
  }

  private static var programFolder: String? {
    guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
      return nil
    }
    return PathName.folder(of: path)
  }
}
