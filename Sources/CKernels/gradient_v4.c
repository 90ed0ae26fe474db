// x86-64-v4.
#if defined(__x86_64__)
#include "CKernels.h"
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define GRADIENTS ck_gradients_v4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#include "vector.h"
#include "gradient_rows.h"
#include "gradient_steps.h"
#include "gradient_table.h"
#pragma clang attribute pop
#endif
