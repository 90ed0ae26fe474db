// What the system's C library offers only to GNU sources, which Swift doesn't see.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stddef.h>

// Cores that this process may run on: what its affinity leaves of the machine, and at least 1.
size_t csystem_usable_cores(void);

#endif
