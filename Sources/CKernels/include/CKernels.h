// Elementwise and row kernels for f32, quantization, and fused attention.
//
// One source is compiled for several levels of x86-64 and for whatever other processor the compiler targets (base); a
// table of functions is chosen once, when first asked for. The environment variable PERUSE_KERNELS (base, v3, v4, vnni or
// amx) lowers the choice; it never raises it above the processor.
//
// All matrices are row-major f32 unless said otherwise. Where a kernel takes `x` and `y`, they may be the same.
// Nothing allocates, nothing fails: callers check shapes.
#ifndef PERUSE_CKERNELS_H
#define PERUSE_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CKernelsAttention.h"
#include "CKernelsFinite.h"
#include "CKernelsGradients.h"
#include "CKernelsQuantized.h"
#include "CKernelsTiles.h"

typedef enum ck_level {
  CK_BASE = 0,
  /// x86-64-v3: AVX2 and FMA.
  CK_V3 = 1,
  /// x86-64-v4: AVX-512.
  CK_V4 = 2,
  /// v4 with AVX-512 VNNI.
  CK_VNNI = 3,
  /// VNNI with products of bf16 in vectors (AVX-512 BF16).
  CK_BF16 = 4,
  /// The same with AMX tiles of int8 and bf16, where the system lets a process use them.
  CK_AMX = 5,
} ck_level;

// Never written to after it was made.
typedef struct __attribute__((swift_attr("@Sendable"))) ck_table {
  ck_level level;
  const char *_Nonnull name;

  // y[i] = f(x[i])
  void (*_Nonnull exp)(const float *_Nonnull x, float *_Nonnull y, size_t n);
  void (*_Nonnull tanh)(const float *_Nonnull x, float *_Nonnull y, size_t n);
  void (*_Nonnull sigmoid)(const float *_Nonnull x, float *_Nonnull y, size_t n);
  /// x · Φ(x), with Φ through erf: Hendrycks and Gimpel 2016.
  void (*_Nonnull gelu)(const float *_Nonnull x, float *_Nonnull y, size_t n);

  /// Each row becomes softmax(scale · row).
  void (*_Nonnull softmax_rows)(float *_Nonnull x, size_t rows, size_t columns, float scale);
  /// The same over the columns where `mask` [rows, columns] is not 0; masked places, and rows masked throughout, become 0.
  void (*_Nonnull masked_softmax_rows)(float *_Nonnull x, const uint8_t *_Nonnull mask, size_t rows, size_t columns,
                                       float scale);
  /// y = layer norm of (x + residual + bias) over columns, times gain, plus shift: Ba et al. 2016. `residual` [rows, columns]
  /// and `bias` [columns] may be absent.
  void (*_Nonnull layer_norm_rows)(const float *_Nonnull x, const float *_Nullable residual, const float *_Nullable bias,
                                   const float *_Nonnull gain, const float *_Nonnull shift, float *_Nonnull y,
                                   size_t rows, size_t columns, float epsilon);
  /// x += bias, row by row.
  void (*_Nonnull add_bias_rows)(float *_Nonnull x, const float *_Nonnull bias, size_t rows, size_t columns);
  /// x = gelu(x + bias), row by row.
  void (*_Nonnull bias_gelu_rows)(float *_Nonnull x, const float *_Nonnull bias, size_t rows, size_t columns);

  // Half precision, as bits; to f32 exactly, from f32 rounded to nearest even.
  void (*_Nonnull f16_to_f32)(const uint16_t *_Nonnull x, float *_Nonnull y, size_t n);
  void (*_Nonnull f32_to_f16)(const float *_Nonnull x, uint16_t *_Nonnull y, size_t n);
  void (*_Nonnull bf16_to_f32)(const uint16_t *_Nonnull x, float *_Nonnull y, size_t n);
  void (*_Nonnull f32_to_bf16)(const float *_Nonnull x, uint16_t *_Nonnull y, size_t n);

  ck_quantized_table quantized;
  ck_attention_table attention;
} ck_table;

/// The table of a level, or NULL where this processor lacks it.
const ck_table *_Nullable ck_table_at(ck_level level);
/// The best table that this processor has.
const ck_table *_Nonnull ck_best_table(void);

/// Cores that this process may run on: what its affinity leaves of the machine, and at least 1.
size_t ck_usable_cores(void);

#include "CKernelsOptimizers.h"

#endif
