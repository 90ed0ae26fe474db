// Boundaries of sentences and words, from ICU's break iterators.
//
// No <unicode/...> header is included here: imported as a module those clash with Foundation's own ICU.
#ifndef CICU_BREAKS_H
#define CICU_BREAKS_H

#include <stdint.h>

// What an iterator looks for. The values are ICU's own (UBreakIteratorType).
enum { CICU_BREAK_WORD = 1, CICU_BREAK_SENTENCE = 3 };

typedef struct cicu_breaker cicu_breaker;

// Opens an iterator for `kind` with the root rules and English exceptions; NULL when ICU has no data for it.
// An iterator serves one thread at a time.
cicu_breaker *_Nullable cicu_breaker_open(int32_t kind);

void cicu_breaker_close(cicu_breaker *_Nonnull breaker);

// Points the iterator at `length` bytes of UTF-8, which must outlive the iteration. The bytes are not
// copied. Returns 0, or ICU's error code.
int32_t cicu_breaker_set_text(
    cicu_breaker *_Nonnull breaker, const uint8_t *_Nonnull utf8, int32_t length);

// Lets go of the text, so that no pointer to it stays behind.
void cicu_breaker_clear_text(cicu_breaker *_Nonnull breaker);

// Writes up to `capacity` further boundaries, as ascending UTF-8 offsets; 0 itself is not among them.
// `statuses`, where given, receives ICU's rule status of the text that ends there. Returns how many were
// written: 0 at the end of the text.
int32_t cicu_breaker_next(
    cicu_breaker *_Nonnull breaker, int32_t *_Nonnull boundaries, int32_t *_Nullable statuses,
    int32_t capacity);

#endif
