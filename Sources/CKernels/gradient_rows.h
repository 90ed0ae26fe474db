// Derivatives of elementwise functions and of functions of rows; included once per level.

// The places that a loop over n numbers visits: `m` of them at `i`, sixteen but for the last.
#define EACH(i, m, n) for (size_t i = 0, m; i < (n) && (m = (n) - i < LANES ? (n) - i : LANES); i += LANES)

INLINE vf get(const float *p, size_t m) { return m == LANES ? load(p) : load_some(p, m, 0); }
INLINE void put(float *p, vf v, size_t m) {
  if (m == LANES) store(p, v);
  else store_some(p, v, m);
}

#define DERIVATIVE(NAME, F) \
  static void NAME(const float *v, const float *dy, float *dx, size_t n, bool adds) { \
    if (adds) EACH(i, m, n) put(dx + i, get(dx + i, m) + F(get(v + i, m)) * get(dy + i, m), m); \
    else EACH(i, m, n) put(dx + i, F(get(v + i, m)) * get(dy + i, m), m); \
  }
INLINE vf tanh_slope(vf y) { return 1.0f - y * y; }
INLINE vf sigmoid_slope(vf y) { return y * (1.0f - y); }
INLINE vf exp_slope(vf y) { return y; }
// (x Φ(x))' = Φ(x) + x φ(x)
INLINE vf gelu_slope(vf x) {
  return 0.5f * (1.0f + erf_of(x * 0.70710678118654752f)) + x * 0.39894228040143268f * exp_of(-0.5f * x * x);
}
DERIVATIVE(tanh_back, tanh_slope)
DERIVATIVE(sigmoid_back, sigmoid_slope)
DERIVATIVE(exp_back, exp_slope)
DERIVATIVE(gelu_back, gelu_slope)

static float dot(const float *a, const float *b, size_t n) {
  vf sum = (vf)0;
  EACH(i, m, n) sum += get(a + i, m) * get(b + i, m);
  return sum_of(sum);
}

static void add_scaled(float scale, const float *x, float *y, size_t n) {
  EACH(i, m, n) put(y + i, get(y + i, m) + scale * get(x + i, m), m);
}

// 128 columns at a time, so that a row's neighbouring lines are read together and the sums stay in registers.
static void add_column_sums(const float *x, float *y, size_t rows, size_t columns) {
  enum { WIDE = 8 };
  size_t at = 0;
  for (; at + WIDE * LANES <= columns; at += WIDE * LANES) {
    vf sum[WIDE];
    for (size_t i = 0; i < WIDE; i++) sum[i] = load(y + at + i * LANES);
    for (size_t r = 0; r < rows; r++)
      for (size_t i = 0; i < WIDE; i++) sum[i] += load(x + r * columns + at + i * LANES);
    for (size_t i = 0; i < WIDE; i++) store(y + at + i * LANES, sum[i]);
  }
  EACH(i, m, columns - at) {
    vf sum = get(y + at + i, m);
    for (size_t r = 0; r < rows; r++) sum += get(x + r * columns + at + i, m);
    put(y + at + i, sum, m);
  }
}

// dx += y ∘ (dy − y · dy)
static void softmax_back(const float *y, const float *dy, float *dx, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, y += columns, dy += columns, dx += columns) {
    float shared = dot(y, dy, columns);
    EACH(i, m, columns) put(dx + i, get(dx + i, m) + get(y + i, m) * (get(dy + i, m) - shared), m);
  }
}

INLINE vf kept(vf v, size_t m, float rest) {
  vf all = (vf)rest;
  memcpy(&all, &v, m * sizeof(float));
  return all;
}

static void log_softmax(const float *x, float *y, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, x += columns, y += columns) {
    vf top = (vf)-INFINITY, total = (vf)0;
    EACH(i, m, columns) top = larger(top, m == LANES ? load(x + i) : load_some(x + i, m, -INFINITY));
    float most = max_of(top);
    EACH(i, m, columns) total += kept(exp_of(get(x + i, m) - most), m, 0);
    float normalizer = most + logf(sum_of(total));
    EACH(i, m, columns) put(y + i, get(x + i, m) - normalizer, m);
  }
}

