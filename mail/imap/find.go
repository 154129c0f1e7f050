package imap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"letterbox/mail"
)

// scanned is how many of the newest messages Find looks at when the server's search found none.
const scanned = 2000

const idItems = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"

// Find returns the UIDs, from a UID on, of the messages of the selected folder whose Message-ID is messageID, with or
// without angle brackets. Since servers search in an index that may be behind, or take any word for a hit, hits are
// compared with the messages; and when there are none, the messages from that UID on are, or with 0 or 1 the newest.
func (s *Session) Find(ctx context.Context, messageID string, from mail.UID) (uids []mail.UID, err error) {
	messageID = bareID(messageID)
	if messageID == "" {
		return nil, nil
	}
	from = max(from, 1)
	err = s.run(ctx, mail.StageFetch, func() error {
		hits, err := s.searchBy(newCommand("UID SEARCH", fmt.Sprintf("UID %d:*", from), "HEADER Message-ID").astring(messageID))
		var refused *refusal
		searched := !errors.As(err, &refused) || refused.kind == "BYE"
		if err != nil && searched {
			return err
		}
		texts, _ := setOf(hits).parts()
		if len(hits) > mostInCommand {
			texts = nil // a server that finds everything found nothing
		}
		for _, text := range texts {
			if err := s.compareIDs("UID FETCH", text, messageID, from, &uids); err != nil {
				return err
			}
		}
		switch {
		case len(uids) > 0 || s.exists == 0:
			return nil
		case from > 1 || !searched:
			return s.compareIDs("UID FETCH", fmt.Sprintf("%d:*", from), messageID, from, &uids)
		default:
			first := max(int64(s.exists)-scanned+1, 1)
			return s.compareIDs("FETCH", fmt.Sprintf("%d:*", first), messageID, from, &uids)
		}
	})
	return uids, err
}

// compareIDs fetches Message-IDs and adds to found the UIDs of those that are messageID.
func (s *Session) compareIDs(name, set, messageID string, from mail.UID, found *[]mail.UID) error {
	c := newCommand(name, set, idItems)
	c.room, c.trim = 4<<10*int64(s.exists), true
	_, err := s.do(c, func(u untagged) error {
		if u.name != "FETCH" {
			return nil
		}
		if item := parseFetch(u); item.uid >= from && item.hasBody && idIn(item.body) == messageID {
			*found = append(*found, item.uid)
		}
		return nil
	})
	*found = ascending(*found)
	return err
}

// idIn returns the Message-ID of header fields, as bareID makes it.
func idIn(header []byte) string {
	for line := range bytes.Lines(header) {
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok || !bytes.EqualFold(bytes.TrimSpace(name), []byte("Message-ID")) {
			continue
		}
		_, after, _ := bytes.Cut(header, line)
		for folded := range bytes.Lines(after) {
			if folded[0] != ' ' && folded[0] != '\t' {
				break
			}
			value = append(bytes.Clone(value), folded...)
		}
		return bareID(string(value))
	}
	return ""
}

// bareID takes blanks and angle brackets from a Message-ID.
func bareID(id string) string {
	id = strings.Join(strings.Fields(id), "")
	return strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
}
