// Updates of weights; included once per level. Plain loops, which the compiler turns into vectors of the level's width.
#include <stdint.h>
#include <string.h>

#pragma clang fp contract(fast)

// The body once with gradients and once without, so that neither loop asks in each round.
#define WITH_AND_WITHOUT(CALL) do { if (gradient) CALL(gradient[i]) else CALL(0.0f) } while (0)

static void adam(const ck_adam *c, float *restrict w, const float *restrict gradient, float *restrict mean,
                 float *restrict square, size_t n) {
  const ck_adam s = *c;
  const float step = s.rate / s.correction1, root = 1.0f / s.correction2;
  const float shrink = s.decoupled ? 1.0f - s.rate * s.decay : 1.0f, pull = s.decoupled ? 0.0f : s.decay;
#define UPDATE(G) \
  for (size_t i = 0; i < n; i++) { \
    float g = s.scale * (G) + pull * w[i]; \
    float m = s.beta1 * mean[i] + (1.0f - s.beta1) * g; \
    float v = s.beta2 * square[i] + (1.0f - s.beta2) * g * g; \
    mean[i] = m; \
    square[i] = v; \
    w[i] = shrink * w[i] - step * m / (__builtin_elementwise_sqrt(v) * root + s.epsilon); \
  }
  WITH_AND_WITHOUT(UPDATE);
#undef UPDATE
}

static void adadelta(const ck_adadelta *c, float *restrict w, const float *restrict gradient,
                     float *restrict square, float *restrict change, size_t n) {
  const ck_adadelta s = *c;
#define UPDATE(G) \
  for (size_t i = 0; i < n; i++) { \
    float g = s.scale * (G) + s.decay * w[i]; \
    float v = s.rho * square[i] + (1.0f - s.rho) * g * g; \
    float d = __builtin_elementwise_sqrt((change[i] + s.epsilon) / (v + s.epsilon)) * g; \
    square[i] = v; \
    change[i] = s.rho * change[i] + (1.0f - s.rho) * d * d; \
    w[i] -= s.rate * d; \
  }
  WITH_AND_WITHOUT(UPDATE);
#undef UPDATE
}

static void sgd(const ck_sgd *c, float *restrict w, const float *restrict gradient, float *restrict velocity,
                size_t n) {
  const ck_sgd s = *c;
  // The first velocity is the gradient itself.
  const float kept = s.is_first ? 0.0f : s.momentum, own = s.nesterov ? 1.0f : 0.0f,
              past = s.nesterov ? s.momentum : 1.0f;
#define UPDATE(G) \
  for (size_t i = 0; i < n; i++) { \
    float g = s.scale * (G) + s.decay * w[i]; \
    float v = kept * velocity[i] + g; \
    velocity[i] = v; \
    w[i] -= s.rate * (own * g + past * v); \
  }
  WITH_AND_WITHOUT(UPDATE);
#undef UPDATE
}

static void approach(float share, const float *restrict x, float *restrict average, size_t n) {
  for (size_t i = 0; i < n; i++) average[i] += share * (x[i] - average[i]);
}

static bool all_finite(const float *x, size_t n) {
  uint32_t bad = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, x + i, sizeof bits);
    // An exponent of ones: infinite, or not a number.
    bad |= (bits & 0x7F800000u) == 0x7F800000u;
  }
  return !bad;
}

const ck_optimizer_table OPTIMIZERS = {
  .adam = adam, .adadelta = adadelta, .sgd = sgd, .approach = approach, .all_finite = all_finite,
};
