// One update of weights by their gradients, for each optimizer; and the moving average of weights.
//
// All f32 and of n elements. Gradients are multiplied by `scale` first; where `gradient` is NULL it is 0 throughout,
// as for the rows of a table that a step did not touch. Formulas as PyTorch has them.
#ifndef PERUSE_CKERNELS_OPTIMIZERS_H
#define PERUSE_CKERNELS_OPTIMIZERS_H

#include <stdbool.h>
#include <stddef.h>

/// Kingma and Ba 2015; with `decoupled`, the weight decay of Loshchilov and Hutter 2019.
typedef struct ck_adam {
  float scale, rate, beta1, beta2, epsilon, decay;
  /// 1 − beta1ᵗ and √(1 − beta2ᵗ) at step t, the first being 1.
  float correction1, correction2;
  bool decoupled;
} ck_adam;

/// Zeiler 2012.
typedef struct ck_adadelta {
  float scale, rate, rho, epsilon, decay;
} ck_adadelta;

/// Gradient descent with momentum (Polyak 1964), or Nesterov's.
typedef struct ck_sgd {
  float scale, rate, momentum, decay;
  bool nesterov, is_first;
} ck_sgd;

typedef struct ck_optimizer_table {
  void (*_Nonnull adam)(const ck_adam *_Nonnull call, float *_Nonnull weights, const float *_Nullable gradient,
                        float *_Nonnull mean, float *_Nonnull square, size_t n);
  void (*_Nonnull adadelta)(const ck_adadelta *_Nonnull call, float *_Nonnull weights,
                            const float *_Nullable gradient, float *_Nonnull square, float *_Nonnull change,
                            size_t n);
  void (*_Nonnull sgd)(const ck_sgd *_Nonnull call, float *_Nonnull weights, const float *_Nullable gradient,
                       float *_Nonnull velocity, size_t n);
  /// average += share · (x − average)
  void (*_Nonnull approach)(float share, const float *_Nonnull x, float *_Nonnull average, size_t n);
  /// Whether every number is finite.
  bool (*_Nonnull all_finite)(const float *_Nonnull x, size_t n);
} ck_optimizer_table;

/// The table of a level; NULL where `ck_table_at` gives none. Levels above v4 are v4's.
const ck_optimizer_table *_Nullable ck_optimizer_table_at(ck_level level);

/// The table of the same level as `ck_best_table`.
const ck_optimizer_table *_Nonnull ck_best_optimizer_table(void);

#endif
