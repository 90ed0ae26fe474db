// int8 products in plain vectors, for processors without anything better.

static void linear_rows(ck_quantized_rows x, const ck_quantized_layer *layer, float *y, size_t rows, bool gelu) {
  size_t stride = ck_padded_inputs(layer->inputs);
  for (size_t column = 0; column < layer->outputs; column += 16) {
    output_group group = output_group_at(layer, column);
    for (size_t r = 0; r < rows; r++) {
      const uint8_t *row = x.bytes + r * stride;
      vi sums[4] = {(vi)0, (vi)0, (vi)0, (vi)0};
      for (size_t k = 0; k < stride; k += 4) {
        vi four = {row[k], row[k + 1], row[k + 2], row[k + 3]};
        four = four.s0123012301230123;
        for (int i = 0; i < 4; i++) {
          vsb weights;
          memcpy(&weights, layer->packed + column * stride + k * 16 + i * 16, sizeof weights);
          sums[i] += four * __builtin_convertvector(weights, vi);
        }
      }
      // Each lane holds one input of four; an output is the sum of four neighbours.
      vi product;
      for (int n = 0; n < 16; n++) {
        vi s = sums[n / 4];
        int lane = n % 4 * 4;
        product[n] = s[lane] + s[lane + 1] + s[lane + 2] + s[lane + 3];
      }
      dequantize(product, group, x.scale[r], x.zero[r], y + r * layer->outputs, gelu);
    }
  }
}
