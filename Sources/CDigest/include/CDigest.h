// SHA-256 by the system's libcrypto, which knows what each processor is fast at.
//
// No <openssl/...> header is included here, so that nothing of it is seen above the door.
#ifndef CDIGEST_H
#define CDIGEST_H

#include <stddef.h>
#include <stdint.h>

typedef struct cdigest_sha256 cdigest_sha256;

enum { CDIGEST_SHA256_BYTES = 32 };

// Begins a digest; NULL when memory is short or the library has no SHA-256. One thread at a time.
cdigest_sha256 *_Nullable cdigest_sha256_open(void);

// Takes `count` further bytes.
void cdigest_sha256_update(cdigest_sha256 *_Nonnull digest, const void *_Nullable bytes, size_t count);

// Writes the digest of everything taken so far to `result` and begins anew.
void cdigest_sha256_finish(cdigest_sha256 *_Nonnull digest, uint8_t result[_Nonnull CDIGEST_SHA256_BYTES]);

void cdigest_sha256_close(cdigest_sha256 *_Nullable digest);

// The library with its version.
const char *_Nonnull cdigest_version(void);

#endif
