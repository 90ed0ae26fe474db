#pragma once
// Character set conversion and detection. No <unicode/...> header here: imported as a module it clashes
// with Foundation's own ICU.
#include <stdint.h>

/// A converter from one encoding to UTF-16; it stops at the first byte sequence that it cannot read.
typedef struct cicu_converter cicu_converter;

/// Opens the converter called `name` (any alias that ICU knows), or NULL where there is none.
cicu_converter *_Nullable cicu_converter_open(const char *_Nonnull name);
void cicu_converter_close(cicu_converter *_Nonnull converter);

/// The preferred MIME (else IANA, else ICU) name of the converter; lives as long as the program.
const char *_Nullable cicu_converter_name(const cicu_converter *_Nonnull converter);

/// Whether every character can be read where it stands, without shift sequences before it.
int cicu_converter_is_stateless(const cicu_converter *_Nonnull converter);

/// Reads `count` bytes into `units`, with the index of each unit's first source byte in `offsets` (negative
/// where the character began in an earlier call). Returns the number of units written. `failure` is
/// 0, or 1 for an illegal sequence, 2 for an unassigned one, 3 for one cut off at the end, 4 for anything else;
/// `consumed` then lies just behind the faulty bytes.
int32_t cicu_converter_decode(
    cicu_converter *_Nonnull converter, const uint8_t *_Nonnull bytes, int32_t count, int flush,
    uint16_t *_Nonnull units, int32_t *_Nonnull offsets, int32_t capacity,
    int32_t *_Nonnull consumed, int32_t *_Nonnull failure);

/// Bytes taken in by earlier calls that have not given a unit yet.
int32_t cicu_converter_pending(const cicu_converter *_Nonnull converter);

/// Copies the faulty bytes of the last failure into `bytes`; returns how many.
int32_t cicu_converter_invalid(
    const cicu_converter *_Nonnull converter, uint8_t *_Nonnull bytes, int32_t capacity);

/// The encodings that a text may be in, likeliest first. The bytes must outlive the detector.
typedef struct cicu_detector cicu_detector;

cicu_detector *_Nullable cicu_detector_open(const uint8_t *_Nonnull bytes, int32_t count);
void cicu_detector_close(cicu_detector *_Nonnull detector);
int32_t cicu_detector_count(const cicu_detector *_Nonnull detector);
const char *_Nullable cicu_detector_name(const cicu_detector *_Nonnull detector, int32_t index);
/// Confidence from 0 to 100.
int32_t cicu_detector_confidence(const cicu_detector *_Nonnull detector, int32_t index);

/// The version of ICU, such as "72.1".
const char *_Nonnull cicu_version(void);
