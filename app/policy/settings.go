package policy

import "slices"

// Settings are choices of the window that the administrator has made. What is "" is left to the person.
type Settings struct {
	Language string `json:"language,omitempty"` // zh-CN or en
	Theme    string `json:"theme,omitempty"`    // system, light or dark
}

// Setting returns what the administrator has chosen for a setting, "" for nothing.
func (p Policy) Setting(key string) string {
	switch key {
	case "language":
		return p.Settings.Language
	case "theme":
		return p.Settings.Theme
	default:
		return ""
	}
}

// Locks reports whether people cannot change a setting.
func (p Policy) Locks(key string) bool { return slices.Contains(p.Locked, key) }

// SyncWindow returns how many days of mail are kept on this computer, 0 for all of it. Without a rule ok is false.
func (p Policy) SyncWindow() (days int, ok bool) {
	if p.Window == nil {
		return 0, false
	}
	return *p.Window, true
}

// SettingNames are the settings that can be chosen and locked, as the schema has them.
func SettingNames() []string {
	for _, m := range TheSchema().Members {
		if m.Name == "locked" {
			return slices.Clone(m.Items.Enum)
		}
	}
	return nil
}
