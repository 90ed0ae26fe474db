// Whether numbers are numbers.
#ifndef PERUSE_CKERNELS_FINITE_H
#define PERUSE_CKERNELS_FINITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// Whether none of `count` values of 32 bits, at any address, has all bits of `exponent` set: no infinity, no NaN.
/// The loop has no branch, so that compilers make vectors of it.
static inline bool ck_all_finite_32(const void *_Nonnull bytes, size_t count, uint32_t exponent) {
  uint32_t found = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t value;
    memcpy(&value, (const char *)bytes + 4 * i, 4);
    found |= (value & exponent) == exponent;
  }
  return found == 0;
}

/// The same for values of 16 bits.
static inline bool ck_all_finite_16(const void *_Nonnull bytes, size_t count, uint16_t exponent) {
  uint16_t found = 0;
  for (size_t i = 0; i < count; i++) {
    uint16_t value;
    memcpy(&value, (const char *)bytes + 2 * i, 2);
    found |= (uint16_t)((value & exponent) == exponent);
  }
  return found == 0;
}

#endif
