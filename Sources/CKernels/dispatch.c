#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CKernels.h"

extern const ck_table ck_table_base;
#if defined(__x86_64__)
extern const ck_table ck_table_v3, ck_table_v4, ck_table_vnni, ck_table_bf16, ck_table_amx;

// Tiles are a large state that Linux gives a process only when asked; the answer holds for all its threads.
static bool tiles_granted(void) {
#if defined(__linux__) && defined(SYS_arch_prctl)
  enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };
  return syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0;
#else
  return false;
#endif
}

static bool has_vnni(void) { return __builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512vnni"); }

static bool has_bf16(void) { return has_vnni() && __builtin_cpu_supports("avx512bf16"); }

static bool has_tiles(void) {
  return has_bf16() && __builtin_cpu_supports("amx-tile")
    && __builtin_cpu_supports("amx-int8") && __builtin_cpu_supports("amx-bf16") && tiles_granted();
}
#endif

const ck_table *ck_table_at(ck_level level) {
  switch (level) {
    case CK_BASE: return &ck_table_base;
#if defined(__x86_64__)
    case CK_V3: return __builtin_cpu_supports("x86-64-v3") ? &ck_table_v3 : NULL;
    case CK_V4: return __builtin_cpu_supports("x86-64-v4") ? &ck_table_v4 : NULL;
    case CK_VNNI: return has_vnni() ? &ck_table_vnni : NULL;
    case CK_BF16: return has_bf16() ? &ck_table_bf16 : NULL;
    case CK_AMX: return has_tiles() ? &ck_table_amx : NULL;
#else
    case CK_V3:
    case CK_V4:
    case CK_VNNI:
    case CK_BF16:
    case CK_AMX: return NULL;
#endif
  }
  return NULL;
}

static ck_level highest_wanted(void) {
  static const char *const names[] = {"base", "v3", "v4", "vnni", "bf16", "amx"};
  const char *wish = getenv("PERUSE_KERNELS");
  for (int level = CK_BASE; wish && level <= CK_AMX; level++)
    if (!strcmp(wish, names[level])) return (ck_level)level;
  return CK_AMX;
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
