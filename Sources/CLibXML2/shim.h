#ifndef ROCKPOOL_CLIBXML2_SHIM_H
#define ROCKPOOL_CLIBXML2_SHIM_H

/* libxml2 built with ICU includes ICU's headers, whose types clash with those inside Foundation. Nothing here uses
   the converters that they are for. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemastypes.h>
#include <libxml/xmlwriter.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

/// `xmlFree` is a mutable global function pointer, which Swift 6 refuses to read.
static inline void rockpool_xml_free(void *memory) { xmlFree(memory); }

/// libxml2 2.12 made the error parameter of its handlers `const`. A Swift closure can match only one of the two
/// forms, so the difference ends here: Swift passes a function of plain values, this file the handler around it.
#if LIBXML_VERSION >= 21200
typedef const xmlError *rockpool_xml_error;
#else
typedef xmlError *rockpool_xml_error;
#endif

/// Where one call's errors go.
typedef struct {
    void *context;
    void (*report)(void *context, int level, int line, const char *message);
} rockpool_xml_listener;

static void rockpool_xml_hear(void *listener, rockpool_xml_error error) {
    const rockpool_xml_listener *to = (const rockpool_xml_listener *)listener;
    if (to != NULL && error != NULL && error->message != NULL)
        to->report(to->context, (int)error->level, error->line, error->message);
}

/// A parser hands its handler the parser itself, so the listener rides in the field left to applications.
static void rockpool_xml_hear_parser(void *parser, rockpool_xml_error error) {
    if (parser != NULL) rockpool_xml_hear(((xmlParserCtxtPtr)parser)->_private, error);
}

static inline void rockpool_xml_listen_parser(xmlParserCtxtPtr parser, rockpool_xml_listener *listener) {
    parser->_private = listener;
    parser->sax->serror = rockpool_xml_hear_parser;
}

static inline void rockpool_xml_listen_xpath(xmlXPathContextPtr xpath, rockpool_xml_listener *listener) {
    xpath->userData = listener;
    xpath->error = rockpool_xml_hear;
}

static inline void rockpool_xml_listen_schema_parser(xmlRelaxNGParserCtxtPtr parser, rockpool_xml_listener *listener) {
    xmlRelaxNGSetParserStructuredErrors(parser, rockpool_xml_hear, listener);
}

static inline void rockpool_xml_listen_validator(xmlRelaxNGValidCtxtPtr validator, rockpool_xml_listener *listener) {
    xmlRelaxNGSetValidStructuredErrors(validator, rockpool_xml_hear, listener);
}

static void rockpool_xml_say_nothing(void *context, const char *format, ...) { (void)context, (void)format; }

/// Some messages of libxml2 (XPath's unknown functions) go past every handler to its printer, so that is made silent,
/// for this thread and for those to come. The printer is variadic, which Swift cannot write.
static inline void rockpool_xml_silence(void) {
    xmlThrDefSetGenericErrorFunc(NULL, rockpool_xml_say_nothing);
    xmlSetGenericErrorFunc(NULL, rockpool_xml_say_nothing);
}

/// A document that declares entities or default attributes can grow far beyond its own size (billion laughs,
/// quadratic blow-up) or name files to be read. Such declarations stop the parser before anything uses them.
static void rockpool_xml_refuse(void *parser, const char *message) {
    xmlParserCtxtPtr context = (xmlParserCtxtPtr)parser;
    const rockpool_xml_listener *to = (const rockpool_xml_listener *)context->_private;
    if (to != NULL)
        to->report(to->context, XML_ERR_FATAL, context->input == NULL ? 0 : context->input->line, message);
    xmlStopParser(context);
}

static void rockpool_xml_refuse_entity(void *parser, const xmlChar *name, int type, const xmlChar *publicID,
                                       const xmlChar *systemID, xmlChar *content) {
    (void)name, (void)type, (void)publicID, (void)systemID, (void)content;
    rockpool_xml_refuse(parser, "The document declares an entity; write the characters in place of the entity.");
}

static void rockpool_xml_refuse_attribute(void *parser, const xmlChar *element, const xmlChar *name, int type,
                                          int defaulting, const xmlChar *value, xmlEnumerationPtr choices) {
    (void)element, (void)name, (void)type, (void)defaulting, (void)value;
    xmlFreeEnumeration(choices);
    rockpool_xml_refuse(parser, "The document declares attributes; write them at the elements instead.");
}

static inline void rockpool_xml_refuse_declarations(xmlParserCtxtPtr parser) {
    parser->sax->entityDecl = rockpool_xml_refuse_entity;
    parser->sax->attributeDecl = rockpool_xml_refuse_attribute;
}

#endif
