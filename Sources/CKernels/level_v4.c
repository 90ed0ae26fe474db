// x86-64-v4: AVX-512.
#if defined(__x86_64__)
#include "CKernels.h"
#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEVEL CK_V4
#define LEVEL_NAME "x86-64-v4"
#define TABLE ck_table_v4
#define GELU_BY_TABLE
#define ATTENTION_ROWS 6
#define ATTENTION_VECTORS 4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#include "vector.h"
#include "elementwise.h"
#include "rows.h"
#include "quantize.h"
#include "product_avx2.h"
#include "attention.h"
#include "table.h"
#pragma clang attribute pop
#endif
