// SHA-256 by the system's libcrypto, which knows what each processor is fast at.
//
// No <openssl/...> header is included here, so that nothing of it is seen above the door.
#ifndef CDIGEST_H
#define CDIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { CDIGEST_SHA256_BYTES = 32 };

// A digest in the making: room for libcrypto's own state. It holds no pointer, so it may be copied and needs no closing.
typedef struct {
  uint64_t state[16];
} cdigest_sha256;

// Begins a digest.
void cdigest_sha256_start(cdigest_sha256 *_Nonnull digest);

// Takes `count` further bytes.
void cdigest_sha256_update(cdigest_sha256 *_Nonnull digest, const void *_Nullable bytes, size_t count);

// Writes the digest of everything taken so far to `result` and begins anew.
void cdigest_sha256_finish(cdigest_sha256 *_Nonnull digest, uint8_t result[_Nonnull CDIGEST_SHA256_BYTES]);

// The library with its version.
const char *_Nonnull cdigest_version(void);

#endif
