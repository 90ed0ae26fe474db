#include "CKernels.h"

extern const ck_optimizer_table ck_optimizers_base;
#if defined(__x86_64__)
extern const ck_optimizer_table ck_optimizers_v3, ck_optimizers_v4;
#endif

const ck_optimizer_table *ck_optimizer_table_at(ck_level level) {
  if (!ck_table_at(level)) return NULL;
#if defined(__x86_64__)
  if (level >= CK_V4) return &ck_optimizers_v4;
  if (level >= CK_V3) return &ck_optimizers_v3;
#endif
  return &ck_optimizers_base;
}

const ck_optimizer_table *ck_best_optimizer_table(void) {
  const ck_optimizer_table *best = ck_optimizer_table_at(ck_best_table()->level);
  return best ? best : &ck_optimizers_base;
}
