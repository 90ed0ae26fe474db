// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that neither the sanitizers nor libFuzzer's main function reach anybody else's
// build. `Tools/fuzz` builds and runs it.
let package = Package(
  name: "Fuzz",
  dependencies: [
    .package(name: "Peruse", path: "../.."),
    .package(url: "https://github.com/swhitty/FlyingFox.git", from: "0.27.0"),
  ],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "Peruse", package: "Peruse"), .product(name: "PeruseServer", package: "Peruse"),
        .product(name: "FlyingFox", package: "FlyingFox"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
