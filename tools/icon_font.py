# The icon font on a coarser grid, which a visitor fetches sooner.
#   python icon_font.py <font> <units to the em> <new font>
# Lucide's own bearings are all 0, and its boxes begin at 0, too, whatever is drawn: both are set to what is drawn, or an
# icon would stand at the left of its square once its box has been measured.
import sys

from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

source, units, target = sys.argv[1:]
font = TTFont(source)
scale_upem(font, int(units))
for name, glyph in font["glyf"].glyphs.items():
    glyph.expand(font["glyf"])
    glyph.recalcBounds(font["glyf"])
    advance, _ = font["hmtx"][name]
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
font.save(target)
