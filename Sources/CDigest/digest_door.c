#include "CDigest.h"

// The functions below are marked as deprecated from version 3 on, in favour of EVP, whose digests come from "providers":
// a configuration of OpenSSL on the reader's machine may leave those out, or memory may be short, and then there is no
// digest. These need neither, and cannot fail.
#define OPENSSL_API_COMPAT 0x10101000L
#include <openssl/crypto.h>
#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(cdigest_sha256), "libcrypto's state has outgrown its room");
_Static_assert(_Alignof(SHA256_CTX) <= _Alignof(cdigest_sha256), "libcrypto's state must lie at other places");

static SHA256_CTX *context_of(cdigest_sha256 *digest) { return (SHA256_CTX *)digest->state; }

void cdigest_sha256_start(cdigest_sha256 *digest) { SHA256_Init(context_of(digest)); }

void cdigest_sha256_update(cdigest_sha256 *digest, const void *bytes, size_t count) {
  if (count > 0) SHA256_Update(context_of(digest), bytes, count);
}

void cdigest_sha256_finish(cdigest_sha256 *digest, uint8_t result[CDIGEST_SHA256_BYTES]) {
  SHA256_Final(result, context_of(digest));
  SHA256_Init(context_of(digest));
}

const char *cdigest_version(void) { return OpenSSL_version(OPENSSL_VERSION); }
