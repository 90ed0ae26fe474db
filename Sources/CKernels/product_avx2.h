// int8 products on AVX2. The instruction that multiplies bytes adds pairs in 16 bits and saturates there, which u8 times
// s8 overflows; so bytes are widened to 16 bits first, and pairs are added in 32.

enum { PRODUCT_ROWS = 2 };

// 4 inputs of 16 outputs: as 16-bit numbers, four of each of four outputs in a register.
INLINE void product_step(const int8_t *weights, const uint8_t *const rows[PRODUCT_ROWS], size_t k,
                         __m256i sums[PRODUCT_ROWS][4]) {
  __m256i wide[4];
  for (int i = 0; i < 4; i++)
    wide[i] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(weights + k * 16 + i * 16)));
  for (int r = 0; r < PRODUCT_ROWS; r++) {
    int32_t four;
    memcpy(&four, rows[r] + k, 4);
    __m256i input = _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
    for (int i = 0; i < 4; i++) sums[r][i] = _mm256_add_epi32(sums[r][i], _mm256_madd_epi16(input, wide[i]));
  }
}

// Each output still has two halves side by side; adding them leaves pairs of lanes in the order 0 2 1 3.
INLINE vi product_lanes(const __m256i sums[4]) {
  __m256i low = _mm256_permute4x64_epi64(_mm256_hadd_epi32(sums[0], sums[1]), 0xD8);
  __m256i high = _mm256_permute4x64_epi64(_mm256_hadd_epi32(sums[2], sums[3]), 0xD8);
  vi product;
  memcpy(&product, &low, 32);
  memcpy((char *)&product + 32, &high, 32);
  return product;
}

static void linear_rows(ck_quantized_rows x, const ck_quantized_layer *layer, float *y, size_t rows, bool gelu) {
  size_t stride = ck_padded_inputs(layer->inputs);
  for (size_t column = 0; column < layer->outputs; column += 16) {
    output_group group = output_group_at(layer, column);
    for (size_t first = 0; first < rows; first += PRODUCT_ROWS) {
      const uint8_t *inputs[PRODUCT_ROWS];
      __m256i sums[PRODUCT_ROWS][4];
      for (int r = 0; r < PRODUCT_ROWS; r++) {
        inputs[r] = x.bytes + (first + (size_t)r) * stride;
        for (int i = 0; i < 4; i++) sums[r][i] = _mm256_setzero_si256();
      }
      for (size_t k = 0; k < stride; k += 4) product_step(layer->packed + column * stride, inputs, k, sums);
      for (size_t r = first; r < first + PRODUCT_ROWS; r++)
        dequantize(product_lanes(sums[r - first]), group, x.scale[r], x.zero[r], y + r * layer->outputs, gelu);
    }
  }
}
