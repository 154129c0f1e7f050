package model

import (
	"context"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

// Searcher finds mail in what is stored here. Its methods may be called from any goroutine and end with ctx.
type Searcher interface {
	// Search returns one page of hits.
	Search(ctx context.Context, request search.Request) (search.Result, error)
	// SearchFacets counts everything that matches by people, folders and months; zone is that of the months.
	SearchFacets(ctx context.Context, request search.Request, zone *time.Location) (search.Facets, error)
	// SearchCoverage tells how far the index is.
	SearchCoverage(ctx context.Context) (search.Coverage, error)
}

// messageChoice is a list of messages some of which are selected: those of a folder, or those that a search found.
type messageChoice interface {
	here() mail.Folder // the folder of what is selected; zero when nothing is
	lead() mail.Message
	Selection() []mail.MessageID
	// withdraw takes messages out that are on their way elsewhere. left tells that they have gone, or why not; returned
	// that the person took them back.
	withdraw(ids []mail.MessageID)
	left(ids []mail.MessageID, err error)
	returned(ids []mail.MessageID)
	// reflag shows other flags at once; refill reads the rows again.
	reflag(ids []mail.MessageID, add, remove mail.Flags)
	refill()
}
