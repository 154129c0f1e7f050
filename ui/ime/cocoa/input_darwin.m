#import <Carbon/Carbon.h>
#import <Cocoa/Cocoa.h>
#import <objc/runtime.h>

#include "_cgo_export.h"
#include "input_darwin.h"

static BOOL serving;    // a field has the focus
static BOOL secret;     // secure event input is on
static NSString *marked; // what is composed, nil for nothing
static NSRange chosen;  // in marked: the caret, or what the candidates are for
static NSRect caret;    // in points from the upper left corner of the content

static IMP keyDownBefore, setMarkedBefore, unmarkBefore, insertBefore, hasMarkedBefore, markedRangeBefore, selectedRangeBefore,
	firstRectBefore;

static void mark(NSString *text, NSRange range) {
	[marked release];
	marked = [text length] > 0 ? [text copy] : nil;
	chosen = range;
}

static NSString *plain(id text) {
	return [text isKindOfClass:[NSAttributedString class]] ? [text string] : text;
}

static void keyDown(id self, SEL name, NSEvent *event) {
	if (serving && marked != nil && ([event modifierFlags] & NSEventModifierFlagCommand) == 0) {
		[(NSView *)self interpretKeyEvents:[NSArray arrayWithObject:event]];
		return;
	}
	((void (*)(id, SEL, NSEvent *))keyDownBefore)(self, name, event);
}

static void setMarked(id self, SEL name, id text, NSRange range, NSRange replacement) {
	if (!serving) {
		((void (*)(id, SEL, id, NSRange, NSRange))setMarkedBefore)(self, name, text, range, replacement);
		return;
	}
	NSString *string = plain(text);
	mark(string, range);
	letterboxComposed((char *)[string UTF8String], (int)range.location, (int)range.length);
}

static void unmark(id self, SEL name) {
	if (!serving) {
		((void (*)(id, SEL))unmarkBefore)(self, name);
		return;
	}
	NSString *accepted = [[marked retain] autorelease]; // as it stands
	mark(nil, NSMakeRange(0, 0));
	if (accepted != nil) {
		letterboxCommitted((char *)[accepted UTF8String]);
	}
}

static void insert(id self, SEL name, id text, NSRange replacement) {
	if (!serving || marked == nil) { // what is typed without composing goes the way of all keys
		((void (*)(id, SEL, id, NSRange))insertBefore)(self, name, text, replacement);
		return;
	}
	mark(nil, NSMakeRange(0, 0));
	letterboxCommitted((char *)[plain(text) UTF8String]);
}

static BOOL hasMarked(id self, SEL name) {
	return serving ? marked != nil : ((BOOL (*)(id, SEL))hasMarkedBefore)(self, name);
}

static NSRange markedRange(id self, SEL name) {
	if (!serving) {
		return ((NSRange (*)(id, SEL))markedRangeBefore)(self, name);
	}
	return marked != nil ? NSMakeRange(0, [marked length]) : NSMakeRange(NSNotFound, 0);
}

static NSRange selectedRange(id self, SEL name) {
	if (!serving) {
		return ((NSRange (*)(id, SEL))selectedRangeBefore)(self, name);
	}
	return marked != nil ? chosen : NSMakeRange(0, 0);
}

static NSRect firstRect(id self, SEL name, NSRange range, NSRangePointer actual) {
	if (!serving) {
		return ((NSRect (*)(id, SEL, NSRange, NSRangePointer))firstRectBefore)(self, name, range, actual);
	}
	if (actual != NULL) {
		*actual = range;
	}
	NSView *view = self;
	NSRect place = caret;
	if (![view isFlipped]) {
		place.origin.y = [view bounds].size.height - caret.origin.y - caret.size.height;
	}
	return [[view window] convertRectToScreen:[view convertRect:place toView:nil]];
}

struct replacement {
	const char *name;
	IMP with;
	IMP *before;
};

int letterboxJoin(uintptr_t window) {
	static Class joined;
	Class class = object_getClass([(NSWindow *)window contentView]);
	if (class == joined) {
		return 1;
	}
	struct replacement all[] = {
		{"keyDown:", (IMP)keyDown, &keyDownBefore},
		{"setMarkedText:selectedRange:replacementRange:", (IMP)setMarked, &setMarkedBefore},
		{"unmarkText", (IMP)unmark, &unmarkBefore},
		{"insertText:replacementRange:", (IMP)insert, &insertBefore},
		{"hasMarkedText", (IMP)hasMarked, &hasMarkedBefore},
		{"markedRange", (IMP)markedRange, &markedRangeBefore},
		{"selectedRange", (IMP)selectedRange, &selectedRangeBefore},
		{"firstRectForCharacterRange:actualRange:", (IMP)firstRect, &firstRectBefore},
	};
	const int count = sizeof all / sizeof *all;
	for (int i = 0; i < count; i++) {
		if (joined != nil || class_getInstanceMethod(class, sel_registerName(all[i].name)) == NULL) {
			return 0;
		}
	}
	for (int i = 0; i < count; i++) {
		*all[i].before = method_setImplementation(class_getInstanceMethod(class, sel_registerName(all[i].name)), all[i].with);
	}
	joined = class;
	return 1;
}

void letterboxServe(int on) {
	serving = on != 0;
}

void letterboxSecret(int on) {
	if (on && !secret) {
		EnableSecureEventInput();
	} else if (!on && secret) {
		DisableSecureEventInput();
	}
	secret = on != 0;
}

void letterboxDrop(uintptr_t window) {
	mark(nil, NSMakeRange(0, 0));
	if (window != 0) {
		[[[(NSWindow *)window contentView] inputContext] discardMarkedText];
	}
}

void letterboxCaret(uintptr_t window, double x, double y, double width, double height) {
	caret = NSMakeRect(x, y, width, height);
	[[[(NSWindow *)window contentView] inputContext] invalidateCharacterCoordinates];
}
