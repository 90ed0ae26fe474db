import CKernels
import COneDNN
import Platform

/// What this room computes with.
package enum TensorLibraries {
  /// oneDNN, loaded by asking.
  package static var oneDNN: LibraryVersion {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    onednn_loaded_version(&major, &minor, &patch)
    return LibraryVersion("oneDNN", major > 0 ? "\(major).\(minor).\(patch)" : nil)
  }

  /// The level of the kernels in use: `base`, `v3`, `v4`, `vnni`, `bf16` or `amx`.
  package static var kernelLevel: String { String(cString: ck_best_table().pointee.name) }
}
