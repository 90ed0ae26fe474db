// x86-64-v4 with tiles of int8 and bf16 (AMX).
#if defined(__x86_64__)
#include "CKernels.h"
#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEVEL CK_AMX
#define LEVEL_NAME "x86-64-v4 with AMX"
#define TABLE ck_table_amx
#define ATTENTION_IN_BF16
#define GELU_BY_TABLE
#define ATTENTION_ROWS 6
#define ATTENTION_VECTORS 4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512vnni,avx512bf16,amx-tile,amx-int8,amx-bf16"))), apply_to = function)
#include "vector.h"
#include "elementwise.h"
#include "rows.h"
#include "quantize.h"
#include "tiles.h"
#include "product_amx.h"
#include "attention.h"
#include "transpose.h"
#include "bf16.h"
#include "attention_amx.h"
#include "table.h"
#pragma clang attribute pop
#endif
