// Debian builds libxml2 with ICU, whose headers clash with Foundation's own copy of ICU.
// The option only adds two trailing fields to xmlCharEncodingHandler, which is never sized here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/encoding.h>
#include <iconv.h>
#include <string.h>

// Swallows errors of one context: the stream is recovered, and nothing reaches stderr. Its second
// parameter became const in libxml2 2.12; the cast below accepts both.
static inline void earshotIgnoreError(void *user, xmlErrorPtr error) {
    (void)user;
    (void)error;
}

// A push parser with our own handlers and nothing else: no tree, no entities, no DTD, no network.
// `user` must not be NULL, or libxml2 would pass its own context to the handlers instead.
static inline xmlParserCtxtPtr earshotNewPushParser(
    void *user,
    startElementNsSAX2Func start,
    endElementNsSAX2Func end,
    charactersSAXFunc text
) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = text;
    handler.cdataBlock = text;
    handler.serror = (xmlStructuredErrorFunc)earshotIgnoreError;
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, user, NULL, 0, NULL);
    if (context) xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_RECOVER);
    return context;
}

// Frees a push parser and whatever it built.
static inline void earshotFreePushParser(xmlParserCtxtPtr context) {
    if (context->myDoc) xmlFreeDoc(context->myDoc);
    context->myDoc = NULL;
    xmlFreeParserCtxt(context);
}
