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

INLINE vb quantized(vf x, float inverse, float zero) {
  vf v = smaller(larger(x * inverse + (zero + 0.5f), (vf)0), (vf)255.0f);
  return __builtin_convertvector(__builtin_convertvector(v, vi), vb);
}

static void quantize_rows(const float *x, ck_quantized_rows q, size_t rows, size_t columns) {
  size_t stride = ck_padded_inputs(columns), whole = columns / LANES * LANES, rest = columns - whole;
  for (size_t r = 0; r < rows; r++) {
    const float *p = x + r * columns;
    uint8_t *o = q.bytes + r * stride;
    // The range always holds 0.
    vf high = (vf)0, low = (vf)0;
    for (size_t i = 0; i < whole; i += LANES) {
      high = larger(high, load(p + i));
      low = smaller(low, load(p + i));
    }
    if (rest) {
      high = larger(high, load_some(p + whole, rest, 0));
      low = smaller(low, load_some(p + whole, rest, 0));
    }
    float most = max_of(high), least = -max_of(-low), step = (most - least) / 255.0f;
    if (!(step > 0 && step < INFINITY)) step = 1;
    float inverse = 1.0f / step;
    float z = fminf(fmaxf(rintf(-least * inverse), 0), 255);
    q.scale[r] = step;
    q.zero[r] = (int32_t)z;
    for (size_t i = 0; i < whole; i += LANES) {
      vb bytes = quantized(load(p + i), inverse, z);
      memcpy(o + i, &bytes, LANES);
    }
    if (rest) {
      vb bytes = quantized(load_some(p + whole, rest, 0), inverse, z);
      memcpy(o + whole, &bytes, rest);
    }
    if (stride > columns) memset(o + columns, 0, stride - columns);
  }
}

// What sixteen neighbouring outputs have in common; past the last output, zeros.
typedef struct output_group {
  vf scales, bias;
  vi sums;
  size_t column, count;
} output_group;

INLINE output_group output_group_at(const ck_quantized_layer *layer, size_t column) {
  output_group group = {.column = column, .count = layer->outputs - column < LANES ? layer->outputs - column : LANES};
  group.sums = (vi)0;
  memcpy(&group.sums, layer->sums + column, group.count * sizeof(int32_t));
  group.scales = load_some(layer->scales + column, group.count, 0);
  group.bias = load_some(layer->bias + column, group.count, 0);
  return group;
}

// A row of sixteen exact products becomes outputs: the zero point comes out while they are still integers.
INLINE void dequantize(vi product, output_group group, float scale, int32_t zero, float *y, bool gelu) {
  vf v = __builtin_convertvector(product - zero * group.sums, vf) * (scale * group.scales) + group.bias;
  if (gelu) v = gelu_of(v);
  if (group.count == LANES) store(y + group.column, v);
  else store_some(y + group.column, v, group.count);
}
