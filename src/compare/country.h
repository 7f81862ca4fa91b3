/* The country that a description of somebody names. */
#ifndef COMPARE_COUNTRY_H
#define COMPARE_COUNTRY_H

#include "base/str.h"

/* "US officials", "officials from the United States": the country's one name. Empty when the words name none, or several. */
str compare_country(arena *scratch, str name);

#endif
