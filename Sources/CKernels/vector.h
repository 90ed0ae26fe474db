// Sixteen floats at a time, whatever the processor makes of them; included once per level.
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang fp contract(fast)

#define INLINE static inline __attribute__((always_inline))
#define LANES ((size_t)16)

typedef float vf __attribute__((ext_vector_type(16)));
typedef float v8f __attribute__((ext_vector_type(8)));
typedef float v4f __attribute__((ext_vector_type(4)));
typedef float v2f __attribute__((ext_vector_type(2)));
typedef int32_t vi __attribute__((ext_vector_type(16)));
typedef uint32_t vu __attribute__((ext_vector_type(16)));
typedef uint16_t vh __attribute__((ext_vector_type(16)));
typedef uint8_t vb __attribute__((ext_vector_type(16)));
typedef int8_t vsb __attribute__((ext_vector_type(16)));

#define BITS_TO(type, value) __builtin_bit_cast(type, value)

INLINE vf load(const float *p) { vf v; memcpy(&v, p, sizeof v); return v; }
INLINE void store(float *p, vf v) { memcpy(p, &v, sizeof v); }
INLINE vf load_some(const float *p, size_t n, float rest) {
  if (n == LANES) return load(p);
  vf v = (vf)rest;
  memcpy(&v, p, n * sizeof(float));
  return v;
}
INLINE void store_some(float *p, vf v, size_t n) { memcpy(p, &v, n * sizeof(float)); }
// Where one is a NaN, the second is taken: one instruction.
INLINE vf larger(vf a, vf b) { return a > b ? a : b; }
INLINE vf smaller(vf a, vf b) { return a < b ? a : b; }

// Sums and maxima fold halves, so that their order depends on nothing but the width.
#define FOLD(NAME, COMBINE) \
  INLINE float NAME(vf v) { \
    v8f a = COMBINE(v.lo, v.hi); \
    v4f b = COMBINE(a.lo, a.hi); \
    v2f c = COMBINE(b.lo, b.hi); \
    return COMBINE(c.x, c.y); \
  }
#define PLUS(a, b) ((a) + (b))
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
FOLD(sum_of, PLUS)
FOLD(max_of, LARGER)

// e^x as 2^n · e^r with r in ±ln(2)/2, polynomial from Cephes' expf (Moshier). 0 below the smallest normal number.
// A NaN stays one.
INLINE vf exp_of(vf x) {
  vf v = (x > 88.3762626f) ? (vf)88.3762626f : x;
  vf t = v * 1.44269504088896341f + 12582912.0f;  // 1.5 · 2^23 rounds to an integer in the low bits
  vi n = BITS_TO(vi, t);
  vf k = t - 12582912.0f;
  vf r = v - k * 0.693359375f;
  r = r + k * 2.12194440e-4f;
  vf p = (vf)1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  p = BITS_TO(vf, BITS_TO(vi, p) + (n << 23));
  return (x < -87.3365447f) ? (vf)0.0f : p;
}

// Rational approximations of tanh and erf as in Eigen; their error stays below 4 units in the last place of 1.
INLINE vf tanh_of(vf x) {
  vf v = (x > 7.90531111f) ? (vf)7.90531111f : x;
  v = (v < -7.90531111f) ? (vf)-7.90531111f : v;
  vf z = v * v;
  vf p = (vf)-2.76076847742355e-16f;
  p = p * z + 2.00018790482477e-13f;
  p = p * z + -8.60467152213735e-11f;
  p = p * z + 5.12229709037114e-08f;
  p = p * z + 1.48572235717979e-05f;
  p = p * z + 6.37261928875436e-04f;
  p = p * z + 4.89352455891786e-03f;
  vf q = (vf)1.19825839466702e-06f;
  q = q * z + 1.18534705686654e-04f;
  q = q * z + 2.26843463243900e-03f;
  q = q * z + 4.89352518554385e-03f;
  return v * p / q;
}

INLINE vf erf_of(vf x) {
  vf v = (x > 4.0f) ? (vf)4.0f : x;
  v = (v < -4.0f) ? (vf)-4.0f : v;
  vf z = v * v;
  vf p = (vf)-2.72614225801306e-10f;
  p = p * z + 2.77068142495902e-08f;
  p = p * z + -2.10102402082508e-06f;
  p = p * z + -5.69250639462346e-05f;
  p = p * z + -7.34990630326855e-04f;
  p = p * z + -2.95459980854025e-03f;
  p = p * z + -1.60960333262415e-02f;
  vf q = (vf)-1.45660718464996e-05f;
  q = q * z + -2.13374055278905e-04f;
  q = q * z + -1.68282697438203e-03f;
  q = q * z + -7.37332916720468e-03f;
  q = q * z + -1.42647390514189e-02f;
  return v * p / q;
}

#if defined(GELU_BY_TABLE)
#include "gelu_table.h"
// max(x, 0) and a cubic chosen by |x|: two registers hold the coefficients of each degree, and no division is left.
INLINE vf gelu_of(vf x) {
  vf t = smaller(__builtin_elementwise_abs(x), (vf)5.4999995f) * (64.0f / 11.0f);
  __m512i piece = _mm512_cvttps_epi32(BITS_TO(__m512, t));
  vf u = t - BITS_TO(vf, _mm512_cvtepi32_ps(piece));
  vf c[4];
  for (int i = 0; i < 4; i++)
    c[i] = BITS_TO(vf, _mm512_permutex2var_ps(_mm512_loadu_ps(gelu_table[i]), piece, _mm512_loadu_ps(gelu_table[i] + 16)));
  return larger((vf)0.0f, x) + (((c[3] * u + c[2]) * u + c[1]) * u + c[0]);
}
#else
INLINE vf gelu_of(vf x) { return 0.5f * x * (1.0f + erf_of(x * 0.70710678118654752f)); }
#endif
INLINE vf sigmoid_of(vf x) { return 1.0f / (1.0f + exp_of(-x)); }
