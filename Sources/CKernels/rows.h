// Kernels over the rows of a matrix; included once per level.

static void softmax_rows(float *x, size_t rows, size_t columns, float scale) {
  for (size_t r = 0; r < rows; r++) {
    float *p = x + r * columns;
    size_t whole = columns / LANES * LANES, rest = columns - whole;
    // 1. The largest score, so that no exponential overflows.
    vf top = (vf)-INFINITY;
    for (size_t i = 0; i < whole; i += LANES) top = larger(top, load(p + i) * scale);
    if (rest) {
      vf v = load_some(p + whole, rest, 0) * scale;
      vf least = (vf)-INFINITY;
      memcpy(&least, &v, rest * sizeof(float));
      top = larger(top, least);
    }
    float most = max_of(top);
    // 2. Exponentials and their sum.
    vf total = (vf)0;
    for (size_t i = 0; i < whole; i += LANES) {
      vf e = exp_of(load(p + i) * scale - most);
      total += e;
      store(p + i, e);
    }
    if (rest) {
      store_some(p + whole, exp_of(load_some(p + whole, rest, 0) * scale - most), rest);
      total += load_some(p + whole, rest, 0);
    }
    // 3. The quotient.
    float inverse = 1.0f / sum_of(total);
    for (size_t i = 0; i < whole; i += LANES) store(p + i, load(p + i) * inverse);
    for (size_t i = whole; i < columns; i++) p[i] *= inverse;
  }
}

static void masked_softmax_rows(float *x, const uint8_t *mask, size_t rows, size_t columns, float scale) {
  for (size_t r = 0; r < rows; r++) {
    float *p = x + r * columns;
    const uint8_t *keep = mask + r * columns;
    vf top = (vf)-INFINITY;
    for (size_t i = 0; i < columns; i += LANES) {
      size_t m = columns - i < LANES ? columns - i : LANES;
      vb bytes = (vb)0;
      memcpy(&bytes, keep + i, m);
      vi on = __builtin_convertvector(bytes, vi) != 0;
      vf v = load_some(p + i, m, 0) * scale;
      top = larger(top, on ? v : (vf)-INFINITY);
    }
    float most = max_of(top);
    if (most == -INFINITY) {
      memset(p, 0, columns * sizeof(float));
      continue;
    }
    vf total = (vf)0;
    for (size_t i = 0; i < columns; i += LANES) {
      size_t m = columns - i < LANES ? columns - i : LANES;
      vb bytes = (vb)0;
      memcpy(&bytes, keep + i, m);
      vi on = __builtin_convertvector(bytes, vi) != 0;
      vf e = exp_of(load_some(p + i, m, 0) * scale - most);
      e = on ? e : (vf)0;
      total += e;
      store_some(p + i, e, m);
    }
    float inverse = 1.0f / sum_of(total);
    for (size_t i = 0; i < columns; i++) p[i] *= inverse;
  }
}

// Two passes over a row that is in the cache: mean, then the mean square around it.
static void layer_norm_rows(const float *x, const float *residual, const float *bias, const float *gain,
                            const float *shift, float *y, size_t rows, size_t columns, float epsilon) {
  size_t whole = columns / LANES * LANES, rest = columns - whole;
  for (size_t r = 0; r < rows; r++) {
    const float *p = x + r * columns, *q = residual ? residual + r * columns : NULL;
    float *o = y + r * columns;
    vf sum = (vf)0, squares = (vf)0;
    for (size_t i = 0; i < whole; i += LANES) {
      vf v = load(p + i);
      if (bias) v += load(bias + i);
      if (q) v += load(q + i);
      store(o + i, v);
      sum += v;
    }
    if (rest) {
      vf v = load_some(p + whole, rest, 0);
      if (bias) v += load_some(bias + whole, rest, 0);
      if (q) v += load_some(q + whole, rest, 0);
      store_some(o + whole, v, rest);
      sum += v;
    }
    float mean = sum_of(sum) / (float)columns;
    for (size_t i = 0; i < whole; i += LANES) {
      vf d = load(o + i) - mean;
      squares += d * d;
    }
    if (rest) {
      vf d = load_some(o + whole, rest, mean) - mean;
      squares += d * d;
    }
    float inverse = 1.0f / sqrtf(sum_of(squares) / (float)columns + epsilon);
    for (size_t i = 0; i < whole; i += LANES)
      store(o + i, (load(o + i) - mean) * inverse * load(gain + i) + load(shift + i));
    if (rest) {
      vf v = (load_some(o + whole, rest, 0) - mean) * inverse * load_some(gain + whole, rest, 0);
      store_some(o + whole, v + load_some(shift + whole, rest, 0), rest);
    }
  }
}

#define BIASED(NAME, F) \
  static void NAME(float *x, const float *bias, size_t rows, size_t columns) { \
    size_t whole = columns / LANES * LANES, rest = columns - whole; \
    for (size_t r = 0; r < rows; r++) { \
      float *p = x + r * columns; \
      for (size_t i = 0; i < whole; i += LANES) store(p + i, F(load(p + i) + load(bias + i))); \
      if (rest) \
        store_some(p + whole, F(load_some(p + whole, rest, 0) + load_some(bias + whole, rest, 0)), rest); \
    } \
  }
#define ITSELF(v) (v)
BIASED(add_bias_rows, ITSELF)
BIASED(bias_gelu_rows, gelu_of)
