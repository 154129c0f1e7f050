#!/usr/bin/python3
"""Makes regular.otf and bold.otf from Noto Sans CJK SC (Debian: fonts-noto-cjk, python3-fonttools).

One family for Latin and Chinese keeps baselines and weights even. Covered: GB 2312, Latin-1 and Latin
Extended-A, Greek and Cyrillic of GB 2312, punctuation, arrows and marks the interface draws, kana and
full-width forms. Anything else is left to the fonts of the system. Run it in this folder.
"""
import os

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
SIMPLIFIED_CHINESE = 2  # face number inside the collection
QUOTES = (0x2018, 0x2019, 0x201C, 0x201D)
BLANK = 256  # width of a blank; the original's 224 is lost between Chinese and Latin, where runs start on whole pixels


def characters():
    chars = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                chars.add(ord(bytes([row, cell]).decode("gb2312")))
            except (UnicodeDecodeError, TypeError):
                pass
    for first, last in (
        (0x2010, 0x205E),  # general punctuation
        (0x20A0, 0x20BF),  # currency signs
        (0x2100, 0x214F),  # letter-like symbols
        (0x2190, 0x21FF),  # arrows
        (0x2200, 0x226F),  # common mathematical signs
        (0x2460, 0x24FF),  # enclosed numbers
        (0x25A0, 0x25FF),  # geometric shapes
        (0x2600, 0x2606),
        (0x2713, 0x2718),  # tick and cross
        (0x3000, 0x30FF),  # CJK punctuation, kana
        (0xFF00, 0xFFEF),  # full-width forms
    ):
        chars.update(range(first, last + 1))
    return chars


def narrow_quotes(font):
    """Lets the curly quotes of Latin text be as narrow as Latin text wants them; an apostrophe of full width would
    tear every English word that has one."""
    alternates = {}
    gsub = font["GSUB"].table
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "pwid":
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                alternates.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    for table in font["cmap"].tables:
        for code in QUOTES:
            if code in table.cmap:
                table.cmap[code] = alternates.get(table.cmap[code], table.cmap[code])


def main():
    wanted = characters()
    for weight in ("Regular", "Bold"):
        font = TTFont(SOURCE % weight, fontNumber=SIMPLIFIED_CHINESE)
        narrow_quotes(font)
        options = subset.Options()
        options.layout_features = ["kern", "mark", "mkmk", "locl", "ccmp"]
        options.hinting = False
        options.name_IDs = ["*"]
        options.drop_tables += ["vhea", "vmtx", "VORG"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        for blank in (0x20, 0xA0):
            glyph = font.getBestCmap()[blank]
            font["hmtx"][glyph] = (BLANK, font["hmtx"][glyph][1])
        target = weight.lower() + ".otf"
        font.save(target)
        print(target, len(font.getBestCmap()), "characters", os.path.getsize(target), "bytes")


if __name__ == "__main__":
    main()
