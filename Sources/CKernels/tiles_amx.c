// Products of bf16 on AMX tiles, for training.
#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512vnni,avx512bf16,amx-tile,amx-int8,amx-bf16"))), apply_to = function)
#include "vector.h"
#include "tiles.h"
#include "transpose.h"
#include "product_bf16.h"
#pragma clang attribute pop

static const ck_tile_table tile_table = {
  .packed_count = tiles_packed_count,
  .pack = tiles_pack,
  .multiply = tiles_multiply,
};
#endif

const ck_tile_table *ck_best_tile_table(void) {
#if defined(__x86_64__)
  if (ck_best_table()->level >= CK_AMX) return &tile_table;
#endif
  return NULL;
}
