package layout

// guess is a set of column widths between which the used ones lie.
type guess struct {
	widths []Unit
	sum    Unit
}

func guessOf(cols []column, width func(*column) Unit) guess {
	g := guess{widths: make([]Unit, len(cols))}
	for i := range cols {
		g.widths[i] = width(&cols[i])
		g.sum += g.widths[i]
	}
	return g
}

// distribute divides a width between columns, as browsers do: first every column has its minimum, then those with
// percentages get theirs, then those with stated widths, then the others what their content would like, and what is
// left goes to the columns that stated nothing.
func distribute(cols []column, target Unit) []Unit {
	percentOf := func(c *column) Unit { return max(c.min, Unit(float64(target)*float64(c.percent)/100)) }
	guesses := []guess{
		guessOf(cols, func(c *column) Unit { return c.min }),
		guessOf(cols, func(c *column) Unit {
			if c.percent > 0 {
				return percentOf(c)
			}
			return c.min
		}),
		guessOf(cols, func(c *column) Unit {
			switch {
			case c.percent > 0:
				return percentOf(c)
			case c.fixed:
				return c.max
			}
			return c.min
		}),
		guessOf(cols, func(c *column) Unit {
			if c.percent > 0 {
				return percentOf(c)
			}
			return c.max
		}),
	}
	if target <= guesses[0].sum {
		return guesses[0].widths
	}
	for i := 1; i < len(guesses); i++ {
		if target <= guesses[i].sum {
			return between(guesses[i-1], guesses[i], target)
		}
	}
	return surplus(cols, guesses[len(guesses)-1], target)
}

// between interpolates two sets of widths so that they add up to target.
func between(low, high guess, target Unit) []Unit {
	out := make([]Unit, len(low.widths))
	left, room := target-low.sum, high.sum-low.sum
	last := -1
	for i := range out {
		grow := high.widths[i] - low.widths[i]
		part := Unit(0)
		if room > 0 {
			part = Unit(float64(target-low.sum) * float64(grow) / float64(room))
		}
		out[i] = low.widths[i] + part
		left -= part
		if grow > 0 {
			last = i
		}
	}
	if last >= 0 {
		out[last] += left
	}
	return out
}

// surplus gives what is left beyond all wishes to the columns that stated nothing, else to those with stated widths,
// else to those with percentages.
func surplus(cols []column, g guess, target Unit) []Unit {
	out := append([]Unit(nil), g.widths...)
	left := target - g.sum
	for _, take := range []func(*column) float64{
		func(c *column) float64 {
			if c.percent > 0 || c.fixed {
				return 0
			}
			return float64(c.max)
		},
		func(c *column) float64 {
			if c.percent > 0 || c.fixed {
				return 0
			}
			return 1
		},
		func(c *column) float64 {
			if c.percent > 0 {
				return 0
			}
			return float64(c.max)
		},
		func(c *column) float64 { return float64(c.percent) },
		func(*column) float64 { return 1 },
	} {
		total := 0.0
		for i := range cols {
			total += take(&cols[i])
		}
		if total == 0 {
			continue
		}
		rest, last := left, 0
		for i := range cols {
			if share := take(&cols[i]); share > 0 {
				part := Unit(float64(left) * share / total)
				out[i] += part
				rest -= part
				last = i
			}
		}
		out[last] += rest
		break
	}
	return out
}
