// Door to libedit: a line of input with editing keys and history.
#include <stdio.h>
#include <stdlib.h>
#include <editline/readline.h>
