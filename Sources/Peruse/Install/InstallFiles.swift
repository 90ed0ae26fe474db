import CArchive
import Foundation
import Platform

/// What an installation does with files: copying and unpacking with checksums, asking for room, renaming.
enum InstallFiles {
  /// Copies pieces into a file that appears once it is whole and has the right checksum.
  ///
  /// - Parameter next: fills the buffer and says with how many bytes; 0 at the end.
  static func write(
    _ path: String, sha256 expected: String,
    _ next: (UnsafeMutableRawBufferPointer) throws(InstallError) -> Int
  ) throws(InstallError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    let hash = SHA256()
    do {
      let file = try AtomicFile(path: path)
      while true {
        let count = try next(buffer)
        guard count > 0 else { break }
        let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        hash.update(piece)
        try file.append(piece)
      }
      let present = hash.finishHexadecimal()
      guard present == expected else {
        throw InstallError(path, .checksum(expected: expected, present: present))
      }
      try file.finish()
    } catch let error as InstallError { throw error } catch let failure as AtomicFile.Failure {
      throw InstallError(path, .io(failure.words))
    } catch { throw InstallError(path, .io("\(error)")) }
  }

  /// Copies a file.
  static func copy(_ source: String, to target: String, sha256: String) throws(InstallError) {
    let descriptor = try open(source)
    defer { close(descriptor) }
    try write(target, sha256: sha256) { (buffer) throws(InstallError) in try read(descriptor, buffer, source)
    }
  }

  /// Takes members out of an archive: for each wanted, the first whose path its rule accepts.
  static func unpack(
    _ archive: String,
    _ wanted: [(name: String, sha256: String, target: String, fits: (String) -> Bool)]
  ) throws(InstallError) {
    let descriptor = try open(archive)
    defer { close(descriptor) }
    guard let reader = ca_open(descriptor) else { throw InstallError(archive, .io("out of memory")) }
    defer { ca_close(reader) }
    func failure() -> InstallError {
      InstallError(archive, .archive(ca_message(reader).map { String(cString: $0) } ?? "it ends too early"))
    }
    var rest = wanted
    while !rest.isEmpty {
      var member = ca_member()
      let status = ca_next(reader, &member)
      if status == CA_END { break }
      guard status == CA_OK else { throw failure() }
      guard member.is_file != 0, let path = member.path.map({ String(cString: $0) }),
        let place = rest.firstIndex(where: { $0.fits(path) })
      else { continue }
      let found = rest.remove(at: place)
      try write(found.target, sha256: found.sha256) { (buffer) throws(InstallError) in
        let count = ca_read(reader, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure() }
        return Int(count)
      }
    }
    if let missing = rest.first { throw InstallError(archive, .missing(missing.name)) }
  }

  /// Whether a file is there with this checksum.
  static func isWhole(_ path: String, sha256: String) -> Bool {
    guard let file = try? MappedFile(path: path) else { return false }
    return withExtendedLifetime(file) { SHA256.hexadecimal(of: file.bytes) == sha256 }
  }

  static func makeFolder(_ path: String) throws(InstallError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch { throw InstallError(path, .io("the folder cannot be made")) }
  }

  /// Refuses to begin what would end with a full disk.
  static func needs(_ bytes: Int, in folder: String, for subject: String) throws(InstallError) {
    guard let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder),
      let free = (facts[.systemFreeSize] as? NSNumber)?.intValue, free < bytes
    else { return }
    throw InstallError(subject, .space(needed: bytes, free: free))
  }

  /// Puts a finished folder in its place; one that is there already goes.
  static func publish(_ folder: String, as place: String) throws(InstallError) {
    let aside = place + ".old"
    try? FileManager.default.removeItem(atPath: aside)
    rename(place, aside)
    guard rename(folder, place) == 0 else {
      let words = String(cString: strerror(errno))
      rename(aside, place)
      throw InstallError(place, .io(words))
    }
    Descriptor.syncFolder(of: place)
    try? FileManager.default.removeItem(atPath: aside)
  }

  private static func open(_ path: String) throws(InstallError) -> Int32 {
    do throws(SystemError) { return try Descriptor.open(path) } catch {
      throw InstallError(path, .io(error.words))
    }
  }

  private static func read(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ path: String
  ) throws(InstallError) -> Int {
    do throws(SystemError) { return try Descriptor.read(descriptor, into: buffer) } catch {
      throw InstallError(path, .io(error.words))
    }
  }
}
