// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that neither the sanitizers nor libFuzzer's main function reach anybody else's build.
// `Tools/fuzz` builds and runs it.
let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Peruse", path: "../..")],
  targets: [
    .executableTarget(name: "Fuzz", dependencies: [.product(name: "Peruse", package: "Peruse")])
  ],
  swiftLanguageModes: [.v6]
)
