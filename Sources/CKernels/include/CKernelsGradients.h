// What training needs beside the kernels of CKernels.h: derivatives, and forward passes that keep what these need.
//
// All f32, row-major. `d…` is a gradient; kernels named `…_back` add to the gradient they compute, unless said otherwise.
#ifndef PERUSE_CKERNELS_GRADIENTS_H
#define PERUSE_CKERNELS_GRADIENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Layer norm that keeps each row's mean and 1 / deviation.
typedef struct ck_layer_norm {
  const float *_Nonnull x, *_Nonnull gain, *_Nonnull shift;
  float *_Nonnull y, *_Nonnull mean, *_Nonnull inverse;
  size_t rows, columns;
  float epsilon;
} ck_layer_norm;

/// Adds to those of `d_gain` and `d_shift` that are present, and adds to or, without `adds`, writes `dx`, which may be `dy`.
typedef struct ck_layer_norm_back {
  const float *_Nonnull x, *_Nonnull gain, *_Nonnull mean, *_Nonnull inverse, *_Nonnull dy;
  float *_Nullable dx, *_Nullable d_gain, *_Nullable d_shift;
  size_t rows, columns;
  bool adds;
} ck_layer_norm_back;

/// Which numbers dropout keeps: those whose 32 bits, from SplitMix64 at `position`, are not below `threshold`.
typedef struct ck_dropout {
  uint64_t key, position;
  uint32_t threshold;
  float scale;
} ck_dropout;

/// One step of a gated recurrent unit over a batch; gates r, z, n side by side. Strides are from row to row; `gh` and
/// `state` are dense. Rows that are not active keep their state and put out 0.
typedef struct ck_gru_step {
  size_t batch, hidden;
  const float *_Nonnull gx, *_Nonnull gh;
  size_t gx_stride;
  float *_Nonnull state, *_Nonnull gates, *_Nonnull before, *_Nonnull output;
  size_t gates_stride, before_stride, output_stride;
  const uint8_t *_Nonnull active;
} ck_gru_step;

/// The same step backward: `d_state` is replaced, `d_gx` and `d_gh` are written.
typedef struct ck_gru_step_back {
  size_t batch, hidden;
  const float *_Nonnull gates, *_Nonnull before, *_Nonnull d_output;
  size_t gates_stride, before_stride, d_output_stride;
  float *_Nonnull d_state, *_Nonnull d_gx, *_Nonnull d_gh;
  size_t d_stride;
  const uint8_t *_Nonnull active;
} ck_gru_step_back;

/// A tile of scores [rows, columns] in an online softmax; row r sees columns from[r] ..< to[r].
typedef struct ck_attention_tile {
  size_t rows, columns;
  float scale;
  float *_Nonnull scores;
  const int32_t *_Nonnull from, *_Nonnull to;
  float *_Nonnull most, *_Nonnull total, *_Nonnull correction;
} ck_attention_tile;

/// scores become p = exp(scale · score − log_sum), dp becomes scale · p · (dp − shared); both 0 where not seen.
///
/// With `bits`, `dropped` [rows, columns] gets p after dropout, and dp goes through the same dropout first; the bits of
/// a row start `bits_stride` numbers after those of the row before.
typedef struct ck_attention_tile_back {
  size_t rows, columns;
  float scale;
  float *_Nonnull scores, *_Nonnull dp;
  const int32_t *_Nonnull from, *_Nonnull to;
  const float *_Nonnull log_sum, *_Nonnull shared;
  float *_Nullable dropped;
  const ck_dropout *_Nullable bits;
  size_t bits_stride;
} ck_attention_tile_back;

typedef struct ck_gradient_table {
  // dx = f'(x) · dy, added to dx where `adds`, from y = f(x) for the first three, from x for GELU; dx may be dy.
  void (*_Nonnull tanh_back)(const float *_Nonnull y, const float *_Nonnull dy, float *_Nonnull dx, size_t n,
                             bool adds);
  void (*_Nonnull sigmoid_back)(const float *_Nonnull y, const float *_Nonnull dy, float *_Nonnull dx, size_t n,
                             bool adds);
  void (*_Nonnull exp_back)(const float *_Nonnull y, const float *_Nonnull dy, float *_Nonnull dx, size_t n,
                          bool adds);
  void (*_Nonnull gelu_back)(const float *_Nonnull x, const float *_Nonnull dy, float *_Nonnull dx, size_t n,
                             bool adds);

  /// Σ a · b
  float (*_Nonnull dot)(const float *_Nonnull a, const float *_Nonnull b, size_t n);
  /// y += scale · x
  void (*_Nonnull add_scaled)(float scale, const float *_Nonnull x, float *_Nonnull y, size_t n);
  /// y[column] += Σ_row x[row, column]
  void (*_Nonnull add_column_sums)(const float *_Nonnull x, float *_Nonnull y, size_t rows, size_t columns);

  void (*_Nonnull softmax_back)(const float *_Nonnull y, const float *_Nonnull dy, float *_Nonnull dx, size_t rows,
                                size_t columns);
  /// y = x − log Σ exp x
  void (*_Nonnull log_softmax)(const float *_Nonnull x, float *_Nonnull y, size_t rows, size_t columns);
  void (*_Nonnull log_softmax_back)(const float *_Nonnull y, const float *_Nonnull dy, float *_Nonnull dx, size_t rows,
                                    size_t columns);
  void (*_Nonnull layer_norm)(const ck_layer_norm *_Nonnull call);
  void (*_Nonnull layer_norm_back)(const ck_layer_norm_back *_Nonnull call);
  /// y = dropout(x), or y += dropout(x); x may be y.
  void (*_Nonnull dropout)(const ck_dropout *_Nonnull bits, const float *_Nonnull x, float *_Nonnull y, size_t n,
                           bool adds);
  void (*_Nonnull gru)(const ck_gru_step *_Nonnull step);
  void (*_Nonnull gru_back)(const ck_gru_step_back *_Nonnull step);
  void (*_Nonnull attention_tile)(const ck_attention_tile *_Nonnull tile);
  void (*_Nonnull attention_tile_back)(const ck_attention_tile_back *_Nonnull tile);
} ck_gradient_table;

/// The table of the same level as `ck_best_table`.
const ck_gradient_table *_Nonnull ck_best_gradient_table(void);

#endif
