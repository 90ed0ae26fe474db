#include "cicu_convert.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/uvernum.h>

struct cicu_converter {
  UConverter *icu;
};

struct cicu_detector {
  UCharsetDetector *icu;
  const UCharsetMatch **matches;
  int32_t count;
};

cicu_converter *cicu_converter_open(const char *name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *icu = ucnv_open(name, &status);
  if (U_FAILURE(status)) return NULL;
  ucnv_setToUCallBack(icu, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  cicu_converter *converter = U_SUCCESS(status) ? malloc(sizeof *converter) : NULL;
  if (converter == NULL) {
    ucnv_close(icu);
    return NULL;
  }
  converter->icu = icu;
  return converter;
}

void cicu_converter_close(cicu_converter *converter) {
  ucnv_close(converter->icu);
  free(converter);
}

const char *cicu_converter_name(const cicu_converter *converter) {
  UErrorCode status = U_ZERO_ERROR;
  const char *internal = ucnv_getName(converter->icu, &status);
  if (U_FAILURE(status)) return NULL;
  static const char *const standards[] = {"MIME", "IANA"};
  for (int i = 0; i < 2; i++) {
    status = U_ZERO_ERROR;
    const char *name = ucnv_getStandardName(internal, standards[i], &status);
    if (U_SUCCESS(status) && name != NULL) return name;
  }
  return internal;
}

int cicu_converter_is_stateless(const cicu_converter *converter) {
  switch (ucnv_getType(converter->icu)) {
  case UCNV_SBCS:
  case UCNV_DBCS:
  case UCNV_MBCS:
  case UCNV_LATIN_1:
  case UCNV_UTF8:
  case UCNV_UTF16_BigEndian:
  case UCNV_UTF16_LittleEndian:
  case UCNV_UTF32_BigEndian:
  case UCNV_UTF32_LittleEndian:
  case UCNV_US_ASCII:
    return 1;
  default:
    return 0;
  }
}

int32_t cicu_converter_decode(
    cicu_converter *converter, const uint8_t *bytes, int32_t count, int flush, uint16_t *units,
    int32_t *offsets, int32_t capacity, int32_t *consumed, int32_t *failure) {
  UErrorCode status = U_ZERO_ERROR;
  const char *source = (const char *)bytes;
  UChar *target = (UChar *)units;
  ucnv_toUnicode(
      converter->icu, &target, (const UChar *)units + capacity, &source, (const char *)bytes + count,
      offsets, flush != 0, &status);
  *consumed = (int32_t)(source - (const char *)bytes);
  *failure = U_SUCCESS(status)                        ? 0
             : status == U_ILLEGAL_CHAR_FOUND          ? 1
             : status == U_ILLEGAL_ESCAPE_SEQUENCE     ? 1
             : status == U_INVALID_CHAR_FOUND          ? 2
             : status == U_TRUNCATED_CHAR_FOUND        ? 3
                                                       : 4;
  return (int32_t)(target - (UChar *)units);
}

int32_t cicu_converter_pending(const cicu_converter *converter) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t pending = ucnv_toUCountPending(converter->icu, &status);
  return U_SUCCESS(status) && pending > 0 ? pending : 0;
}

int32_t cicu_converter_invalid(const cicu_converter *converter, uint8_t *bytes, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int8_t count = capacity > INT8_MAX ? INT8_MAX : (int8_t)capacity;
  ucnv_getInvalidChars(converter->icu, (char *)bytes, &count, &status);
  return U_SUCCESS(status) ? count : 0;
}

cicu_detector *cicu_detector_open(const uint8_t *bytes, int32_t count) {
  cicu_detector *detector = calloc(1, sizeof *detector);
  if (detector == NULL) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  detector->icu = ucsdet_open(&status);
  if (U_SUCCESS(status)) ucsdet_setText(detector->icu, (const char *)bytes, count, &status);
  if (U_SUCCESS(status)) detector->matches = ucsdet_detectAll(detector->icu, &detector->count, &status);
  if (U_FAILURE(status)) {
    cicu_detector_close(detector);
    return NULL;
  }
  return detector;
}

void cicu_detector_close(cicu_detector *detector) {
  if (detector->icu != NULL) ucsdet_close(detector->icu);
  free(detector);
}

int32_t cicu_detector_count(const cicu_detector *detector) { return detector->count; }

const char *cicu_detector_name(const cicu_detector *detector, int32_t index) {
  UErrorCode status = U_ZERO_ERROR;
  const char *name = ucsdet_getName(detector->matches[index], &status);
  return U_SUCCESS(status) ? name : NULL;
}

int32_t cicu_detector_confidence(const cicu_detector *detector, int32_t index) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t confidence = ucsdet_getConfidence(detector->matches[index], &status);
  return U_SUCCESS(status) ? confidence : 0;
}

const char *cicu_version(void) { return U_ICU_VERSION; }
