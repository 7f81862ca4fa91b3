/* For source.c, sink.c and walk.c only: the system's reason in fixed English words (strerror follows the locale). */
#ifndef BASE_IO_REASON_H
#define BASE_IO_REASON_H

const char *io_reason(int code);

#endif
