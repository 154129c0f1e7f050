package mail

// LargeMessage is the size in bytes from which a message is not brought as a whole without being asked for: its
// beginning is, which is where its text stands, and the rest when somebody wants an attachment.
const LargeMessage = 16 << 20
