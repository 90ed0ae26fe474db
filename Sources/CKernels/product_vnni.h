// int8 products on AVX-512 VNNI: four byte products a lane are added to 32 bits in one instruction, exactly.

enum { PRODUCT_ROWS = 8, PRODUCT_GROUPS = 3 };

#define PRODUCT_BLOCK(NAME, GROUPS) \
  INLINE void NAME(ck_quantized_rows x, const ck_quantized_layer *layer, const output_group *groups, float *y, \
                   size_t first, bool gelu) { \
    size_t stride = ck_padded_inputs(layer->inputs); \
    const int8_t *weights = layer->packed + groups[0].column * stride; \
    const uint8_t *inputs = x.bytes + first * stride; \
    __m512i sums[PRODUCT_ROWS][GROUPS]; \
    for (int r = 0; r < PRODUCT_ROWS; r++) \
      for (int g = 0; g < GROUPS; g++) sums[r][g] = _mm512_setzero_si512(); \
    for (size_t k = 0; k < stride; k += 4) { \
      __m512i weight[GROUPS]; \
      for (int g = 0; g < GROUPS; g++) weight[g] = _mm512_loadu_si512(weights + (size_t)g * 16 * stride + k * 16); \
      for (int r = 0; r < PRODUCT_ROWS; r++) { \
        int32_t four; \
        memcpy(&four, inputs + (size_t)r * stride + k, 4); \
        __m512i input = _mm512_set1_epi32(four); \
        for (int g = 0; g < GROUPS; g++) sums[r][g] = _mm512_dpbusd_epi32(sums[r][g], input, weight[g]); \
      } \
    } \
    for (int r = 0; r < PRODUCT_ROWS; r++) \
      for (int g = 0; g < GROUPS; g++) { \
        size_t row = first + (size_t)r; \
        dequantize(BITS_TO(vi, sums[r][g]), groups[g], x.scale[row], x.zero[row], y + row * layer->outputs, gelu); \
      } \
  }
PRODUCT_BLOCK(product_groups, PRODUCT_GROUPS)
PRODUCT_BLOCK(product_group, 1)

static void linear_rows(ck_quantized_rows x, const ck_quantized_layer *layer, float *y, size_t rows, bool gelu) {
  output_group groups[PRODUCT_GROUPS];
  size_t column = 0;
  for (; column + 16 * PRODUCT_GROUPS <= layer->outputs; column += 16 * PRODUCT_GROUPS) {
    for (size_t g = 0; g < PRODUCT_GROUPS; g++) groups[g] = output_group_at(layer, column + g * 16);
    for (size_t first = 0; first < rows; first += PRODUCT_ROWS) product_groups(x, layer, groups, y, first, gelu);
  }
  for (; column < layer->outputs; column += 16) {
    groups[0] = output_group_at(layer, column);
    for (size_t first = 0; first < rows; first += PRODUCT_ROWS) product_group(x, layer, groups, y, first, gelu);
  }
}
