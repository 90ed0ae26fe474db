// For every processor.
#include "CKernels.h"

#define OPTIMIZERS ck_optimizers_base
#include "optimizer_steps.h"
