package words

import "maps"

// sentences is the table that T reads.
var sentences = merge(wizardSentences, mailboxSentences, letterSentences, collectSentences, statusSentences, arrivalSentences, conflictSentences, commandSentences, commandSignInSentences, browserSentences, accountSentences, settingsSentences, menuSentences, discoverSentences, certificateSentences, authoritySentences, diagnosisSentences, passphraseSentences, policySentences, cardSentences, quotingSentences,
	movesSentences, composeSentences, findSentences, editorSentences, searchSentences, searchServerSentences, searchWindowSentences, switcherSentences, operatorSentences, htmlSentences)

func merge[K comparable, V any](tables ...map[K]V) map[K]V {
	all := map[K]V{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}
