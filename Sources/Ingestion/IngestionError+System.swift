import Glibc
import Platform

extension IngestionError {
  /// What keeps the file from being opened or read.
  package init(file: String, fault: InputDescriptor.Fault) {
    let reason: Reason =
      switch fault {
      case .system(let code): Reason(system: code)
      case .directory: .directory
      case .special(let kind): .special(kind)
      case .silent(let seconds): .silent(seconds)
      case .slow(let seconds): .slow(seconds)
      }
    self.init(file: file, reason: reason)
  }
}

extension IngestionError.Reason {
  /// The reason behind the system's error number.
  package init(system code: Int32) {
    self =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EACCES, EPERM: .permissionDenied
      case EISDIR: .directory
      default: .io(String(cString: strerror(code)))
      }
  }
}
