package policy

import "testing"

func TestCardKeys(t *testing.T) {
	for text, good := range map[string]bool{
		`{"card_keys": [{"name": "Corp IT", "key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}]}`: true,
		`{"card_keys": []}`: false,
		`{"card_keys": [{"name": "Corp IT", "key": "11qYAYKxCrfVS"}]}`:                          false,
		`{"card_keys": [{"key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}]}`:              false,
		`{"card_keys": [{"name": " ", "key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}]}`: false,
	} {
		p, err := parse([]byte(text))
		if (err == nil) != good || good && len(p.CardKeys) != 1 {
			t.Errorf("%s: %+v, %v", text, p, err)
		}
	}
}
