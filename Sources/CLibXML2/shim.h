#ifndef ROCKPOOL_CLIBXML2_SHIM_H
#define ROCKPOOL_CLIBXML2_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlsave.h>
#include <libxml/xmlwriter.h>
#include <libxml/xpath.h>

/// `xmlFree` is a mutable global function pointer, which Swift 6 refuses to read.
static inline void rockpool_xml_free(void *memory) { xmlFree(memory); }

#endif
