// Package raster paints the items of a page into pictures, tile by tile, at any scale.
//
// A tile is painted from the items that touch it alone, so a page of a hundred thousand px costs as much per tile as
// a short one. Every picture is opaque: letters are blended with what lies below them and never with nothing. Edges
// of boxes and base lines stand on whole pixels of the screen, counted from the top of the page, so that tiles fit
// together without a seam.
//
// Letters are masks in a cache of the Painter's own, by face, size, glyph and quarter of a pixel; pictures are scaled
// once to the pixels of the screen. Nothing here fetches, and nothing knows a window.
package raster
