// Stems of words by libstemmer's Snowball algorithms.
#ifndef CSTEMMER_H
#define CSTEMMER_H

#include <stddef.h>

/// The algorithm of one language, with the room that it works in. Not for two threads at once.
typedef struct cstemmer cstemmer;

/// Opens the algorithm for `language`, an ISO 639-1 code such as "de". NULL where there is none, or memory is short.
cstemmer *_Nullable cstemmer_open(const char *_Nonnull language);
/// The stem of `count` bytes of UTF-8 in lower case, whose length goes to `length`; NULL where memory is short. It is valid until
/// the next call.
const unsigned char *_Nullable cstemmer_stem(
    cstemmer *_Nonnull stemmer, const unsigned char *_Nonnull word, size_t count, size_t *_Nonnull length);
/// Lets go of it.
void cstemmer_close(cstemmer *_Nullable stemmer);
/// How many algorithms the library has: it tells no version.
size_t cstemmer_algorithms(void);

#endif
