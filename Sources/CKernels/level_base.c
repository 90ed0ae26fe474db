// For every processor: what the compiler makes of the vectors at its own base level.
#include "CKernels.h"

#define LEVEL CK_BASE
#define LEVEL_NAME "base"
#define TABLE ck_table_base
#define ATTENTION_ROWS 3
#define ATTENTION_VECTORS 1
#include "vector.h"
#include "elementwise.h"
#include "rows.h"
#include "quantize.h"
#include "product_any.h"
#include "attention.h"
#include "table.h"
