// Matrix products on tiles of bf16 (AMX) with sums in f32, from operands that were packed for them once.
//
// A number in f32 is packed as one bf16, which is how bf16 training multiplies, or as the sum of three, which hold all of
// its 24 bits. Products of three parts leave out the terms below 2⁻²⁴ of the largest: what remains of the error is that
// of summing in f32 (Henry, Tang and Heinecke 2019, "Leveraging the bfloat16 artificial intelligence datatype for
// higher-precision computations").
#ifndef PERUSE_CKERNELS_TILES_H
#define PERUSE_CKERNELS_TILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One factor of a product, in f32: [outer, inner], where products sum over `inner`; stored [inner, outer] if `transposed`.
/// `stride` is from one stored row to the next.
typedef struct ck_factor {
  const float *_Nonnull values;
  size_t outer, inner, stride;
  bool transposed;
} ck_factor;

/// c [m, n] = left [m, k] · right [k, n], plus c where `accumulates`, otherwise plus `bias` [n] where there is one; both
/// factors are packed with as many parts.
typedef struct ck_tile_product {
  size_t m, n, k, parts;
  const uint16_t *_Nonnull left, *_Nonnull right;
  const float *_Nullable bias;
  float *_Nonnull c;
  size_t c_stride;
  bool accumulates;
} ck_tile_product;

typedef struct ck_tile_table {
  /// Elements of a packed factor: whole tiles, `outer` in pairs of them.
  size_t (*_Nonnull packed_count)(size_t outer, size_t inner, size_t parts);
  /// Packs the left factor, or the right one, whose `outer` are the product's columns.
  void (*_Nonnull pack)(const ck_factor *_Nonnull factor, bool right, size_t parts, uint16_t *_Nonnull packed);
  void (*_Nonnull multiply)(const ck_tile_product *_Nonnull product);
} ck_tile_table;

/// Null where the processor or the chosen level has no tiles.
const ck_tile_table *_Nullable ck_best_tile_table(void);

#endif
