// x86-64-v4 with byte products (VNNI) and products of bf16 in vectors.
#if defined(__x86_64__)
#include "CKernels.h"
#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEVEL CK_BF16
#define LEVEL_NAME "x86-64-v4 with VNNI and bf16"
#define TABLE ck_table_bf16
#define ATTENTION_IN_BF16
#define GELU_BY_TABLE
#define ATTENTION_ROWS 6
#define ATTENTION_VECTORS 4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512vnni,avx512bf16"))), apply_to = function)
#include "vector.h"
#include "elementwise.h"
#include "rows.h"
#include "quantize.h"
#include "product_vnni.h"
#include "attention.h"
#include "transpose.h"
#include "bf16.h"
#include "attention_dots.h"
#include "table.h"
#pragma clang attribute pop
#endif
