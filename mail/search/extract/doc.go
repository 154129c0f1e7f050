// Package extract reads the text of attached files, for search: plain text in any charset, HTML, OpenDocument and
// Office documents, tables and slides (ISO 26300, ISO 29500), and PDF (ISO 32000) where its fonts tell what their codes
// mean.
//
// Files come from strangers. Nothing is run, no link is followed, no entity is expanded; what is packed is unpacked
// only up to a limit, whatever sizes it claims; a file that is damaged gives what was read up to there, and a reason.
// The package computes: memory stays within a few times Limits.Unpacked, and every loop ends with its input.
package extract
