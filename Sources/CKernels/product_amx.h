// int8 products on AMX: tiles of 16 rows by 64 bytes. Two tiles of activations meet two of weights in four sums.

typedef struct product_tiles {
  int32_t sums[4][16][16] __attribute__((aligned(64)));  // [row half × 2 + column half]
} product_tiles;

INLINE void product_tiles_2x2(const uint8_t *a, const int8_t *b, size_t stride, product_tiles *out) {
  const uint8_t *a1 = a + 16 * stride;
  const int8_t *b1 = b + 16 * stride;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t k = 0; k < stride; k += 64) {
    _tile_loadd(4, a + k, stride);
    _tile_loadd(6, b + k * 16, 64);
    _tile_dpbusd(0, 4, 6);
    _tile_loadd(7, b1 + k * 16, 64);
    _tile_dpbusd(1, 4, 7);
    _tile_loadd(5, a1 + k, stride);
    _tile_dpbusd(2, 5, 6);
    _tile_dpbusd(3, 5, 7);
  }
  _tile_stored(0, out->sums[0], 64);
  _tile_stored(1, out->sums[1], 64);
  _tile_stored(2, out->sums[2], 64);
  _tile_stored(3, out->sums[3], 64);
}

INLINE void product_tiles_1x1(const uint8_t *a, const int8_t *b, size_t stride, int32_t sums[16][16]) {
  _tile_zero(0);
  for (size_t k = 0; k < stride; k += 64) {
    _tile_loadd(4, a + k, stride);
    _tile_loadd(6, b + k * 16, 64);
    _tile_dpbusd(0, 4, 6);
  }
  _tile_stored(0, sums, 64);
}

INLINE void product_finish(int32_t sums[16][16], ck_quantized_rows x, output_group group, float *y, size_t outputs,
                           size_t first, bool gelu) {
  for (size_t r = first; r < first + 16; r++) {
    vi product;
    memcpy(&product, sums[r - first], sizeof product);
    dequantize(product, group, x.scale[r], x.zero[r], y + r * outputs, gelu);
  }
}

static void linear_rows(ck_quantized_rows x, const ck_quantized_layer *layer, float *y, size_t rows, bool gelu) {
  size_t stride = ck_padded_inputs(layer->inputs), outputs = layer->outputs;
  product_tiles tiles;
  tile_shape before;
  tiles_begin(&before);
  for (size_t column = 0; column < outputs; column += 32) {
    const int8_t *weights = layer->packed + column * stride;
    bool is_pair = column + 16 < outputs;
    output_group groups[2] = {output_group_at(layer, column), output_group_at(layer, is_pair ? column + 16 : column)};
    size_t first = 0;
    if (is_pair)
      for (; first + 32 <= rows; first += 32) {
        product_tiles_2x2(x.bytes + first * stride, weights, stride, &tiles);
        for (size_t i = 0; i < 4; i++)
          product_finish(tiles.sums[i], x, groups[i % 2], y, outputs, first + i / 2 * 16, gelu);
      }
    for (; first < rows; first += 16)
      for (size_t half = 0; half < (is_pair ? 2 : 1); half++) {
        product_tiles_1x1(x.bytes + first * stride, weights + half * 16 * stride, stride, tiles.sums[0]);
        product_finish(tiles.sums[0], x, groups[half], y, outputs, first, gelu);
      }
  }
  tiles_end(&before);
}
