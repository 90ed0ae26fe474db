#include "CKernels.h"

extern const ck_optimizer_table ck_optimizers_base;
#if defined(__x86_64__)
extern const ck_optimizer_table ck_optimizers_v3, ck_optimizers_v4;
#endif

const ck_optimizer_table *ck_best_optimizer_table(void) {
#if defined(__x86_64__)
  ck_level best = ck_best_table()->level;
  if (best >= CK_V4) return &ck_optimizers_v4;
  if (best >= CK_V3) return &ck_optimizers_v3;
#endif
  return &ck_optimizers_base;
}
