"""Reading any article: `read_article(path)` tells its decoder and format, its regions, and what it says about itself.

One file per source format (`plain`, `dump`, `digest`, `markdown`, `web`), listed in `formats`. Offsets are code points
of the file as decoded, always; `article.blocks()` gives clean text that leads back to them.
"""

from mappings.readers.article import Block, Clue, Passage, ReadArticle, Region
from mappings.readers.decoding import DECODERS
from mappings.readers.reading import MOST_BYTES, read_article, read_bytes, text_of

__all__ = [
    "DECODERS",
    "MOST_BYTES",
    "Block",
    "Clue",
    "Passage",
    "ReadArticle",
    "Region",
    "read_article",
    "read_bytes",
    "text_of",
]
