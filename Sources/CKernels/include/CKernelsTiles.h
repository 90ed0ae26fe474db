// Matrix products on tiles of bf16 (AMX) with sums in f32, from operands that were packed for them once.
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
/// factors are packed.
typedef struct ck_tile_product {
  size_t m, n, k;
  const uint16_t *_Nonnull left, *_Nonnull right;
  const float *_Nullable bias;
  float *_Nonnull c;
  size_t c_stride;
  bool accumulates;
} ck_tile_product;

typedef struct ck_tile_table {
  /// Elements of a packed factor: whole tiles, `outer` in pairs of them.
  size_t (*_Nonnull packed_count)(size_t outer, size_t inner);
  /// Packs the left factor, or the right one, whose `outer` are the product's columns.
  void (*_Nonnull pack)(const ck_factor *_Nonnull factor, bool right, uint16_t *_Nonnull packed);
  void (*_Nonnull multiply)(const ck_tile_product *_Nonnull product);
} ck_tile_table;

/// Null where the processor or the chosen level has no tiles.
const ck_tile_table *_Nullable ck_best_tile_table(void);

#endif
