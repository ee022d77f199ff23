#include <zlib.h>

/* deflateInit2 is a macro, which Swift does not see. */
static inline int rockpool_gzip_begin(z_stream *stream, int level) {
    /* Window bits above 15 ask for gzip's framing instead of zlib's. */
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
