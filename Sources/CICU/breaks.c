#include "cicu_breaks.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct cicu_breaker {
  UBreakIterator *iterator;
  UText *text;
};

cicu_breaker *cicu_breaker_open(int32_t kind) {
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open((UBreakIteratorType)kind, "en", NULL, 0, &error);
  if (U_FAILURE(error)) return NULL;
  cicu_breaker *breaker = calloc(1, sizeof *breaker);
  if (breaker == NULL) {
    ubrk_close(iterator);
    return NULL;
  }
  breaker->iterator = iterator;
  return breaker;
}

void cicu_breaker_close(cicu_breaker *breaker) {
  ubrk_close(breaker->iterator);
  if (breaker->text != NULL) utext_close(breaker->text);
  free(breaker);
}

int32_t cicu_breaker_set_text(cicu_breaker *breaker, const uint8_t *utf8, int32_t length) {
  UErrorCode error = U_ZERO_ERROR;
  breaker->text = utext_openUTF8(breaker->text, (const char *)utf8, length, &error);
  if (U_SUCCESS(error)) ubrk_setUText(breaker->iterator, breaker->text, &error);
  if (U_FAILURE(error)) return error;
  ubrk_first(breaker->iterator);
  return 0;
}

void cicu_breaker_clear_text(cicu_breaker *breaker) {
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(breaker->iterator, NULL, 0, &error);
}

int32_t cicu_breaker_next(
    cicu_breaker *breaker, int32_t *boundaries, int32_t *statuses, int32_t capacity) {
  int32_t count = 0;
  while (count < capacity) {
    int32_t boundary = ubrk_next(breaker->iterator);
    if (boundary == UBRK_DONE) break;
    if (statuses != NULL) statuses[count] = ubrk_getRuleStatus(breaker->iterator);
    boundaries[count++] = boundary;
  }
  return count;
}
