// The door to oneDNN: matrix multiplication, and nothing else.
//
// Every function that can fail returns a status: 0 is success, any other value is explained by
// `onednn_status_text`. The library is loaded by the first call that needs it, and a missing one is such a status.
// Nothing here aborts, prints or allocates behind the caller's back while it runs:
// scratch memory comes from the caller, and each call keeps to the thread that made it.
#ifndef PERUSE_CONEDNN_H
#define PERUSE_CONEDNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum onednn_type {
  ONEDNN_F32 = 0,
  ONEDNN_BF16 = 1,
  ONEDNN_U8 = 2,
  ONEDNN_S8 = 3,
  ONEDNN_S32 = 4,
} onednn_type;

/// C[m, n] = op(A)[m, k] · op(B)[k, n], plus C where `accumulate` is set. All row-major.
///
/// `a_stride`, `b_stride` and `c_stride` are elements from one stored row to the next. A transposed operand is
/// stored as [k, m] or [n, k]. Where `b_packed` is set, B is given once to `onednn_matmul_pack`, which lays it
/// out as the fastest kernel wants it, and `onednn_matmul_run` takes the packed copy.
typedef struct onednn_matmul_shape {
  int64_t m, k, n;
  onednn_type a_type, b_type, c_type;
  bool a_transposed, b_transposed, b_packed, accumulate;
  int64_t a_stride, b_stride, c_stride;
} onednn_matmul_shape;

/// A multiplication compiled for one shape. Immutable once made: threads may run it at the same time.
typedef struct onednn_matmul onednn_matmul;

int32_t onednn_matmul_create(const onednn_matmul_shape *_Nonnull shape,
                             onednn_matmul *_Nullable *_Nonnull out);
void onednn_matmul_destroy(onednn_matmul *_Nullable matmul);

/// Bytes of 64-byte aligned scratch memory that a run needs.
size_t onednn_matmul_scratch_bytes(const onednn_matmul *_Nonnull matmul);
/// Bytes of B in the packed layout.
size_t onednn_matmul_packed_bytes(const onednn_matmul *_Nonnull matmul);
/// The name of the kernel that oneDNN chose.
const char *_Nonnull onednn_matmul_kernel(const onednn_matmul *_Nonnull matmul);

/// Lays B out. `source_type` is the type of `b`: f32 may be packed as bf16.
int32_t onednn_matmul_pack(const onednn_matmul *_Nonnull matmul, onednn_type source_type,
                           const void *_Nonnull b, void *_Nonnull packed);
int32_t onednn_matmul_run(const onednn_matmul *_Nonnull matmul, const void *_Nonnull a,
                          const void *_Nonnull b, void *_Nonnull c, void *_Nullable scratch);

/// C = alpha · op(A) · op(B) + beta · C in f32, for shapes that are not worth compiling.
int32_t onednn_sgemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha,
                     const float *_Nonnull a, int64_t a_stride, const float *_Nonnull b, int64_t b_stride,
                     float beta, float *_Nonnull c, int64_t c_stride);

/// The version of the library that is loaded, as major, minor, patch; zeros where there is none.
void onednn_loaded_version(int32_t *_Nonnull major, int32_t *_Nonnull minor, int32_t *_Nonnull patch);
/// Whether a status says that this processor has no kernel for the types that were asked for.
bool onednn_status_is_unimplemented(int32_t status);
/// What a status means, in words.
const char *_Nonnull onednn_status_text(int32_t status);

#endif
