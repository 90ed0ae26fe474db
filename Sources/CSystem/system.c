#define _GNU_SOURCE
#include "CSystem.h"

#include <sched.h>
#include <unistd.h>

size_t csystem_usable_cores(void) {
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
