import HierarchicalModels
import Testing

@Suite("Where models are looked for")
struct ModelPlacesTests {
  private func folders(_ environment: [String: String], program: String? = "/opt/peruse/bin") -> [String] {
    ModelPlaces(environment: environment, program: program).places(target: "Room").map(\.folder)
  }

  @Test("The environment comes first, then what stands beside the program, then the data folders")
  func order() {
    #expect(
      folders(["PERUSE_MODELS": "here:/there/", "HOME": "/home/a", "XDG_DATA_DIRS": "/usr/share:/opt/share"])
        == [
          "here", "/there", "/opt/peruse/bin/models", "/opt/peruse/bin/Peruse_Room.resources",
          "/opt/peruse/share/peruse/models", "/home/a/.local/share/peruse/models", "/usr/share/peruse/models",
          "/opt/share/peruse/models",
        ])
  }

  @Test(
    "Data folders that are not absolute do not count, as the XDG specification says, and none is tried twice")
  func relative() {
    #expect(
      folders(["XDG_DATA_HOME": "data", "HOME": "/h", "XDG_DATA_DIRS": "/x:y:/x"], program: nil) == [
        "/h/.local/share/peruse/models", "/x/peruse/models",
      ])
    #expect(folders([:], program: nil) == ["/usr/local/share/peruse/models", "/usr/share/peruse/models"])
  }

  @Test("A model that is nowhere is an error that names every place")
  func nowhere() throws {
    let places = ModelPlaces(environment: ["PERUSE_MODELS": "/no/such/place"], program: nil)
    #expect(throws: ModelError("reader", .notInstalled(places.places(target: "Room").map(\.folder)))) {
      try places.folder(of: "reader", target: "Room")
    }
  }
}
