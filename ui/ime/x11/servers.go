package x11

import "context"

// HasInputServer reports whether a server of the X input method protocol (XIM) serves this display. The root window's
// property XIM_SERVERS names those that ever came; one that is there owns the selection of its name.
func (c *Conn) HasInputServer(ctx context.Context) (bool, error) {
	property, err := c.atom(ctx, "XIM_SERVERS")
	if err != nil || property == 0 {
		return false, err
	}
	const anyType, most = 0, 64
	reply, err := c.ask(ctx, getProperty, 0, c.root, property, anyType, 0, most)
	if err != nil {
		return false, err
	}
	for atoms := reply[32:]; reply[1] == 32 && len(atoms) >= 4; atoms = atoms[4:] {
		owner, err := c.ask(ctx, getSelectionOwner, 0, order.Uint32(atoms))
		if err != nil {
			return false, err
		}
		if order.Uint32(owner[8:]) != 0 {
			return true, nil
		}
	}
	return false, nil
}

// atom returns the number of a name, 0 when the server has none.
func (c *Conn) atom(ctx context.Context, name string) (uint32, error) {
	const onlyIfExists = 1
	words := []uint32{uint32(len(name))}
	for b := padded([]byte(name)); len(b) > 0; b = b[4:] {
		words = append(words, order.Uint32(b))
	}
	reply, err := c.ask(ctx, internAtom, onlyIfExists, words...)
	if err != nil {
		return 0, err
	}
	return order.Uint32(reply[8:]), nil
}
