// y[i] = f(x[i]), and conversions between float formats; included once per level.

#define ELEMENTWISE(NAME, F) \
  static void NAME(const float *x, float *y, size_t n) { \
    size_t i = 0; \
    for (; i + LANES <= n; i += LANES) store(y + i, F(load(x + i))); \
    if (i < n) store_some(y + i, F(load_some(x + i, n - i, 0)), n - i); \
  }
ELEMENTWISE(exp_each, exp_of)
ELEMENTWISE(tanh_each, tanh_of)
ELEMENTWISE(sigmoid_each, sigmoid_of)
ELEMENTWISE(gelu_each, gelu_of)

// MARK: Half precision

INLINE vf from_bf16(vh h) { return BITS_TO(vf, __builtin_convertvector(h, vu) << 16); }

// To nearest, ties to even; a NaN keeps its sign and stays quiet.
INLINE vh to_bf16(vf v) {
  vu u = BITS_TO(vu, v);
  vu rounded = (u + 0x7fff + ((u >> 16) & 1)) >> 16;
  vu quiet = (u >> 16) | 0x40;
  vu is_nan = BITS_TO(vu, (vi)(v != v));
  return __builtin_convertvector((quiet & is_nan) | (rounded & ~is_nan), vh);
}

// Scaling by 2^112 moves a half's exponent into place, and makes its subnormals normal on the way.
INLINE vf from_f16(vh h) {
  vu u = __builtin_convertvector(h, vu);
  vf magnitude = BITS_TO(vf, (u & 0x7fff) << 13) * 0x1p112f;
  vu special = BITS_TO(vu, (vi)((u & 0x7c00) == 0x7c00));
  vu bits = (BITS_TO(vu, magnitude) & ~special) | ((((u & 0x7fff) << 13) | 0x7f800000) & special);
  return BITS_TO(vf, bits | ((u & 0x8000) << 16));
}

INLINE vh to_f16(vf v) {
  vu u = BITS_TO(vu, v);
  vu sign = (u >> 16) & 0x8000;
  vu a = u & 0x7fffffff;
  // Normal halves: rebias, then round to nearest even in the bits that fall away.
  vu normal = (a - 0x38000000 + 0xfff + ((a >> 13) & 1)) >> 13;
  // Subnormal halves: adding 0.5 puts the last place that a half has at the end of the float, and rounds there.
  vu tiny = BITS_TO(vu, BITS_TO(vf, a) + 0.5f) - 0x3f000000;
  vu is_tiny = BITS_TO(vu, (vi)(a < 0x38800000));
  vu too_large = BITS_TO(vu, (vi)(a >= 0x477ff000));
  vu is_nan = BITS_TO(vu, (vi)(a > 0x7f800000));
  vu h = (tiny & is_tiny) | (normal & ~is_tiny);
  h = (0x7c00 & too_large) | (h & ~too_large);
  h = ((0x7e00 | ((a >> 13) & 0x3ff)) & is_nan) | (h & ~is_nan);
  return __builtin_convertvector(h | sign, vh);
}

#define CONVERSION(NAME, FROM, TO, VFROM, VTO, F) \
  static void NAME(const FROM *x, TO *y, size_t n) { \
    for (size_t i = 0; i < n; i += LANES) { \
      size_t m = n - i < LANES ? n - i : LANES; \
      VFROM v = (VFROM)0; \
      if (m == LANES) memcpy(&v, x + i, sizeof v); \
      else memcpy(&v, x + i, m * sizeof(FROM)); \
      VTO w = F(v); \
      if (m == LANES) memcpy(y + i, &w, sizeof w); \
      else memcpy(y + i, &w, m * sizeof(TO)); \
    } \
  }
CONVERSION(f16_to_f32, uint16_t, float, vh, vf, from_f16)
CONVERSION(f32_to_f16, float, uint16_t, vf, vh, to_f16)
CONVERSION(bf16_to_f32, uint16_t, float, vh, vf, from_bf16)
CONVERSION(f32_to_bf16, float, uint16_t, vf, vh, to_bf16)
