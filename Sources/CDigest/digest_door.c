#include "CDigest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

// A digest is libcrypto's own context under another name.
static EVP_MD_CTX *context_of(cdigest_sha256 *digest) { return (EVP_MD_CTX *)digest; }

cdigest_sha256 *cdigest_sha256_open(void) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (context == NULL || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
    EVP_MD_CTX_free(context);
    return NULL;
  }
  return (cdigest_sha256 *)context;
}

void cdigest_sha256_update(cdigest_sha256 *digest, const void *bytes, size_t count) {
  if (count > 0) EVP_DigestUpdate(context_of(digest), bytes, count);
}

void cdigest_sha256_finish(cdigest_sha256 *digest, uint8_t result[CDIGEST_SHA256_BYTES]) {
  EVP_DigestFinal_ex(context_of(digest), result, NULL);
  EVP_DigestInit_ex(context_of(digest), EVP_sha256(), NULL);
}

void cdigest_sha256_close(cdigest_sha256 *digest) { EVP_MD_CTX_free(context_of(digest)); }

const char *cdigest_version(void) { return OpenSSL_version(OPENSSL_VERSION); }
