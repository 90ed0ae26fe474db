#include "CStemmer.h"

#include <limits.h>
#include <libstemmer.h>

static struct sb_stemmer *of(cstemmer *stemmer) { return (struct sb_stemmer *)stemmer; }

cstemmer *cstemmer_open(const char *language) { return (cstemmer *)sb_stemmer_new(language, "UTF_8"); }

const unsigned char *cstemmer_stem(cstemmer *stemmer, const unsigned char *word, size_t count, size_t *length) {
  // The library counts in int, and a word of that length is none.
  if (count > INT_MAX / 2) return NULL;
  const unsigned char *stem = sb_stemmer_stem(of(stemmer), word, (int)count);
  if (stem) *length = (size_t)sb_stemmer_length(of(stemmer));
  return stem;
}

void cstemmer_close(cstemmer *stemmer) { sb_stemmer_delete(of(stemmer)); }

size_t cstemmer_algorithms(void) {
  size_t count = 0;
  for (const char **name = sb_stemmer_list(); *name; name++) count++;
  return count;
}
