/* Between kernels.c and the kernels only. */
#ifndef LEARN_KERNEL_CHOICE_H
#define LEARN_KERNEL_CHOICE_H

/* Asks the system to keep this process's tile registers (once asked, true for all its threads); 0 when it does not. */
int kernel_amx_allowed(void);

#endif
