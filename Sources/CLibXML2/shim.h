#pragma once
#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU and then shows ICU's headers, which clash with the copy inside Foundation.
// Nothing here needs them: they only add members to a structure that Peruse never looks into.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

// libxml2 2.12 made the error constant; Swift sees one type whatever the version.
typedef void (*cxml_error_handler)(void *data, const xmlError *error);

static inline void cxml_set_error_handler(xmlSAXHandler *sax, cxml_error_handler handler) {
  sax->serror = (xmlStructuredErrorFunc)handler;
}

static inline void cxml_set_xpath_error_handler(xmlXPathContext *context, cxml_error_handler handler, void *data) {
  context->error = (xmlStructuredErrorFunc)handler;
  context->userData = data;
}

// The XPath step limit came with 2.9.9 or so, depending on the build.
static inline void cxml_set_xpath_step_limit(xmlXPathContext *context, unsigned long limit) {
#if LIBXML_VERSION >= 20911
  context->opLimit = limit;
#else
  (void)context;
  (void)limit;
#endif
}

// Deprecated from 2.14 on, without a successor that is in older versions as well.
static inline long cxml_bytes_consumed(xmlParserCtxt *context) {
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
  return xmlByteConsumed(context);
#pragma clang diagnostic pop
}

// The depth at which libxml2 itself refuses. Up to 2.11 it is a variable of the library; later versions take 2048 with
// their limits lifted, and Peruse keeps its own.
static inline void cxml_allow_depth(xmlParserCtxt *context, unsigned depth) {
#if LIBXML_VERSION < 21200
  (void)context;
  if (xmlParserMaxDepth < depth) xmlParserMaxDepth = depth;
#else
  if (depth > 256) xmlCtxtUseOptions(context, context->options | XML_PARSE_HUGE);
#endif
}
