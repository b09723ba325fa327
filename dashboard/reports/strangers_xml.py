"""XML out of a stranger's file: without entities, nothing fetched, no document type of its own."""

from __future__ import annotations

from typing import Any

from lxml import etree


class NotXml(ValueError):
    """It cannot be read."""


class DeclaresType(ValueError):
    """It declares a document type, which no Office program and no report does."""


def root_of(content: bytes) -> Any:
    """The root element. Raises NotXml or DeclaresType; what is made of it is for whoever knows the file to say."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotXml(str(problem)) from None
    if root.getroottree().docinfo.doctype:
        raise DeclaresType
    return root
