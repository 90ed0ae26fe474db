// x86-64-v4.
#if defined(__x86_64__)
#include "CKernels.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define OPTIMIZERS ck_optimizers_v4
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#include "optimizer_steps.h"
#pragma clang attribute pop
#endif
