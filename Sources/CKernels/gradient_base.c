// For every processor: what the compiler makes of the vectors at its own base level.
#include "CKernels.h"

#define GRADIENTS ck_gradients_base
#include "vector.h"
#include "gradient_rows.h"
#include "gradient_steps.h"
#include "gradient_table.h"
