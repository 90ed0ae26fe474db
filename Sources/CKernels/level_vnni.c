// x86-64-v4 with byte products (VNNI).
#if defined(__x86_64__)
#include "CKernels.h"
#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEVEL CK_VNNI
#define LEVEL_NAME "x86-64-v4 with VNNI"
#define TABLE ck_table_vnni
#define GELU_BY_TABLE
#define ATTENTION_ROWS 6
#define ATTENTION_VECTORS 4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512vnni"))), apply_to = function)
#include "vector.h"
#include "elementwise.h"
#include "rows.h"
#include "quantize.h"
#include "product_vnni.h"
#include "attention.h"
#include "table.h"
#pragma clang attribute pop
#endif
