package app

import (
	"context"
	"slices"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/ui/words"
)

const (
	testPatience = 20 * time.Second // how long a test message may take to come back
	testLook     = time.Second      // between two looks
)

// await looks for a test message in the inbox and in Junk, and says in words whether it came back; "" where that cannot
// be seen, or when ctx has ended. It waits for a bounded time; the message may come later.
func (p postman) await(ctx context.Context, account mail.Account, id string, lang words.Language) string {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, p.house.scaled(testPatience))
	defer cancel()
	session, err := p.house.openSession(ctx, account)
	if err != nil {
		return ""
	}
	defer func() { _ = session.Close() }() // the answer is there already
	keeper, keeps := session.(engine.Keeper)
	if !keeps {
		return ""
	}
	folders := p.whereTestsArrive(ctx, account.ID)
	looks := time.NewTicker(p.house.scaled(testLook))
	defer looks.Stop()
	for {
		for _, f := range folders {
			found, err := foundIn(ctx, keeper, f, id)
			if found {
				return words.T(lang, words.DiagnosisBack, words.FolderName(lang, f), words.Elapsed(time.Since(began)))
			}
			if err != nil && (keeper.Broken() || ctx.Err() != nil) {
				return words.T(lang, words.DiagnosisNotBack)
			}
		}
		select {
		case <-looks.C:
		case <-ctx.Done():
			return words.T(lang, words.DiagnosisNotBack)
		}
	}
}

// whereTestsArrive returns the folders into which a server may deliver.
func (p postman) whereTestsArrive(ctx context.Context, id mail.AccountID) []mail.Folder {
	folders, err := p.house.store.Folders(ctx, id)
	folders = slices.DeleteFunc(folders, func(f mail.Folder) bool { return f.Role != mail.RoleInbox && f.Role != mail.RoleJunk })
	if err != nil || len(folders) == 0 {
		return []mail.Folder{{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox}}
	}
	return folders
}

func foundIn(ctx context.Context, keeper engine.Keeper, f mail.Folder, id string) (bool, error) {
	if _, err := keeper.Select(ctx, f); err != nil {
		return false, err
	}
	uids, err := keeper.Find(ctx, id, 1)
	return len(uids) > 0, err
}

// scaled multiplies a time as the flag for tests says.
func (h *house) scaled(d time.Duration) time.Duration {
	if h.globals.TimeoutScale <= 0 {
		return d
	}
	return time.Duration(float64(d) * h.globals.TimeoutScale)
}
