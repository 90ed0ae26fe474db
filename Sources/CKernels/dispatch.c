#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CKernels.h"

extern const ck_table ck_table_base;
#if defined(__x86_64__)
extern const ck_table ck_table_v3, ck_table_v4;
#endif

const ck_table *ck_table_at(ck_level level) {
  switch (level) {
    case CK_BASE: return &ck_table_base;
#if defined(__x86_64__)
    case CK_V3: return __builtin_cpu_supports("x86-64-v3") ? &ck_table_v3 : NULL;
    case CK_V4: return __builtin_cpu_supports("x86-64-v4") ? &ck_table_v4 : NULL;
#else
    case CK_V3:
    case CK_V4: return NULL;
#endif
  }
  return NULL;
}

static ck_level highest_wanted(void) {
  const char *wish = getenv("PERUSE_KERNELS");
  if (wish && !strcmp(wish, "base")) return CK_BASE;
  if (wish && !strcmp(wish, "v3")) return CK_V3;
  return CK_V4;
}

// Two threads that ask at once find the same answer, so the order of their stores does not matter.
static const ck_table *best;

const ck_table *ck_best_table(void) {
  const ck_table *known = __atomic_load_n(&best, __ATOMIC_ACQUIRE);
  if (known) return known;
  for (int level = (int)highest_wanted(); !known; level--) known = ck_table_at((ck_level)level);
  __atomic_store_n(&best, known, __ATOMIC_RELEASE);
  return known;
}

size_t ck_usable_cores(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (!sched_getaffinity(0, sizeof set, &set)) {
    int count = CPU_COUNT(&set);
    if (count > 0) return (size_t)count;
  }
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (size_t)online : 1;
}
