#include <stdint.h>

// letterboxJoin replaces the methods of the class of a window's content view. It returns 0 when the class lacks one.
int letterboxJoin(uintptr_t window);

// letterboxServe says whether a field has the focus that what is composed goes to, and letterboxSecret whether one has
// it that no input method may see.
void letterboxServe(int on);
void letterboxSecret(int on);

// letterboxDrop drops what is composed in a window.
void letterboxDrop(uintptr_t window);

// letterboxCaret says where the caret is, in points from the upper left corner of the window's content.
void letterboxCaret(uintptr_t window, double x, double y, double width, double height);
