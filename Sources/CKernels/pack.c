#include <string.h>

#include "CKernels.h"

size_t ck_padded_inputs(size_t inputs) { return (inputs + 63) / 64 * 64; }

size_t ck_packed_bytes(size_t inputs, size_t outputs) { return ck_padded_inputs(inputs) * ((outputs + 15) / 16 * 16); }

// Sixteen outputs side by side, four inputs of each together: a row of one tile, or one vector of byte products.
void ck_pack_weights(const int8_t *weights, size_t inputs, size_t outputs, int8_t *packed, int32_t *sums) {
  size_t padded = ck_padded_inputs(inputs);
  for (size_t group = 0; group < outputs; group += 16) {
    int8_t *to = packed + group * padded;
    size_t count = outputs - group < 16 ? outputs - group : 16;
    if (count < 16 || padded > inputs) memset(to, 0, padded * 16);
    for (size_t n = 0; n < count; n++) {
      const int8_t *from = weights + (group + n) * inputs;
      int32_t sum = 0;
      for (size_t k = 0; k < inputs; k++) sum += from[k];
      sums[group + n] = sum;
      size_t k = 0;
      for (; k + 4 <= inputs; k += 4) memcpy(to + k * 16 + n * 4, from + k, 4);
      for (; k < inputs; k++) to[k / 4 * 64 + n * 4 + k % 4] = from[k];
    }
  }
}
