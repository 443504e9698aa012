// Debian builds libxml2 with ICU, whose headers clash with Foundation's own copy of ICU.
// The option only adds two trailing fields to xmlCharEncodingHandler, which is never sized here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/encoding.h>
