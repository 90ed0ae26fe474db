// s8 weights, u8 activations per row, and the way back from s32 products; included once per level.

static void widen_row(const int8_t *q, float scale, float *y, size_t n) {
  for (size_t i = 0; i < n; i += LANES) {
    size_t m = n - i < LANES ? n - i : LANES;
    vsb bytes = (vsb)0;
    if (m == LANES) memcpy(&bytes, q + i, LANES);
    else memcpy(&bytes, q + i, m);
    vf v = __builtin_convertvector(bytes, vf) * scale;
    if (m == LANES) store(y + i, v);
    else store_some(y + i, v, m);
  }
}

static float narrow_row(const float *x, int8_t *q, size_t n) {
  vf top = (vf)0;
  for (size_t i = 0; i < n; i += LANES) {
    vf v = n - i < LANES ? load_some(x + i, n - i, 0) : load(x + i);
    top = larger(top, larger(v, -v));
  }
  float scale = max_of(top) / 127.0f;
  if (!(scale > 0 && scale < INFINITY)) scale = 1;
  for (size_t i = 0; i < n; i++) q[i] = (int8_t)fminf(fmaxf(rintf(x[i] / scale), -127), 127);
  return scale;
}

static void quantize_rows(const float *x, uint8_t *q, float *scale, int32_t *zero, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) {
    const float *p = x + r * columns;
    uint8_t *o = q + r * columns;
    // The range always holds 0.
    vf high = (vf)0, low = (vf)0;
    for (size_t i = 0; i < columns; i += LANES) {
      vf v = columns - i < LANES ? load_some(p + i, columns - i, 0) : load(p + i);
      high = larger(high, v);
      low = larger(low, -v);
    }
    float most = max_of(high), least = -max_of(low), step = (most - least) / 255.0f;
    if (!(step > 0 && step < INFINITY)) step = 1;
    float inverse = 1.0f / step;
    float z = fminf(fmaxf(rintf(-least * inverse), 0), 255);
    scale[r] = step;
    zero[r] = (int32_t)z;
    for (size_t i = 0; i < columns; i += LANES) {
      size_t m = columns - i < LANES ? columns - i : LANES;
      vf v = (m < LANES ? load_some(p + i, m, 0) : load(p + i)) * inverse + (z + 0.5f);
      v = smaller(larger(v, (vf)0), (vf)255.0f);
      vb bytes = __builtin_convertvector(__builtin_convertvector(v, vi), vb);
      if (m == LANES) memcpy(o + i, &bytes, LANES);
      else memcpy(o + i, &bytes, m);
    }
  }
}

INLINE vi load_int(const int32_t *p, size_t m) {
  vi v = (vi)0;
  if (m == LANES) memcpy(&v, p, sizeof v);
  else memcpy(&v, p, m * sizeof(int32_t));
  return v;
}

// The products and sums of weights stay exact integers until the zero point is out.
#define DEQUANTIZED(NAME, F) \
  static void NAME(const int32_t *product, ck_quantized_layer layer, const float *scale, const int32_t *zero, float *y, \
                   size_t rows, size_t columns) { \
    for (size_t r = 0; r < rows; r++) { \
      const int32_t *p = product + r * columns; \
      float *o = y + r * columns; \
      for (size_t i = 0; i < columns; i += LANES) { \
        size_t m = columns - i < LANES ? columns - i : LANES; \
        vi exact = load_int(p + i, m) - zero[r] * load_int(layer.sums + i, m); \
        vf v = __builtin_convertvector(exact, vf); \
        if (m == LANES) store(o + i, F(v * (scale[r] * load(layer.scales + i)) + load(layer.bias + i))); \
        else \
          store_some(o + i, F(v * (scale[r] * load_some(layer.scales + i, m, 0)) + load_some(layer.bias + i, m, 0)), m); \
      } \
    } \
  }
DEQUANTIZED(dequantize_rows, ITSELF)
DEQUANTIZED(dequantize_gelu_rows, gelu_of)