// dx += dy − exp(y) Σ dy
static void log_softmax_back(const float *y, const float *dy, float *dx, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, y += columns, dy += columns, dx += columns) {
    vf sum = (vf)0;
    EACH(i, m, columns) sum += get(dy + i, m);
    float total = sum_of(sum);
    EACH(i, m, columns) put(dx + i, get(dx + i, m) + get(dy + i, m) - exp_of(get(y + i, m)) * total, m);
  }
}

static void layer_norm(const ck_layer_norm *c) {
  for (size_t r = 0; r < c->rows; r++) {
    const float *x = c->x + r * c->columns;
    float *y = c->y + r * c->columns;
    vf sum = (vf)0, squares = (vf)0;
    EACH(i, m, c->columns) sum += get(x + i, m);
    float mean = sum_of(sum) / (float)c->columns;
    EACH(i, m, c->columns) {
      vf d = kept(get(x + i, m) - mean, m, 0);
      squares += d * d;
    }
    float inverse = 1.0f / sqrtf(sum_of(squares) / (float)c->columns + c->epsilon);
    EACH(i, m, c->columns)
      put(y + i, (get(x + i, m) - mean) * inverse * get(c->gain + i, m) + get(c->shift + i, m), m);
    c->mean[r] = mean;
    c->inverse[r] = inverse;
  }
}

// With h = (x − mean) · inverse and g = dy · gain: dx = inverse · (g − mean(g) − h · mean(g · h)), added where asked.
static void layer_norm_back(const ck_layer_norm_back *c) {
  for (size_t r = 0; r < c->rows; r++) {
    const float *x = c->x + r * c->columns, *dy = c->dy + r * c->columns;
    float mean = c->mean[r], inverse = c->inverse[r];
    vf sum = (vf)0, product = (vf)0;
    EACH(i, m, c->columns) {
      vf d = get(dy + i, m), h = (get(x + i, m) - mean) * inverse, g = d * get(c->gain + i, m);
      sum += g;
      product += g * h;
      if (c->d_gain) put(c->d_gain + i, get(c->d_gain + i, m) + d * h, m);
      if (c->d_shift) put(c->d_shift + i, get(c->d_shift + i, m) + d, m);
    }
    if (!c->dx) continue;
    float *dx = c->dx + r * c->columns;
    float mean_g = sum_of(sum) / (float)c->columns, mean_gh = sum_of(product) / (float)c->columns;
    EACH(i, m, c->columns) {
      vf h = (get(x + i, m) - mean) * inverse, g = get(dy + i, m) * get(c->gain + i, m);
      vf d = inverse * (g - mean_g - h * mean_gh);
      put(dx + i, c->adds ? get(dx + i, m) + d : d, m);
    }
  }
}

// MARK: Dropout

typedef uint64_t vq __attribute__((ext_vector_type(8)));

// SplitMix64 (Steele et al. 2014) at any place of its sequence.
#define SPLITMIX(TYPE, NAME) \
  INLINE TYPE NAME(uint64_t key, TYPE index) { \
    TYPE z = key + (index + 1) * 0x9e3779b97f4a7c15u; \
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u; \
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu; \
    return z ^ (z >> 31); \
  }
SPLITMIX(uint64_t, word_at)
SPLITMIX(vq, words_at)

static void dropout(const ck_dropout *bits, const float *x, float *y, size_t n, bool adds) {
  uint64_t at = bits->position;
  // An odd position starts in the middle of a word.
  if (n && (at & 1)) {
    float v = (uint32_t)(word_at(bits->key, at >> 1) >> 32) >= bits->threshold ? *x * bits->scale : 0;
    *y = adds ? *y + v : v;
    x++, y++, n--, at++;
  }
  const vq steps = {0, 1, 2, 3, 4, 5, 6, 7};
  EACH(i, m, n) {
    vu words = BITS_TO(vu, words_at(bits->key, steps + ((at + i) >> 1)));
    vf v = get(x + i, m) * bits->scale;
    v = (words >= bits->threshold) ? v : (vf)0;
    put(y + i, adds ? get(y + i, m) + v : v, m);
  }
}
