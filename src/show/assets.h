/* Style and script of the HTML report (report.css, report.js), made C by embed.py. */
#ifndef SHOW_ASSETS_H
#define SHOW_ASSETS_H

#include <stddef.h>

extern const char show_style[], show_script[];
extern const size_t show_style_len, show_script_len;
extern const char show_script_hash[]; /* "sha256-…" of show_script, for the Content-Security-Policy */

#endif
